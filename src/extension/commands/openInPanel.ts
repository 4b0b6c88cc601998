/** Opens what a command was chosen on, else a ref that the person picks, in one of the panels among the editors. */
import type { ObjectAddress } from "../../protocol/inspection.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { chosenRef } from "./chosenRef.js";

interface Choice {
  readonly argument: unknown;
  /** Asked where nothing was chosen. */
  readonly question: string;
}

interface Panels {
  open(address: ObjectAddress, name: string): void;
}

export async function openInPanel(
  services: Services,
  panels: Panels,
  { argument, question }: Choice,
): Promise<void> {
  const ref = await chosenRef(services, argument, question);
  if (!ref) return;
  const { path = [] } = readRow(argument);
  panels.open({ session: ref.sessionId, ref: ref.id, path }, ref.names[0] ?? ref.typeName);
}
