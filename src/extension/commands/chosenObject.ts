/** The object a command works on: the row it was chosen on, a part of a ref too, else a ref that the person picks. */
import type { ObjectAddress } from "../../protocol/inspection.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { chosenRef } from "./chosenRef.js";

export async function chosenObject(
  services: Services,
  argument: unknown,
  title: string,
): Promise<ObjectAddress | undefined> {
  const { sessionId, refId, path = [] } = readRow(argument);
  if (sessionId !== undefined && refId !== undefined) {
    return { session: sessionId, ref: refId, path };
  }
  const ref = await chosenRef(services, undefined, title);
  return ref && { session: ref.sessionId, ref: ref.id };
}
