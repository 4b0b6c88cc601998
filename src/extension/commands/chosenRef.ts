/** The ref a command works on: the one it was chosen on, else one that the person picks. */
import * as vscode from "vscode";

import type { SnakeBridge } from "../../bridge/index.js";
import type { RefInfo } from "../../protocol/sessions.js";
import { callSomething, showRefs } from "../nextSteps.js";
import { pickRef } from "../picks.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";

export async function chosenRef(
  services: Services,
  argument: unknown,
  title: string,
): Promise<RefInfo | undefined> {
  const bridge = await services.bridge.get();
  const { sessionId, refId } = readRow(argument);
  if (sessionId !== undefined && refId !== undefined) return await find(bridge, sessionId, refId);
  await requireRefs(bridge);
  return await pickRef(bridge, title);
}

/** Rejects when there is nothing to choose from. */
export async function requireRefs(bridge: SnakeBridge): Promise<void> {
  const sessions = await bridge.sessions();
  if (sessions.some(({ refCount }) => refCount > 0)) return;
  throw new UserMistake(
    vscode.l10n.t("There is no ref yet. Make one with SnakeBridge: Call."),
    callSomething(),
  );
}

/** The wire form of a ref, as the bridge's calls take it. */
export function wireRef({ sessionId, id }: Pick<RefInfo, "sessionId" | "id">) {
  return { __type__: "ref", id, session_id: sessionId } as const;
}

/** The ref as an argument of a call, where a plain object is data, whatever it looks like. */
export function refArgument(bridge: SnakeBridge, sessionId: string, id: string): unknown {
  const nothingSaid = { type_name: "", python_module: "", library: "" };
  const ref = {
    __type__: "ref",
    __schema__: 1,
    id,
    session_id: sessionId,
    ...nothingSaid,
  } as const;
  return bridge.documents.decode(ref);
}

async function find(bridge: SnakeBridge, session: string, refId: string): Promise<RefInfo> {
  const found = await bridge.inspection.ref(session, refId);
  if (found) return found;
  throw new UserMistake(
    vscode.l10n.t("This ref is gone: it was released, or its worker ended."),
    showRefs(),
  );
}
