/**
 * JSON that no honest peer sends: wrong types, tags with wrong payloads, names that reach for prototypes, numbers
 * and nesting beyond what is usual, and texts that `JSON.stringify` would never write.
 */
import type { Random } from "./random.ts";

/** What a text does to a message it stands in: still JSON everywhere, for some readers only, or for none. */
export type Soundness = "json" | "perhaps" | "broken";

interface Snippet {
  readonly text: string;
  readonly soundness: Soundness;
}

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** What stands in a message for each of them until it is written. */
const snippets: readonly Snippet[] = [
  { text: "-0", soundness: "json" },
  { text: "1E+2", soundness: "json" },
  { text: "1e400", soundness: "json" },
  { text: "-1e400", soundness: "json" },
  { text: "1e-400", soundness: "json" },
  { text: "9007199254740993", soundness: "json" },
  { text: `1${"0".repeat(400)}`, soundness: "json" },
  { text: '{"a":1,"a":2}', soundness: "json" },
  { text: '{"__type__":"ref","__type__":"tuple","elements":[]}', soundness: "json" },
  { text: '{"__proto__":{"polluted":true}}', soundness: "json" },
  { text: '{"constructor":{"prototype":{"polluted":true}}}', soundness: "json" },
  { text: String.raw`"\ud800"`, soundness: "json" },
  { text: String.raw`{"\udc00":"\u0000"}`, soundness: "json" },
  { text: nested(600), soundness: "json" },
  { text: `${'{"a":'.repeat(300)}1${"}".repeat(300)}`, soundness: "json" },
  { text: nested(5000), soundness: "perhaps" },
  { text: `1${"0".repeat(5000)}`, soundness: "perhaps" },
  { text: "NaN", soundness: "broken" },
  { text: "-Infinity", soundness: "broken" },
  { text: "01", soundness: "broken" },
  { text: "1.", soundness: "broken" },
  { text: "'a'", soundness: "broken" },
  { text: '"\t"', soundness: "broken" },
  { text: String.raw`"\x41"`, soundness: "broken" },
  { text: "[1,]", soundness: "broken" },
  { text: "{,}", soundness: "broken" },
  { text: "undefined", soundness: "broken" },
  { text: "[".repeat(3000), soundness: "broken" },
];

const plain = { enumerable: true, configurable: true, writable: true };
const maxDamage = 4;
const words = [
  ...["", "a", "x", "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"],
  ...["__type__", "__schema__", "__class__", "__dict__", "__call__", "id", "session_id", "None"],
  ...["\0", "\ud800", "ü", "𝕊", "a.b", "..", "/", "x".repeat(300), "\n", "snakebridge/ping"],
];
const numbers = [0, 1, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, -(2 ** 53), 2 ** 31, 4096];

const payloads: readonly (readonly [tag: string, field: string])[] = [
  ...(["tuple", "set", "frozenset"] as const).map((tag) => [tag, "elements"] as const),
  ...["ref", "stream_ref"].map((tag) => [tag, "id"] as const),
  ...["int", "special_float", "float", "datetime", "date", "time", "decimal", "uuid", "atom"].map(
    (tag) => [tag, "value"] as const,
  ),
  ...[
    ["bytes", "data"] as const,
    ["bytes", "attachment"] as const,
    ["floats", "attachment"] as const,
    ["ints", "attachment"] as const,
    ["dict", "pairs"] as const,
    ["complex", "real"] as const,
    ["timedelta", "days"] as const,
    ["enum", "enum_class"] as const,
    ["callback", "callback_id"] as const,
    ["no such tag", "value"] as const,
  ],
];

/** Makes hostile values; strings that stand for snippets are written by {@link writeJson}. */
export class HostileJson {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Any value; small, unless a snippet makes it large. */
  value(depth = 0): unknown {
    const random = this.#random;
    return random.weighted<unknown>([
      [3, () => random.pick(words)],
      [3, () => random.pick(numbers)],
      [2, () => random.pick([null, true, false])],
      [1, () => snippetMark(random.below(snippets.length))],
      [depth < 3 ? 2 : 0, () => this.#some(() => this.value(depth + 1))],
      [depth < 3 ? 2 : 0, () => this.#record(depth)],
      [depth < 3 ? 3 : 0, () => this.#tagged(depth)],
    ]);
  }

  word(): string {
    return this.#random.pick(words);
  }

  /** A copy of which some fields, at any depth, are something else, or missing, or new. */
  change(sound: object): object {
    const changed = structuredClone(sound);
    const damage = 1 + this.#random.below(maxDamage);
    for (let count = 0; count < damage; count += 1) this.#changeField(changed);
    return changed;
  }

  #changeField(record: object): void {
    const random = this.#random;
    const names = Object.keys(record);
    const name = names.length === 0 || random.chance(0.1) ? this.word() : random.pick(names);
    // Never that of a prototype: the fuzzer lives on, too.
    const value: unknown = Object.getOwnPropertyDescriptor(record, name)?.value;
    const isInner = typeof value === "object" && value !== null && random.chance(0.5);
    if (isInner) this.#changeField(value);
    else if (random.chance(0.15)) Reflect.deleteProperty(record, name);
    else Object.defineProperty(record, name, { ...plain, value: this.value() });
  }

  #some<T>(make: () => T): T[] {
    return Array.from({ length: this.#random.below(4) }, make);
  }

  #record(depth: number): object {
    const entries = this.#some(() => [this.word(), this.value(depth + 1)] as const);
    return ownEntries(entries);
  }

  /** A tag whose payload may be anything, and whose other fields may be missing. */
  #tagged(depth: number): object {
    const random = this.#random;
    const [tag, field] = random.pick(payloads);
    const schema = random.chance(0.9) ? 1 : this.value(3);
    return ownEntries([
      ["__type__", tag],
      ["__schema__", schema],
      ...(random.chance(0.9) ? [[field, this.value(depth + 1)] as const] : []),
      ...(random.chance(0.3) ? [[this.word(), this.value(depth + 1)] as const] : []),
    ]);
  }
}

/** An object with exactly these keys of its own, `__proto__` included. */
function ownEntries(entries: readonly (readonly [string, unknown])[]): object {
  const record = {};
  for (const [key, value] of entries) {
    Object.defineProperty(record, key, { ...plain, value });
  }
  return record;
}

const snippetMark = (index: number) => `@snippet ${index}@`;

/** The text of a message, its snippets written out, and whether that is still JSON. */
export function writeJson(message: unknown): {
  readonly text: string;
  readonly soundness: Soundness;
} {
  let soundness: Soundness = "json";
  const text = JSON.stringify(message).replace(/"@snippet (\d+)@"/g, (mark, index) => {
    const snippet = snippets[Number(index)];
    if (!snippet) return mark;
    if (snippet.soundness === "broken") soundness = "broken";
    else if (snippet.soundness === "perhaps" && soundness === "json") soundness = "perhaps";
    return snippet.text;
  });
  return { text, soundness };
}
