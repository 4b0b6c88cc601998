/**
 * The garbage collector at hand, without a flag on the command line.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
// SAFETY: what the flag above makes of this name.
const collect = runInNewContext("gc") as () => void;

/** Collects all that can be collected now. */
export function collectGarbage(): void {
  collect();
}
