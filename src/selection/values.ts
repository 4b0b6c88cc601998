/** Values that a text says, as the library itself would send them: literals, and refs by the names they are bound to. */
import { encode, encodeSelf, type EncodeContext, type SelfEncoding } from "../bridge/encode.js";
import type { StepArguments } from "../protocol/selection.js";
import type { WireRef, WireStreamRef, WireValue } from "../protocol/values.js";
import type { Findings } from "./dialect.js";
import { Unreadable } from "./reading.js";

/** A name of the session as an argument. */
class BoundName implements SelfEncoding {
  readonly #value: WireValue;

  constructor(value: WireValue) {
    this.#value = value;
  }

  [encodeSelf](): WireValue {
    return this.#value;
  }
}

/** What a name is in the session; asks first if `otherwise`, code of the file, sets it. Throws `Unreadable`. */
export function boundName(
  name: string,
  otherwise: string | undefined,
  findings: Findings,
): BoundName {
  const value = new BoundName(boundValue(name, findings.lookup));
  if (otherwise !== undefined) findings.ask({ kind: "otherwiseAssigned", name, source: otherwise });
  return value;
}

/** The ref that a name is bound to; throws `Unreadable`. */
export function boundRef(name: string, { lookup }: Findings): WireRef | WireStreamRef {
  const value = boundValue(name, lookup);
  if (isRef(value)) return value;
  throw new Unreadable({ kind: "unbound", source: name });
}

function boundValue(name: string, lookup: Findings["lookup"]): WireValue {
  const value = lookup(name);
  if (value === undefined) throw new Unreadable({ kind: "unbound", source: name });
  return value;
}

export function toArguments(
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): StepArguments {
  return {
    args: args.map(toWire),
    kwargs: Object.fromEntries(
      Object.entries(kwargs).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, toWire(value)]],
      ),
    ),
  };
}

function toWire(value: unknown): WireValue {
  return encode(value, "$", context);
}

const context: EncodeContext = {
  sessionId: "",
  poolName: "",
  isBound: false,
  callback: () => {
    throw new TypeError("A text has no functions");
  },
};

function isRef(value: WireValue): value is WireRef | WireStreamRef {
  if (typeof value !== "object" || value === null || !("__type__" in value)) return false;
  return value.__type__ === "ref" || value.__type__ === "stream_ref";
}
