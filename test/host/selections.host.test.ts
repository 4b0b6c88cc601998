/**
 * A sample of the selections of `test/fixtures/selections`, through the real editor: the text is shown, selected, run
 * by the product's own command, and what Python hears is what the corpus says, nothing else and nothing unasked.
 */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import elixir from "../fixtures/selections/elixir.json";
import python from "../fixtures/selections/python.json";
import typescript from "../fixtures/selections/typescript.json";
import { bridge } from "./support.js";

interface Case {
  readonly name: string;
  readonly text: readonly string[];
  readonly kind: string;
  readonly bind?: string;
  readonly steps?: readonly ShortStep[];
  readonly program?: string | readonly string[];
  readonly asks?: readonly string[];
  readonly grammar?: string;
  readonly isFenced?: boolean;
}

type ShortStep = readonly [string, string, string, unknown?, unknown?];

/** What Python heard: the method, and its parameters. */
type Heard = readonly [string, Readonly<Record<string, unknown>>];

const session = "selections";
/** One case of so many. */
const sampleStep = 8;

const corpora = [
  { ending: "py", cases: python.cases },
  { ending: "ex", cases: elixir.cases },
  { ending: "ts", cases: typescript.cases },
] as const;

/** What several statements or a release ask for stands in the corpus as sources only. */
function isComparable({ kind }: Case): boolean {
  return kind !== "several" && kind !== "release";
}

