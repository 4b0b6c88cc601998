/**
 * Lets a person pick what a command works on: a ref, a session, a member of an object. Each resolves to
 * `undefined` when the person turns away. Listing starts no Python and uses no ref.
 */
import * as vscode from "vscode";

import type { PoolOptions, SessionEntry, SnakeBridge, WorkerInfo } from "../bridge/index.js";
import type { ObjectAddress } from "../protocol/inspection.js";
import type { RefInfo } from "../protocol/sessions.js";
import { callSomething } from "./nextSteps.js";
import { plainText } from "./plainText.js";
import { readPools } from "./settings.js";
import { UserMistake } from "./userErrors.js";
import { refsText } from "./words.js";

interface Pick<T> extends vscode.QuickPickItem {
  readonly picked?: boolean;
  readonly value: T;
}

const mostMembers = 1_000;

export async function pickRef(bridge: SnakeBridge, title: string): Promise<RefInfo | undefined> {
  const picks = await refPicks(bridge);
  const placeHolder = vscode.l10n.t("Name, type or text of the ref");
  return (await show(picks, { title, placeHolder }))?.value;
}

export async function pickRefs(
  bridge: SnakeBridge,
  title: string,
): Promise<readonly RefInfo[] | undefined> {
  const options = { title, canPickMany: true, matchOnDescription: true } as const;
  const chosen = await vscode.window.showQuickPick(await refPicks(bridge), options);
  return chosen?.map(({ value }) => value);
}

/** `extra` stand before the sessions. */
export async function pickSession<T = never>(
  bridge: SnakeBridge,
  title: string,
  extra: readonly (vscode.QuickPickItem & { readonly value: T })[] = [],
): Promise<SessionEntry | T | undefined> {
  const sessions = await bridge.sessions();
  if (sessions.length + extra.length === 0) {
    throw new UserMistake(
      vscode.l10n.t("There is no session yet; a call makes one."),
      callSomething(),
    );
  }
  const hasPools = new Set(sessions.map(({ pool }) => pool)).size > 1;
  const picks = sessions.map((session) => ({
    label: plainText(session.label ?? session.id),
    description: hasPools
      ? plainText(`${refsText(session.refCount)}, ${session.pool}`)
      : refsText(session.refCount),
    value: session,
  }));
  return (await show<SessionEntry | T>([...extra, ...picks], { title }))?.value;
}

/** The name of a pool; with one pool there is nothing to ask. */
export async function pickPool(title: string): Promise<string | undefined> {
  const pools = Object.entries(readPools());
  if (pools.length === 1) return pools[0]?.[0];
  const picks = pools.map(([name, pool]) => ({
    label: plainText(name),
    description: plainText(describePool(pool)),
    value: name,
  }));
  return (await show(picks, { title }))?.value;
}

/** Ids of all workers or of one; with one worker there is nothing to ask. */
export async function pickWorkers(
  workers: readonly WorkerInfo[],
  title: string,
): Promise<readonly string[] | undefined> {
  const ids = workers.map(({ workerId }) => workerId);
  if (ids.length <= 1) return ids;
  const picks = workers.map(({ workerId, pythonVersion }) => ({
    label: plainText(workerId),
    description: pythonVersion === null ? "" : `Python ${pythonVersion}`,
    value: [workerId],
  }));
  const all = { label: vscode.l10n.t("All Workers"), value: ids };
  return (await show<readonly string[]>([all, ...picks], { title }))?.value;
}

/** A member by name, from what the object shows without running code; any other name may be typed. */
export async function pickMember(
  bridge: SnakeBridge,
  address: ObjectAddress,
  title: string,
): Promise<string | undefined> {
  return await pickName(await memberPicks(bridge, address), title);
}

/** What a pick of names offers; `value` is the name itself. */
export interface NameItem extends vscode.QuickPickItem {
  readonly value: string;
}

/** One of the names offered, or any other that is typed. */
export async function pickName(
  names: readonly NameItem[],
  title: string,
): Promise<string | undefined> {
  const known = new Set(names.map(({ value }) => value));
  return await new Promise((resolve) => {
    const quickPick = vscode.window.createQuickPick<NameItem>();
    quickPick.title = title;
    quickPick.placeholder = vscode.l10n.t("Name, picked or typed");
    quickPick.ignoreFocusOut = true;
    quickPick.items = names;
    quickPick.onDidChangeValue((text) => {
      const typed = text.trim();
      const isKnown = typed === "" || known.has(typed);
      quickPick.items = isKnown ? names : [{ label: typed, value: typed }, ...names];
    });
    quickPick.onDidAccept(() => {
      resolve(quickPick.selectedItems[0]?.value);
      quickPick.hide();
    });
    quickPick.onDidHide(() => {
      resolve(undefined);
      quickPick.dispose();
    });
    quickPick.show();
  });
}

function describePool(pool: PoolOptions): string {
  const { size = 1, python, affinity } = pool;
  const workers = size === 1 ? vscode.l10n.t("1 worker") : vscode.l10n.t("{0} workers", size);
  const place =
    pool.engine === "dask" ? vscode.l10n.t("Dask cluster at {0}", pool.address) : workers;
  return [place, python, affinity].filter((part) => part !== undefined).join(", ");
}

async function refPicks(bridge: SnakeBridge): Promise<readonly Pick<RefInfo>[]> {
  const picks: Pick<RefInfo>[] = [];
  for (const session of await bridge.sessions()) {
    for (const ref of await bridge.refs(session.id)) {
      picks.push({
        label: plainText(ref.names[0] ?? ref.qualifiedType),
        description: plainText(ref.preview.map(({ text }) => text).join("")),
        detail: plainText(session.label ?? session.id),
        value: ref,
      });
    }
  }
  return picks;
}

async function memberPicks(bridge: SnakeBridge, address: ObjectAddress): Promise<Pick<string>[]> {
  const members: Pick<string>[] = [];
  for (const part of ["functions", "attributes", "inherited"] as const) {
    const { children } = await bridge.inspection.children({ ...address, part, count: mostMembers });
    for (const { name, step, summary } of children) {
      const description = part === "functions" ? "" : (summary?.typeName ?? "");
      if (!("attr" in step)) continue;
      members.push({ label: plainText(name), description: plainText(description), value: name });
    }
  }
  return members;
}

async function show<T>(
  picks: readonly Pick<T>[],
  options: vscode.QuickPickOptions,
): Promise<Pick<T> | undefined> {
  return await vscode.window.showQuickPick(picks, { ...options, matchOnDescription: true });
}
