/**
 * Stand-ins for the session that values are encoded and decoded for.
 */
import type { DecodeContext } from "../../src/bridge/decode.js";
import type { EncodeContext } from "../../src/bridge/encode.js";

/** A session that gives callbacks back by id, and wire refs as they came. */
export function plainSession(): { encoding: EncodeContext; decoding: DecodeContext } {
  const functions: ((...args: never) => unknown)[] = [];
  return {
    encoding: {
      sessionId: "s",
      poolName: "main",
      isBound: false,
      callback: (fn) => {
        const id = String(functions.push(fn) - 1);
        return { __type__: "callback", __schema__: 1, callback_id: id, arity: fn.length };
      },
    },
    decoding: { ref: (wire) => wire, callback: (id) => functions[Number(id)] },
  };
}
