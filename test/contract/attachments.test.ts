/**
 * The golden values that travel beside the JSON, which Python's tests read, too.
 */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { Enclosure, placeAttachments } from "../../src/bridge/attachments.js";
import { decode } from "../../src/bridge/decode.js";
import { encode } from "../../src/bridge/encode.js";
import { SerializationError } from "../../src/bridge/index.js";
import { plainSession } from "../support/bridgeContexts.js";

/** Bytes in hexadecimal, and how many times in a row. */
type Repeated = readonly [hex: string, times: number];

interface GoldenValue {
  readonly name: string;
  readonly direction: "both" | "toPython" | "toTypeScript";
  readonly typescript: string;
  readonly wire: unknown;
  readonly attachments: readonly Repeated[];
}

interface GoldenRefusal {
  readonly name: string;
  readonly wire: unknown;
  readonly attachments: readonly Repeated[];
  readonly path: string;
}

// SAFETY: the golden files are our own; Python's tests read the same fields.
const golden = JSON.parse(readFileSync(new URL("attachments.json", import.meta.url), "utf8")) as {
  readonly values: readonly GoldenValue[];
  readonly refused: readonly GoldenRefusal[];
};

function valueOf({ typescript }: GoldenValue): unknown {
  // SAFETY: a function without parameters.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the golden files are our own
  const make = new Function(`return ${typescript};`) as () => unknown;
  return make();
}

function bytesOf([hex, times]: Repeated): Uint8Array {
  const once = Buffer.from(hex, "hex");
  return new Uint8Array(Buffer.concat(Array.from({ length: times }, () => once)));
}

function read({ wire, attachments }: GoldenValue | GoldenRefusal): unknown {
  const message = { result: structuredClone(wire) };
  placeAttachments(message, attachments.map(bytesOf));
  return decode(message.result, "$", plainSession().decoding);
}

describe("golden attachments", () => {
  const outgoing = golden.values.filter(({ direction }) => direction !== "toTypeScript");
  it.each(outgoing)("$name goes out as written", (value) => {
    const enclosure = new Enclosure();
    const wire = encode(valueOf(value), "$", { ...plainSession().encoding, enclosure });
    expect(wire).toStrictEqual(value.wire);
    expect(enclosure.parts).toEqual(value.attachments.map(bytesOf));
  });

  const incoming = golden.values.filter(({ direction }) => direction !== "toPython");
  it.each(incoming)("$name comes in as meant", (value) => {
    expect(read(value)).toStrictEqual(valueOf(value));
  });

  it.each(golden.refused)("$name is refused with its path", (refusal) => {
    let refused: unknown;
    try {
      read(refusal);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(SerializationError);
    expect(refused).toMatchObject({ path: refusal.path });
  });
});
