/** What a person may answer when asked for the limits of a session, and what to say of other answers. */
import * as vscode from "vscode";

import { durationText, refsText } from "./words.js";

export interface Limit {
  readonly largest: number;
  readonly isWhole: boolean;
}

/** Seconds a ref may rest unused. */
export const restLimit: Limit = { largest: 10 * 365 * 86_400, isWhole: false };

/** Refs a session may hold. */
export const countLimit: Limit = { largest: 10_000_000, isWhole: true };

/** What is wrong with the answer, if anything is. */
export function limitProblem(text: string, { largest, isWhole }: Limit): string | undefined {
  const fits = isWhole ? /^\d+$/ : /^\d+(\.\d+)?$/;
  if (fits.test(text) && Number(text) <= largest) return undefined;
  return isWhole
    ? vscode.l10n.t("A whole number up to {0}; 0 for no limit.", largest)
    : vscode.l10n.t("A number of seconds up to {0}; 0 for no limit.", largest);
}

export function restText(seconds: number): string {
  return seconds === 0 ? vscode.l10n.t("no limit") : durationText(seconds);
}

export function countText(count: number): string {
  return count === 0 ? vscode.l10n.t("no limit") : refsText(count);
}
