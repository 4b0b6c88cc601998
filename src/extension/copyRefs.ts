/** Puts the values of many refs on the clipboard, one after the other, in the order they were chosen. */
import * as vscode from "vscode";

import type { SnakeBridge } from "../bridge/index.js";
import type { CopyResult } from "../protocol/copying.js";
import type { ChosenRefs } from "../protocol/panel.js";
import { mostCopied } from "./copyText.js";
import { tell } from "./tell.js";
import { UserMistake } from "./userErrors.js";
import { refsText } from "./words.js";

/** Gives how many had a text; what has none is told of. */
export async function copyRefs(
  bridge: SnakeBridge,
  chosen: readonly ChosenRefs[],
): Promise<number> {
  const answers = await copyAll(bridge, chosen);
  const texts = answers.flatMap(({ text }) => text ?? []);
  const missing = answers.find(({ text }) => text === null);
  if (missing && texts.length === 0) throw new UserMistake(noTextWords(missing));
  await vscode.env.clipboard.writeText(texts.join("\n"));
  const copied = vscode.l10n.t("Copied: values of {0}", refsText(texts.length));
  const left = answers.length - texts.length;
  tell(left === 0 ? copied : vscode.l10n.t("{0}; without a text: {1}", copied, refsText(left)));
  return texts.length;
}

/** Why an object has no text. */
export function noTextWords({ reason }: CopyResult): string {
  return vscode.l10n.t("There is no such text: {0}.", reason ?? "");
}

async function copyAll(
  bridge: SnakeBridge,
  chosen: readonly ChosenRefs[],
): Promise<readonly CopyResult[]> {
  const answers: CopyResult[] = [];
  let left = mostCopied;
  const objects = chosen.flatMap(({ session, refs }) => refs.map((ref) => ({ session, ref })));
  for (const object of objects) {
    const asked = { ...object, form: "value" } as const;
    const answer = await bridge.inspection.copy(asked, { mostCharacters: left });
    left -= answer.text?.length ?? 0;
    if (left < 0 || answer.next !== null) {
      throw new UserMistake(
        vscode.l10n.t("Together they are too long for the clipboard. Select fewer."),
      );
    }
    answers.push(answer);
  }
  return answers;
}
