/**
 * Sends what a parsed selection stands for, exactly that and nothing else: a chain of calls as one pipelined
 * chain, or source as source. The assigned name is bound with the last step.
 */
import type { CallOptions, PythonCall, RefLike, SnakeBridge } from "../bridge/index.js";
import type { ParsedSelection, SelectionStep, StepArguments } from "../protocol/selection.js";
import type { WireValue } from "../protocol/values.js";

/** What every request of the chain carries. */
export type SendOptions = Pick<CallOptions, "signal" | "timeoutMs" | "origin"> & {
  readonly session: string;
};

type Runnable = Exclude<ParsedSelection, { readonly kind: "invalid" }>;

export function sendSelection(
  bridge: SnakeBridge,
  selection: Runnable,
  options: SendOptions,
): PythonCall {
  if (selection.kind === "run") return bridge.run(programOf(selection), options);
  const { steps } = selection;
  const bind = selection.bind === null ? {} : { bind: selection.bind };
  let call: PythonCall | undefined;
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    call = sendStep(bridge, step, call, isLast ? { ...options, ...bind } : options);
  }
  if (!call) throw new RangeError("A parsed selection has at least one step");
  return call;
}

/** With the assigned name as its last line, so that what it was bound to is the result. */
function programOf({ program, bind }: Extract<ParsedSelection, { readonly kind: "run" }>): string {
  return bind === null ? program : `${program}\n${bind}`;
}

function sendStep(
  bridge: SnakeBridge,
  step: SelectionStep,
  previous: PythonCall | undefined,
  options: CallOptions,
): PythonCall {
  switch (step.kind) {
    case "call": {
      const { args, kwargs } = decodeArguments(bridge, step);
      return bridge.call(step.module, step.function, args, { ...options, kwargs });
    }
    case "get":
      return bridge.get(step.module, step.attr, options);
    case "method": {
      const { args, kwargs } = decodeArguments(bridge, step);
      return receiverOf(bridge, step, previous).method(step.name, args, { ...options, kwargs });
    }
    case "attr":
      return receiverOf(bridge, step, previous).attr(step.name, options);
  }
}

/** Arguments as calls of the bridge take them. */
export function decodeArguments(bridge: SnakeBridge, { args, kwargs }: StepArguments) {
  const decode = (value: WireValue) => bridge.documents.decode(value);
  return {
    args: args.map(decode),
    kwargs: Object.fromEntries(
      Object.entries(kwargs).map(([name, value]) => [name, decode(value)]),
    ),
  };
}

/** What a method or attribute step is asked of. */
function receiverOf(
  bridge: SnakeBridge,
  { receiver }: Extract<SelectionStep, { readonly kind: "method" | "attr" }>,
  previous: PythonCall | undefined,
): Pick<PythonCall, "method" | "attr"> {
  if (receiver.kind === "name") return named(bridge, receiver.ref);
  if (!previous) throw new RangeError("The first step of a selection has no step before it");
  return previous;
}

function named(bridge: SnakeBridge, ref: RefLike): Pick<PythonCall, "method" | "attr"> {
  return {
    method: (name, args, options) => bridge.method(ref, name, args, options),
    attr: (name, options) => bridge.attr(ref, name, options),
  };
}
