/** What can be done with one ref from its row, its hover, or the palette, besides releasing it. */
import * as vscode from "vscode";

import type { SnakeBridge } from "../../bridge/index.js";
import type { RefInfo } from "../../protocol/sessions.js";
import { copy } from "../copyText.js";
import type { Services } from "../services.js";
import { tell } from "../tell.js";
import { durationText } from "../words.js";
import { chosenRef, wireRef } from "./chosenRef.js";

const extensionSeconds = 3_600;

type RefAction = (bridge: SnakeBridge, ref: RefInfo) => Promise<unknown>;

export async function revealRef(services: Services, argument: unknown): Promise<void> {
  const ref = await chosenRef(services, argument, vscode.l10n.t("Reveal which ref?"));
  if (ref) await services.view.reveal(ref.sessionId, ref.id);
}

/** Shows the line that made the ref. */
export async function revealOrigin(services: Services, argument: unknown): Promise<void> {
  const ref = await chosenRef(services, argument, vscode.l10n.t("Go to where which ref was made?"));
  if (!ref) return;
  const madeMs = Date.now() - ref.ageSeconds * 1_000;
  const missing = vscode.l10n.t("This ref was not made from a line of a file.");
  await services.places.show(ref.origin, madeMs, missing);
}

export async function extendRef(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Extend which ref by an hour?");
  await act(services, argument, title, async (bridge, ref) => {
    await bridge.extend(wireRef(ref), (ref.remainingSeconds ?? 0) + extensionSeconds);
    if (ref.remainingSeconds === null) tell(vscode.l10n.t("{0} never expires anyway", nameOf(ref)));
    else {
      const left = durationText(ref.remainingSeconds + extensionSeconds);
      tell(vscode.l10n.t("{0} lives on, unused, for {1}", nameOf(ref), left));
    }
  });
}

export async function keepRef(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Keep which ref from expiring?");
  await act(services, argument, title, async (bridge, ref) => {
    await bridge.pin(wireRef(ref), true);
    tell(vscode.l10n.t("{0} is kept until it is released", nameOf(ref)));
  });
}

export async function unkeepRef(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Let which ref expire again?");
  await act(services, argument, title, async (bridge, ref) => {
    await bridge.pin(wireRef(ref), false);
    tell(vscode.l10n.t("{0} expires again once it is not used", nameOf(ref)));
  });
}

/** The bound name, else the expression that made it: what one would write to have it again. */
export async function copyName(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Copy the name of which ref?");
  await act(services, argument, title, async (_bridge, { names, origin, id }) =>
    copy(names[0] ?? origin?.expression ?? id),
  );
}

/** Runs the object's own `repr()`, as the person asked. */
export async function copyRepr(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Copy repr() of which ref?");
  await act(services, argument, title, async (bridge, { sessionId, id }) => {
    const address = { session: sessionId, ref: id, path: [] };
    const { text } = await bridge.inspection.evaluate({ ...address, form: "repr" });
    await copy(text ?? "");
  });
}

export async function copyRefId(services: Services, argument: unknown): Promise<void> {
  const title = vscode.l10n.t("Copy the ID of which ref?");
  await act(services, argument, title, async (_bridge, { id }) => copy(id));
}

async function act(
  services: Services,
  argument: unknown,
  title: string,
  action: RefAction,
): Promise<void> {
  const ref = await chosenRef(services, argument, title);
  if (ref) await action(await services.bridge.get(), ref);
}

function nameOf({ names, qualifiedType }: RefInfo): string {
  return names[0] ?? qualifiedType;
}
