/**
 * The requests that run user code: which params each has, and how its arguments get into them.
 */

import type { CallSpec } from "./calls.js";
import { encode } from "./encode.js";
import type { Encoding } from "./encoding.js";
import type { CallOptions, RunOptions } from "./options.js";

/** `snakebridge/call`. */
export function call(
  module: string,
  fn: string,
  args: readonly unknown[],
  options: CallOptions,
): CallSpec {
  return {
    method: "snakebridge/call",
    fill: (encoding) => ({ module, function: fn, ...encodeArguments(encoding, args, options) }),
  };
}

/** `snakebridge/get`. */
export function get(module: string, attr: string): CallSpec {
  return { method: "snakebridge/get", fill: () => ({ module, attr }) };
}

/** `snakebridge/method`. */
export function method(
  receiver: unknown,
  name: string,
  args: readonly unknown[],
  options: CallOptions,
): CallSpec {
  return {
    method: "snakebridge/method",
    receiver,
    fill: (encoding) => ({ name, ...encodeArguments(encoding, args, options) }),
  };
}

/** `snakebridge/attr`. */
export function attr(receiver: unknown, name: string): CallSpec {
  return { method: "snakebridge/attr", receiver, fill: () => ({ name }) };
}

/** `snakebridge/setAttr`. */
export function setAttr(receiver: unknown, name: string, value: unknown): CallSpec {
  const fill = (encoding: Encoding) => ({ name, value: encode(value, "$.value", encoding) });
  return { method: "snakebridge/setAttr", receiver, fill };
}

/** `snakebridge/run`. */
export function run(source: string, { fileName, firstLine }: RunOptions): CallSpec {
  const place = {
    ...(fileName !== undefined && { fileName }),
    ...(firstLine !== undefined && { firstLine }),
  };
  return { method: "snakebridge/run", fill: () => ({ source, ...place }) };
}

function encodeArguments(
  encoding: Encoding,
  args: readonly unknown[],
  { kwargs }: CallOptions,
): Readonly<Record<string, unknown>> {
  const positional = { args: encoding.positional(args) };
  return kwargs ? { ...positional, kwargs: encoding.keyword(kwargs) } : positional;
}