suite("a selection in the editor", () => {
  let names: ReadonlyMap<string, string>;

  suiteSetup(async () => {
    const running = await bridge();
    await running.openSession(session);
    const values = { ...python.refs, ...python.values };
    const program = Object.entries(values).map(([name, source]) => `${name} = ${source}`);
    // The names of modules are the documents' own to bind.
    const lines = ["import math, re", ...program, "del math, re"];
    await running.run(lines.join("\n"), { session });
    for (const name of Object.keys(python.refs)) {
      await running.run(name, { session, as: "ref", bind: name });
    }
    names = new Map((await running.refs(session)).map(({ id, names: [name = ""] }) => [id, name]));
    await running.call("wiretap", "hold", [session], { session: "wiretap" });
  });

  suiteTeardown(async () => {
    while (vscode.window.tabGroups.activeTabGroup.activeTab) {
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
    const running = await bridge();
    // Unlike those of documents, these sessions end with nothing.
    for (const id of [session, "wiretap"]) await running.releaseSession(id);
    await running.restart();
  });

  for (const { ending, cases } of corpora) {
    test(`of ${ending} sends exactly what stands there`, async function () {
      // Some dozens of documents are opened, run and closed.
      this.timeout(120_000);
      const wrong: string[] = [];
      // SAFETY: the files are ours; a case of another shape fails here.
      const sample = (cases as readonly Case[])
        .filter(isComparable)
        .filter((each, index) => index % sampleStep === 0 || each.asks);
      assert.ok(sample.length >= 20, String(sample.length));
      for (const [index, each] of sample.entries()) {
        try {
          await check(each, endingOf(each, ending), index % 2 === 1, names);
        } catch (error) {
          wrong.push(`${each.name}: ${String(error)}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});

function endingOf({ grammar, isFenced }: Case, ending: string): string {
  return isFenced === true ? "livemd" : grammar === "tsx" ? "tsx" : ending;
}

async function check(
  each: Case,
  ending: string,
  isCrlf: boolean,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  await show(each, ending, isCrlf);
  const done = Promise.resolve(vscode.commands.executeCommand("snakebridge.call"));
  if (each.asks) {
    await turnAway(done);
    assert.deepEqual(await heard(), [], "sent without an answer");
    await accept(Promise.resolve(vscode.commands.executeCommand("snakebridge.call")));
  } else await done;
  assert.deepEqual(shortened(await heard(), names), expectedOf(each));
}

/** Puts the text of a case into the editor of its language, and selects what is marked in it. */
async function show(each: Case, ending: string, isCrlf: boolean): Promise<void> {
  const editor = await editorOf(ending);
  const { document } = editor;
  const marked = each.text.join("\n");
  const marks = marked.includes("‸") ? ["‸"] : ["«", "»"];
  const plain = marked.replaceAll(/[‸«»]/g, "");
  await editor.edit((edit) => {
    edit.replace(new vscode.Range(0, 0, document.lineCount, 0), plain);
    edit.setEndOfLine(isCrlf ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
  });
  const positions = marks.map((mark) => {
    const lines = marked.slice(0, marked.indexOf(mark)).replaceAll(/[‸«»]/g, "").split("\n");
    return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  });
  const [start, end = start] = positions;
  assert.ok(start && end, "nothing is marked");
  editor.selection = new vscode.Selection(start, end);
}

async function editorOf(ending: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the host has no workspace");
  const uri = vscode.Uri.joinPath(folder.uri, `selection.${ending}`);
  const active = vscode.window.activeTextEditor;
  if (active?.document.uri.toString() === uri.toString()) return active;
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("snakebridge.switchSession", { sessionId: session });
  return editor;
}

async function heard(): Promise<readonly Heard[]> {
  const text = await (await bridge()).call("wiretap", "take", [], { session: "wiretap" });
  // SAFETY: what `take` of the sample file returns.
  return JSON.parse(String(text)) as readonly Heard[];
}

/** The requests as the corpus spells them. */
function shortened(requests: readonly Heard[], names: ReadonlyMap<string, string>): unknown {
  const known = new Map(names);
  const program: string[] = [];
  const steps = requests.flatMap(([method, params]) => {
    const { source, handle, module, name, attr, ref, args = [], kwargs = {} } = params;
    if (typeof handle === "string") known.set(handle, "…");
    if (method === "run") {
      program.push(String(source));
      return [];
    }
    const given = [args, kwargs].map((value) => withNames(value, known));
    if (method === "get") return [["get", module, attr]];
    if (method === "call") return [["call", module, params["function"], ...given]];
    // SAFETY: a request on a ref has one.
    const receiver = known.get((ref as { id: string }).id);
    return [[method, receiver, name, ...(method === "method" ? given : [])]];
  });
  return { steps, program: program.join(""), bind: requests.at(-1)?.[1]["bind"] ?? null };
}

/** A value with `{ref: name}` for its refs. */
function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, names));
  if (typeof value !== "object" || value === null) return value;
  // SAFETY: an object of JSON.
  const { __type__: tag, id } = value as Readonly<Record<string, unknown>>;
  if (tag === "ref" || tag === "stream_ref") return { ref: names.get(String(id)) };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withNames(item, names)]),
  );
}

function expectedOf({ kind, steps = [], program = "", bind }: Case): unknown {
  if (kind === "invalid") return { steps: [], program: "", bind: null };
  const text = typeof program === "string" ? program : program.join("\n");
  // Statements bind by themselves; what they bound is asked for after them.
  if (kind === "run") return { steps: [], program: `${text}${bind ?? ""}`, bind: null };
  const full = steps.map(([method, first, second, args = [], kwargs = {}]) =>
    method === "call" || method === "method"
      ? [method, first, second, args, kwargs]
      : [method, first, second],
  );
  return { steps: full, program: text, bind: bind ?? null };
}

/** Presses Escape until the command has asked and is done. */
async function turnAway(done: Promise<unknown>): Promise<void> {
  await pressUntil(done, "workbench.action.closeQuickOpen");
}

async function accept(done: Promise<unknown>): Promise<void> {
  await pressUntil(done, "workbench.action.acceptSelectedQuickOpenItem");
}

/** The question opens in the workbench's own time; what is pressed before it opened does nothing. */
async function pressUntil(done: Promise<unknown>, command: string): Promise<void> {
  const press = async () => {
    await vscode.commands.executeCommand(command);
    return false;
  };
  while (!(await Promise.race([done.then(() => true), press()])));
}
