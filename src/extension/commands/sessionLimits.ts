/** Set Session Limits: how long refs of a session rest unused, and how many it may hold. */
import * as vscode from "vscode";

import type { LimitSource, SessionInfo } from "../../protocol/sessions.js";
import { countLimit, countText, limitProblem, restLimit, restText } from "../limitAnswers.js";
import type { Limit } from "../limitAnswers.js";
import { pickSession } from "../picks.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { refsText } from "../words.js";

export async function setSessionLimits(services: Services, argument: unknown): Promise<void> {
  const session = await chosenSession(services, argument);
  if (!session) return;
  const name = session.label ?? session.id;
  const ttlSeconds = await askNumber({
    title: vscode.l10n.t("Limits of {0} (1/2): seconds a ref may rest unused", name),
    value: session.ttlSeconds.value,
    prompt: effectiveText(restText(session.ttlSeconds.value), session.ttlSeconds.source),
    limit: restLimit,
  });
  if (ttlSeconds === undefined) return;
  const maxRefs = await askNumber({
    title: vscode.l10n.t("Limits of {0} (2/2): refs it may hold", name),
    value: session.maxRefs.value,
    prompt: effectiveText(countText(session.maxRefs.value), session.maxRefs.source),
    warnBelow: session.refCount,
    limit: countLimit,
  });
  if (maxRefs === undefined) return;
  const bridge = await services.bridge.get();
  await bridge.openSession(session.id, { ttlSeconds, maxRefs });
  tell(vscode.l10n.t("Limits of {0}: {1}, {2}", name, restText(ttlSeconds), countText(maxRefs)));
}

async function chosenSession(
  services: Services,
  argument: unknown,
): Promise<SessionInfo | undefined> {
  const bridge = await services.bridge.get();
  const { sessionId } = readRow(argument);
  if (sessionId === undefined) {
    return await pickSession(bridge, vscode.l10n.t("Set the limits of which session?"));
  }
  return (await bridge.sessions()).find(({ id }) => id === sessionId);
}

interface Question {
  readonly title: string;
  readonly value: number;
  readonly prompt: string;
  readonly limit: Limit;
  /** What is lower, but no limit, evicts refs at once. */
  readonly warnBelow?: number;
}

async function askNumber(question: Question): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title: question.title,
    prompt: question.prompt,
    value: String(question.value),
    validateInput: (text) => validate(text.trim(), question),
    ignoreFocusOut: true,
  });
  return typed === undefined ? undefined : Number(typed);
}

function validate(
  text: string,
  { limit, warnBelow = 0 }: Question,
): string | vscode.InputBoxValidationMessage | undefined {
  const problem = limitProblem(text, limit);
  if (problem !== undefined) return problem;
  const evicted = warnBelow - Number(text);
  if (Number(text) === 0 || evicted <= 0) return undefined;
  const message = vscode.l10n.t("{0} go at once, the least recently used.", refsText(evicted));
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

function effectiveText(value: string, source: LimitSource): string {
  const sources: Readonly<Record<LimitSource, string>> = {
    session: vscode.l10n.t("set for this session"),
    setting: vscode.l10n.t("from the settings"),
    environment: vscode.l10n.t("from the environment"),
    default: vscode.l10n.t("the default"),
  };
  return vscode.l10n.t("Now {0}, {1}. 0 means no limit.", value, sources[source]);
}
