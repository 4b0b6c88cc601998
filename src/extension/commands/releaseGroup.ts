/**
 * Release by Type, Older Than, Unbound: many refs at once, of the session chosen on or of all. Every line to pick
 * says beforehand what its release does.
 */
import * as vscode from "vscode";

import type { RefInfo } from "../../protocol/sessions.js";
import { plainText } from "../plainText.js";
import { byAge, byType, groupOf, olderThan, unbound, type RefGroup } from "../refGroups.js";
import { showRefs } from "../nextSteps.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { UserMistake } from "../userErrors.js";
import { bytesText, durationText, refsText } from "../words.js";
import { requireRefs } from "./chosenRef.js";
import { releaseRefs } from "./release.js";

/** Names told in one line. */
const mostNames = 5;

interface GroupPick extends vscode.QuickPickItem {
  readonly refs: readonly RefInfo[];
}

export async function releaseByType(services: Services, argument: unknown): Promise<void> {
  const groups = byType(await refsOf(services, argument));
  const picks = groups.map((group) => pickOf(group.key, group));
  await releasePicked(services, vscode.l10n.t("Release all refs of which types?"), picks, true);
}

export async function releaseUnbound(services: Services, argument: unknown): Promise<void> {
  const refs = unbound(await refsOf(services, argument));
  if (refs.length === 0) throw new UserMistake(vscode.l10n.t("Every ref has a name."), showRefs());
  const label = vscode.l10n.t("Refs without a name");
  const all = pickOf(label, groupOf(label, refs));
  await releasePicked(services, vscode.l10n.t("Release refs without a name?"), [all], false);
}

export async function releaseOlder(services: Services, argument: unknown): Promise<void> {
  const refs = await refsOf(services, argument);
  const groups = byAge(refs);
  const picks = groups.map((group) => {
    return pickOf(vscode.l10n.t("Older than {0}", durationText(group.key)), group);
  });
  const other: GroupPick = { label: vscode.l10n.t("Other age…"), refs: [] };
  const title = vscode.l10n.t("Release refs older than…");
  const picked = await vscode.window.showQuickPick([...picks, other], { title });
  if (picked !== other) {
    await releaseRefs(services, picked?.refs ?? []);
    return;
  }
  const seconds = await askSeconds();
  if (seconds === undefined) return;
  const old = olderThan(refs, seconds);
  if (old.length === 0) throw new UserMistake(vscode.l10n.t("No ref is that old."), showRefs());
  const label = vscode.l10n.t("Older than {0}", durationText(seconds));
  await releasePicked(services, title, [pickOf(label, groupOf(seconds, old))], false);
}

async function releasePicked(
  services: Services,
  title: string,
  picks: readonly GroupPick[],
  canPickMany: boolean,
): Promise<void> {
  const options = { title, matchOnDetail: true };
  const chosen = canPickMany
    ? await vscode.window.showQuickPick(picks, { ...options, canPickMany: true })
    : [await vscode.window.showQuickPick(picks, options)];
  await releaseRefs(
    services,
    (chosen ?? []).flatMap((pick) => pick?.refs ?? []),
  );
}

async function refsOf({ bridge: service }: Services, argument: unknown): Promise<RefInfo[]> {
  const bridge = await service.get();
  await requireRefs(bridge);
  const { sessionId } = readRow(argument);
  const all = await bridge.sessions();
  const sessions = sessionId === undefined ? all.map(({ id }) => id) : [sessionId];
  const lists = await Promise.all(sessions.map((id) => bridge.refs(id)));
  return lists.flat();
}

function pickOf(label: string, group: RefGroup<unknown>): GroupPick {
  const { refs, sizeBytes, unsized, names } = group;
  const size = unsized === refs.length ? [] : [bytesText(sizeBytes)];
  return {
    label: plainText(label),
    description: [refsText(refs.length), ...size].join(" · "),
    detail: plainText(namesText(names)),
    refs,
  };
}

function namesText(names: readonly string[]): string {
  if (names.length === 0) return vscode.l10n.t("No name breaks");
  const first = names.slice(0, mostNames).join(", ");
  const rest = names.length - mostNames;
  return rest > 0
    ? vscode.l10n.t("Names that break: {0} and {1} more", first, rest)
    : vscode.l10n.t("Names that break: {0}", first);
}

async function askSeconds(): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t("Release refs older than how many minutes?"),
    validateInput: (text) => {
      const isGood = /^\d+(\.\d+)?$/.test(text.trim());
      return isGood ? undefined : vscode.l10n.t("A number of minutes, such as 5 or 0.5.");
    },
  });
  return typed === undefined ? undefined : Number(typed) * 60;
}
