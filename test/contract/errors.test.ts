/**
 * The golden errors that Python's tests read, too: codes, reasons, messages and data mean the same here.
 */
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { SnakeBridgeError } from "../../src/bridge/index.js";
import { toBridgeError } from "../../src/bridge/wireErrors.js";
import { errorCodes } from "../../src/protocol/errors.js";
import type { ErrorName } from "../../src/protocol/errors.js";

interface GoldenErrors {
  readonly codes: Record<ErrorName, number>;
  readonly removalReasons: readonly string[];
  readonly invalidRefReasons: readonly string[];
  readonly errors: readonly {
    readonly name: ErrorName;
    readonly messageStart: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

// SAFETY: the golden files are our own; Python's tests read the same fields.
const golden = JSON.parse(
  readFileSync(new URL("errors.json", import.meta.url), "utf8"),
) as GoldenErrors;

describe("golden errors", () => {
  it("have the codes of the protocol", () => {
    expect(golden.codes).toEqual(errorCodes);
  });

  it.each(golden.errors)(
    "$name becomes its class with its data",
    ({ name, messageStart, data }) => {
      const error = toBridgeError({ code: errorCodes[name], message: messageStart, data });
      expect(error).toBeInstanceOf(SnakeBridgeError);
      expect(error.code).toBe(name);
      expect(error.message.startsWith(messageStart)).toBe(true);
      // A cancellation's data says no more than its message.
      if (name !== "cancelled" && name !== "python") expect(error).toMatchObject(data);
    },
  );

  it.each(golden.removalReasons)("a ref may be gone because: %s", (reason) => {
    const data = { refId: "r", sessionId: "s", reason };
    const error = toBridgeError({ code: errorCodes.refNotFound, message: "", data });
    expect(error).toMatchObject({ code: "refNotFound", reason });
  });

  it.each(golden.invalidRefReasons)("a ref may be invalid because: %s", (reason) => {
    const error = toBridgeError({ code: errorCodes.invalidRef, message: "", data: { reason } });
    expect(error).toMatchObject({ code: "invalidRef", reason });
  });
});
