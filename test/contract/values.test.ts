/**
 * The golden values that Python's tests read, too: what this side writes, reads and refuses.
 */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { decode } from "../../src/bridge/decode.js";
import type { DecodeContext } from "../../src/bridge/decode.js";
import { encode } from "../../src/bridge/encode.js";
import type { EncodeContext } from "../../src/bridge/encode.js";
import {
  Atom,
  InvalidRefError,
  isRef,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEnum,
  pyFloat,
  PyFrozenSet,
  PyTime,
  PyTimedelta,
  PyTuple,
  PyUuid,
  SerializationError,
} from "../../src/bridge/index.js";
import { identify } from "../../src/bridge/refLike.js";

interface GoldenValue {
  readonly name: string;
  readonly direction: "both" | "toPython" | "toTypeScript";
  readonly typescript: string;
  readonly wire: unknown;
}

interface GoldenRefusal {
  readonly name: string;
  readonly wire: unknown;
  readonly path: string;
}

interface GoldenRef {
  readonly name: string;
  readonly wire: unknown;
  readonly isRef: boolean;
  readonly error: string | null;
}

function golden(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
}

/** The names that golden expressions use. */
const names = {
  ...{ Atom, PyComplex, PyDate, PyDateTime, PyDecimal, PyEnum, pyFloat, PyFrozenSet, PyTime },
  ...{ PyTimedelta, PyTuple, PyUuid },
};

function valueOf({ typescript }: GoldenValue): unknown {
  // SAFETY: a function of values that returns one.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the golden files are our own
  const make = new Function(...Object.keys(names), `return ${typescript};`) as (
    ...args: unknown[]
  ) => unknown;
  return make(...Object.values(names));
}

function refuse(): never {
  throw new Error("no ref or callback is expected here");
}
const encodeContext: EncodeContext = {
  sessionId: "s",
  poolName: "main",
  isBound: false,
  callback: refuse,
};
const decodeContext: DecodeContext = { ref: refuse, callback: refuse };

// SAFETY: the golden files are our own; Python's tests read the same fields.
const values = golden("values.json") as readonly GoldenValue[];

describe("golden values", () => {
  const outgoing = values.filter(({ direction }) => direction !== "toTypeScript");
  it.each(outgoing)("$name goes out as written", (golden) => {
    const wire = encode(valueOf(golden), "$", encodeContext);
    expect(JSON.parse(JSON.stringify(wire))).toStrictEqual(golden.wire);
  });

  const incoming = values.filter(({ direction }) => direction !== "toPython");
  it.each(incoming)("$name comes in as meant", (golden) => {
    const value = decode(structuredClone(golden.wire), "$", decodeContext);
    expect(value).toStrictEqual(valueOf(golden));
  });
});

/** What only Python can know: its classes, its notion of equality and of hashing. */
const pythonOnly = new Set([
  "an enum class that does not exist",
  "an enum class that is none",
  "an enum member that does not exist",
  "an enum class in no module",
  "a list as an element of a set",
  "a dict as a key",
  "elements that are equal in Python",
  "keys that are equal in Python",
]);

describe("malformed values", () => {
  // SAFETY: as above.
  const malformed = golden("malformed.json") as readonly GoldenRefusal[];
  it.each(malformed.filter(({ name }) => !pythonOnly.has(name)))(
    "$name is refused with its path",
    ({ wire, path }) => {
      const error = thrownBy(() => decode(wire, "$", decodeContext));
      expect(error).toBeInstanceOf(SerializationError);
      expect(error).toMatchObject({ path });
    },
  );
});

describe("golden refs", () => {
  // SAFETY: as above.
  const refs = golden("refs.json") as readonly GoldenRef[];
  it.each(refs)("isRef($name) is $isRef", (golden) => {
    expect(isRef(golden.wire)).toBe(golden.isRef);
  });

  it.each(refs)("$name as a receiver: $error", ({ wire, error }) => {
    if (error === null) {
      expect(identify(wire).sessionId).toBe("s");
      return;
    }
    const thrown = thrownBy(() => identify(wire));
    expect(thrown).toBeInstanceOf(InvalidRefError);
    expect(thrown).toMatchObject({ reason: error });
  });
});

function thrownBy(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
