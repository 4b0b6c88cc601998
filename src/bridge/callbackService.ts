/**
 * Serves Python's calls of host functions. The function may be asynchronous and may itself call the bridge:
 * what it asks for runs in Python's wait.
 */

import type { InvokeCallbackParams } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";
import { encode } from "./encode.js";
import { Encoding } from "./encoding.js";
import type { SessionHome } from "./sessionHome.js";
import type { SessionScopes } from "./sessionScope.js";
import { elementStep, pathRoot } from "./wirePath.js";
import type { Worker } from "./worker.js";

/** Calls the function, and gives what it returns in wire form. Rejects with what it throws. */
export async function serveCallback(
  scopes: SessionScopes,
  home: SessionHome,
  worker: Worker,
  params: InvokeCallbackParams,
): Promise<WireValue> {
  const fn = home.callbacks.find(params.callbackId);
  if (!fn) throw new Error("The session of this callback was released");
  const args = params.args.map((arg, index) =>
    home.decode(arg, worker, `$.args${elementStep(index)}`),
  );
  if (Object.keys(params.kwargs).length > 0) {
    args.push(home.decode(params.kwargs, worker, "$.kwargs"));
  }
  const { invocationId } = params;
  // SAFETY: the function declared that it takes what Python passes by being given to Python.
  const callable = fn as (...args: unknown[]) => unknown;
  const result = await scopes.runServing({ worker, invocationId }, home.id, () =>
    callable(...args),
  );
  return encode(result, pathRoot, new Encoding(home, false));
}
