/**
 * The requests that run user code: which params each has, and how its arguments get into them.
 */

import type { HostError } from "../protocol/calls.js";
import { encode, encodeArguments, encodeKeywords } from "./encode.js";
import type { EncodeContext } from "./encode.js";
import type { CallOptions, CellOptions, RunOptions } from "./options.js";
import type { StepMethod, StepParams } from "./step.js";

/** A request before it has a session and a receiver. */
export interface RequestSpec {
  readonly method: StepMethod;
  /** Makes the params that are its own; those that all have are added to them. Throws for what cannot be sent. */
  fill(context: EncodeContext): StepParams;
  /** Gives the answer as it came, for callers who decode it themselves. */
  readonly raw?: boolean;
}

/** `snakebridge/call`. */
export function call(
  module: string,
  fn: string,
  args: readonly unknown[],
  { kwargs }: CallOptions,
): RequestSpec {
  return {
    method: "snakebridge/call",
    fill: (context) => ({
      module,
      function: fn,
      args: encodeArguments(args, "$.args", context),
      kwargs: kwargs && encodeKeywords(kwargs, "$.kwargs", context),
    }),
  };
}

/** `snakebridge/get`. */
export function get(module: string, attr: string): RequestSpec {
  return { method: "snakebridge/get", fill: () => ({ module, attr }) };
}

/** `snakebridge/method`. */
export function method(
  name: string,
  args: readonly unknown[],
  { kwargs }: CallOptions,
): RequestSpec {
  return {
    method: "snakebridge/method",
    fill: (context) => ({
      name,
      args: encodeArguments(args, "$.args", context),
      kwargs: kwargs && encodeKeywords(kwargs, "$.kwargs", context),
    }),
  };
}

/** `snakebridge/attr`. */
export function attr(name: string): RequestSpec {
  return { method: "snakebridge/attr", fill: () => ({ name }) };
}

/** `snakebridge/setAttr`. */
export function setAttr(name: string, value: unknown): RequestSpec {
  return {
    method: "snakebridge/setAttr",
    fill: (context) => ({ name, value: encode(value, "$.value", context) }),
  };
}

/** `snakebridge/run`. */
export function run(source: string, { fileName, firstLine }: RunOptions): RequestSpec {
  return { method: "snakebridge/run", fill: () => ({ source, fileName, firstLine }) };
}

/** `snakebridge/runCell`; gives its answer raw. */
export function runCell(source: string, { fileName, order }: CellOptions): RequestSpec {
  const cell = { source, fileName, ...(order !== undefined && { order }) };
  return { method: "snakebridge/runCell", fill: () => cell, raw: true };
}

/** `snakebridge/exitContext`. */
export function exitContext(error: HostError | undefined, endsScope: boolean): RequestSpec {
  return { method: "snakebridge/exitContext", fill: () => ({ error, endsScope }) };
}

/** `snakebridge/streamNext`; gives its answer raw. */
export function streamNext(maxItems: number, maxBytes: number, budgetMs: number): RequestSpec {
  const fill = () => ({ maxItems, maxBytes, budgetMs });
  return { method: "snakebridge/streamNext", fill, raw: true };
}

/** `snakebridge/streamClose`. */
export function streamClose(): RequestSpec {
  return { method: "snakebridge/streamClose", fill: () => ({}) };
}
