/**
 * Which language requests go to Python, and for how long an editor waits for them. A document without a session
 * asks nobody; what Python cannot answer soon counts as nothing, for VS Code shows what other tools know of the
 * text only when we have answered, too.
 */
import * as vscode from "vscode";

import { mayBeLive } from "./liveText.js";

/** What is known of documents without asking Python. */
export interface LiveDocuments {
  /** Whether a document's names can mean live objects of this worker; others are not asked about. */
  readonly serves: (workerId: string, document: vscode.TextDocument) => boolean;
  /** The names bound in its session; `undefined`: not known, or too many. */
  readonly namesOf: (document: vscode.TextDocument) => ReadonlySet<string> | undefined;
  /** Whether a person wants to see types in the text. */
  readonly wantsHints: (document: vscode.TextDocument) => boolean;
}

/** How long an editor waits while somebody types, and while they wait for something they asked for. */
export const typingMs = 500;
export const askedMs = 2_000;

/** Whether what stands at a position can be live, as far as the names that are bound tell. */
export function mayBeLiveAt(
  { namesOf }: LiveDocuments,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): boolean {
  return mayBeLive(document.lineAt(line).text, character, namesOf(document));
}

/** What was asked for, or nothing once the time is over; `onLate` is told when the answer comes after all. */
export async function inTime<T>(
  limitMs: number,
  asked: vscode.ProviderResult<T>,
  onLate: () => void,
): Promise<T | null | undefined> {
  const answered = Promise.resolve(asked).then((answer) => ({ answer }));
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  const outcome = await Promise.race([answered, givenUp]).finally(() => clearTimeout(timer));
  if (outcome) return outcome.answer;
  // A worker that ends meanwhile has nothing to say.
  void answered.then(onLate, () => undefined);
  return undefined;
}

/** What `ask` gives, or nothing once the editor cancels or the time is over; the request is cancelled then. */
export async function within<T>(
  limitMs: number,
  token: vscode.CancellationToken,
  ask: (token: vscode.CancellationToken) => vscode.ProviderResult<T>,
): Promise<T | null | undefined> {
  const source = new vscode.CancellationTokenSource();
  const timer = setTimeout(() => source.cancel(), limitMs);
  const listening = token.onCancellationRequested(() => source.cancel());
  const givenUp = new Promise<undefined>((resolve) => {
    source.token.onCancellationRequested(() => resolve(undefined));
  });
  try {
    return await Promise.race([ask(source.token), givenUp]);
  } finally {
    clearTimeout(timer);
    listening.dispose();
    source.dispose();
  }
}
