/**
 * Sends what a parsed selection stands for, exactly that and nothing else: a chain of calls as one pipelined
 * chain, or source as source. The assigned name is bound with the last step.
 */
import type { CallOptions, PythonCall, RefLike, SnakeBridge } from "../bridge/index.js";
import type { ParsedSelection, SelectionStep, StepArguments } from "../protocol/selection.js";
import type { ReadRequest } from "../selection/reading.js";
import type { WireValue } from "../protocol/values.js";

/** What every request carries, and the file that tracebacks name. */
export type SendOptions = Pick<CallOptions, "signal" | "timeoutMs" | "origin" | "onOutput"> & {
  readonly session: string;
  readonly fileName: string;
};

type Steps = Extract<ParsedSelection, { readonly kind: "steps" }>;
type Statements = Extract<ParsedSelection, { readonly kind: "run" }>;
type Program = Extract<ReadRequest, { readonly kind: "program" }>;

export async function sendSelection(
  bridge: SnakeBridge,
  selection: Steps | Statements | Program,
  options: SendOptions,
): Promise<unknown> {
  switch (selection.kind) {
    case "steps":
      return await sendSteps(bridge, selection, options);
    case "run":
      return await sendStatements(bridge, selection, options);
    case "program":
      return await bridge.run(selection.program, withBind(selection, options));
  }
}

function withBind(
  { bind }: Pick<Steps, "bind">,
  { fileName: _, ...options }: SendOptions,
): CallOptions {
  return bind === null ? options : { ...options, bind };
}

function sendSteps(bridge: SnakeBridge, selection: Steps, given: SendOptions): PythonCall {
  const { steps } = selection;
  const options = withBind({ bind: null }, given);
  const lastOptions = withBind(selection, given);
  let call: PythonCall | undefined;
  for (const [index, step] of steps.entries()) {
    call = sendStep(bridge, step, call, index < steps.length - 1 ? options : lastOptions);
  }
  if (!call) throw new RangeError("A parsed selection has at least one step");
  return call;
}

/**
 * The imports first and by themselves, so that the lines of the source are those of the file in a traceback; what
 * was bound is asked for afterwards, so that it is the result.
 */
async function sendStatements(
  bridge: SnakeBridge,
  { program, source, range, bind }: Statements,
  { fileName, ...options }: SendOptions,
): Promise<unknown> {
  const isInFile = program.endsWith(source);
  const imports = isInFile ? program.slice(0, -source.length) : "";
  if (imports !== "") await bridge.run(imports, options);
  const place = isInFile ? { fileName, firstLine: range.start.line } : {};
  const value = await bridge.run(isInFile ? source : program, { ...options, ...place });
  return bind === null ? value : await bridge.run(bind, options);
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
