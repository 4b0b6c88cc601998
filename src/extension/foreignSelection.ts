/**
 * What a selection of Elixir or TypeScript stands for: read by its grammar, with the session's names in it, and
 * asked about where it could mean something else. All of it is understood before the first request is given.
 */
import * as vscode from "vscode";

import type { SnakeBridge } from "../bridge/index.js";
import type { TextRange } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";
import type {
  NameLookup,
  Reading,
  ReadParams,
  ReadRequest,
  SelectionQuestion,
} from "../selection/reading.js";
import type { SelectionReader } from "../selection/selectionReader.js";
import { problemWords, questionWords } from "./selectionWords.js";
import type { TextLanguage } from "./textLanguage.js";
import { UserMistake } from "./userErrors.js";

/** What reading needs; the reader is loaded when it is first asked for. */
export interface ForeignText {
  readonly reader: () => Promise<SelectionReader>;
  readonly bridge: SnakeBridge;
  readonly session: string;
  readonly document: vscode.TextDocument;
  readonly range: TextRange;
  readonly language: Extract<TextLanguage, { readonly kind: "foreign" }>;
}

export type ForeignSelection =
  ReadRequest | { readonly kind: "invalid"; readonly range: TextRange; readonly reason: string };

type Names = ReadonlyMap<string, WireValue>;

/** Constants in Python, so no names of a session. */
const constants = new Set(["None", "True", "False", "__debug__"]);

/** Gives the requests in order, each with what those before it bound; nothing if the person says no. */
export async function* readForeign(text: ForeignText): AsyncGenerator<ForeignSelection> {
  const { document, language } = text;
  const { version } = document;
  const reader = await text.reader();
  const params = paramsOf(text);
  const invalid = ({ range, problem }: Extract<Reading, { readonly kind: "invalid" }>) => {
    return { kind: "invalid", range, reason: problemWords(problem, language.name) } as const;
  };
  const reading = await readAhead(reader, text, params);
  if (reading.kind === "invalid") {
    yield invalid(reading);
    return;
  }
  if (!(await confirm(reading.requests, reading.questions))) return;
  for (const { range } of reading.requests) {
    if (document.version !== version) throw new UserMistake(changedWords());
    const now = await readNow(reader, text, { ...params, range });
    if (now.kind === "invalid") yield invalid(now);
    else yield* now.requests;
  }
}

function paramsOf({ document, range, language }: ForeignText): ReadParams {
  const { grammar, isFenced } = language;
  return { text: document.getText(), range, grammar, isFenced };
}

function changedWords(): string {
  return vscode.l10n.t("The text changed while it ran; what follows was not sent.");
}

/** Reads all statements, as if those before had bound their names already. */
async function readAhead(
  reader: SelectionReader,
  text: ForeignText,
  params: ReadParams,
): Promise<Reading> {
  const bound = await boundNames(text, await reader.namesIn(params));
  const first = await reader.read(params, lookupIn(bound));
  if (first.kind === "requests" || first.problem.kind !== "unbound") return first;
  // A name may be bound by a statement above the one that needs it.
  const made = await reader.read(params, () => placeholder);
  if (made.kind === "invalid" || made.requests.length < 2) return first;
  return await readInOrder(reader, params, made.requests, bound);
}

/** A ref that is not there yet; what is read with it is not sent. */
const placeholder = {
  ...{ __type__: "ref", __schema__: 1, id: "", session_id: "" },
  ...{ type_name: "", python_module: "", library: "" },
} as const;

async function readInOrder(
  reader: SelectionReader,
  params: ReadParams,
  requests: readonly ReadRequest[],
  bound: Names,
): Promise<Reading> {
  const known = new Map(bound);
  const questions: SelectionQuestion[] = [];
  for (const request of requests) {
    const reading = await reader.read({ ...params, range: request.range }, lookupIn(known));
    if (reading.kind === "invalid") return { ...reading, range: request.range };
    questions.push(...reading.questions);
    if (request.kind !== "release" && request.bind !== null) known.set(request.bind, placeholder);
  }
  return { kind: "requests", requests, questions };
}

async function readNow(
  reader: SelectionReader,
  text: ForeignText,
  params: ReadParams,
): Promise<Reading> {
  return await reader.read(params, lookupIn(await boundNames(text, await reader.namesIn(params))));
}

function lookupIn(names: Names): NameLookup {
  return (name) => names.get(name);
}

/** What names are bound to in the session: refs as refs, plain values as they are. The worker tells; nothing runs. */
async function boundNames(
  { bridge, session }: ForeignText,
  names: ReadonlySet<string>,
): Promise<Names> {
  const bound = new Map<string, WireValue>();
  const wanted = [...names].filter((name) => !constants.has(name));
  await Promise.all(
    wanted.map(async (name) => {
      const value = await valueOf(bridge, session, name);
      if (value !== undefined) bound.set(name, value);
    }),
  );
  return bound;
}

/** The name as the only argument of a call that is never sent. */
async function valueOf(
  bridge: SnakeBridge,
  session: string,
  name: string,
): Promise<WireValue | undefined> {
  const line = `builtins.repr(${name})`;
  const selection = await bridge.documents.parseSelection({
    session,
    text: `import builtins\n${line}\n`,
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: line.length } },
  });
  const [step] = selection.kind === "steps" ? selection.steps : [];
  return step?.kind === "call" ? step.args[0] : undefined;
}

/** Shows what will be sent and why it may not be what was meant. */
async function confirm(
  requests: readonly ReadRequest[],
  questions: readonly SelectionQuestion[],
): Promise<boolean> {
  if (questions.length === 0) return true;
  const send = {
    label: vscode.l10n.t("Send"),
    detail: requests.map(requestText).join("; "),
  };
  const leave = { label: vscode.l10n.t("Do Not Send") };
  const chosen = await vscode.window.showQuickPick([send, leave], {
    title: vscode.l10n.t("Send this to Python?"),
    placeHolder: [...new Set(questions.map(questionWords))].join(" "),
    ignoreFocusOut: true,
  });
  return chosen === send;
}

function requestText({ source }: ReadRequest): string {
  return source.replaceAll(/\s+/g, " ");
}
