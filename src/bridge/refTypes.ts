/**
 * Types of refs, each kept once: programs hold many refs of few types.
 */

import type { WireRef, WireStreamRef } from "../protocol/values.js";
import type { RefType } from "./ref.js";

const known = new Map<string, RefType>();
/** Types come and go with user code that makes classes: start over before they pile up. */
const maxKnown = 10_000;

/** The shared description of a wire ref's type. */
export function refTypeOf(wire: WireRef | WireStreamRef): RefType {
  const key = `${wire.python_module}\n${wire.type_name}`;
  let type = known.get(key);
  if (!type) {
    if (known.size >= maxKnown) known.clear();
    const { type_name: typeName, python_module: pythonModule, library } = wire;
    type = { typeName, pythonModule, library };
    known.set(key, type);
  }
  return type;
}
