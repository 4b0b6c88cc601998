/** Selections of Elixir and TypeScript say exactly what they ask for: the corpora of `test/fixtures/selections`. */
import { describe, expect, it } from "vitest";

import type { TextRange } from "../../../src/protocol/calls.js";
import type { WireValue } from "../../../src/protocol/values.js";
import type { Grammar, ReadParams } from "../../../src/selection/reading.js";
import { SelectionReader } from "../../../src/selection/selectionReader.js";
import { readGrammar } from "../../../scripts/grammars.mjs";
import { readSource } from "../../support/sources.js";

interface Case {
  readonly name: string;
  readonly text: readonly string[];
  readonly kind: "steps" | "program" | "release" | "several" | "invalid";
  readonly bind?: string;
  readonly steps?: readonly ShortStep[];
  readonly program?: string;
  readonly ref?: string;
  readonly source?: readonly string[];
  readonly sources?: readonly string[];
  readonly asks?: readonly string[];
  readonly problem?: string;
  readonly in?: string;
  readonly grammar?: Grammar;
  readonly isFenced?: boolean;
}

type ShortStep = readonly [
  string,
  string,
  string,
  (readonly WireValue[])?,
  Record<string, WireValue>?,
];

interface Corpus {
  readonly refs: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

const reader = new SelectionReader(readGrammar);

function corpusOf(language: string): Corpus {
  // SAFETY: the file is ours; a case of another shape fails its test.
  return JSON.parse(readSource(`test/fixtures/selections/${language}.json`)) as Corpus;
}

function refOf(name: string) {
  return {
    __type__: "ref",
    __schema__: 1,
    id: name,
    session_id: "s",
    type_name: "T",
    python_module: "m",
    library: "m",
  } as const;
}

/** A wire value of the corpus with its refs filled in. */
function expand(value: WireValue): WireValue {
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value !== "object" || value === null) return value;
  // SAFETY: an object of JSON.
  const entries = Object.entries(value as Record<string, WireValue>);
  const [first] = entries;
  if (first?.[0] === "ref" && typeof first[1] === "string") return refOf(first[1]);
  return Object.fromEntries(entries.map(([key, item]) => [key, expand(item)]));
}

function stepOf([kind, first, second, args = [], kwargs = {}]: ShortStep) {
  if (kind === "get") return { kind, module: first, attr: second };
  const given = { args: args.map(expand), kwargs: expand(kwargs) };
  if (kind === "call") return { kind, module: first, function: second, ...given };
  const named = { kind: "name", name: first, ref: refOf(first) };
  const receiver = first === "…" ? { kind: "previous" } : named;
  return { kind, receiver, name: second, ...(kind === "method" && given) };
}

function paramsOf(language: string, each: Case, lineEnd: string): ReadParams {
  let text = each.text.join(lineEnd);
  const places = text.includes("‸") ? ["‸"] : ["«", "»"];
  const positions = places.map((mark) => {
    const at = text.indexOf(mark);
    text = text.replace(mark, "");
    const lines = text.slice(0, at).split("\n");
    return { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
  });
  const [start = { line: 0, character: 0 }, end = start] = positions;
  const grammar = each.grammar ?? (language === "elixir" ? "elixir" : "typescript");
  return { text, range: { start, end }, grammar, isFenced: each.isFenced ?? false };
}

function textIn(text: string, { start, end }: TextRange): string {
  const lines = text.split("\n").slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, at) =>
      line.slice(at === 0 ? start.character : 0, at === last ? end.character : undefined),
    )
    .join("\n");
}

describe.each(["elixir", "typescript"])("a selection of %s", (language) => {
  const { refs, values, cases } = corpusOf(language);
  const bound = new Map<string, WireValue>([
    ...Object.keys(refs).map((name) => [name, refOf(name)] as const),
    ...Object.entries(values).map(([name, text]) => [name, Number(text)] as const),
  ]);

  it.each(
    cases.flatMap((each) => ["\n", "\r\n"].map((lineEnd) => [each.name, lineEnd, each] as const)),
  )("%s (%j)", async (_, lineEnd, each) => {
    const params = paramsOf(language, each, lineEnd);
    const reading = await reader.read(params, (name) => bound.get(name));
    if (reading.kind === "invalid") {
      expect(reading.problem).toMatchObject({
        kind: each.problem,
        ...(each.in !== undefined && { source: each.in }),
      });
      return;
    }
    const { requests, questions } = reading;
    for (const { range, source } of requests) expect(textIn(params.text, range)).toBe(source);
    const sources = requests.map(({ source }) => source.replaceAll("\r\n", "\n"));
    if (each.kind === "several") {
      expect(sources).toEqual(each.sources);
      return;
    }
    expect(questions.map(({ kind }) => kind)).toEqual(each.asks ?? []);
    const selected = /«([^]*)»/.exec(each.text.join("\n"))?.[1];
    expect(sources).toEqual([each.source?.join("\n") ?? selected]);
    const said: Readonly<Record<string, object>> = {
      steps: { kind: "steps", bind: each.bind ?? null, steps: each.steps?.map(stepOf) },
      program: { kind: "program", bind: each.bind ?? null, program: each.program },
      release: { kind: "release", name: each.ref, ref: refOf(each.ref ?? "") },
    };
    const [request] = requests;
    const place = { range: request?.range, source: request?.source };
    expect(request).toEqual({ ...place, ...said[each.kind] });
  });
});

it("has more than 300 selections in all languages, half of them nasty", () => {
  const all = ["python", "elixir", "typescript"].flatMap((language) => corpusOf(language).cases);
  expect(all.length).toBeGreaterThan(300);
  const plain = all.filter(({ kind, asks }) => kind === "steps" && !asks);
  expect(plain.length).toBeLessThan(all.length * 0.6);
});
