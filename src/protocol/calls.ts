/**
 * Requests that run user code. They run on the worker's main thread, one at a time, in the order sent
 * within a session. Cancelling (`$/cancelRequest`) removes a waiting one from the queue and interrupts a running one.
 */

import type { WireRef, WireStreamRef, WireValue } from "./values.js";

/** A place in a text document, LSP positions (0-based line, UTF-16 character). */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Where a ref came from, for people: shown by the inspector, never used to decide anything. */
export interface Origin {
  /** The source text of the expression that made it, at most 1,000 characters. */
  readonly expression: string;
  readonly uri?: string;
  readonly range?: TextRange;
}

/** `auto`: values as values, the rest as refs. `ref`: always a ref. `value`: a ref is a `serialization` error. */
export type ResultForm = "auto" | "ref" | "value";

/** What every request that runs user code may carry. */
export interface ExecutionParams {
  /** The session it runs in; created on first use with the worker's defaults. */
  readonly session: string;
  readonly as?: ResultForm;
  /**
   * Id made by the client (32 hex digits) under which requests sent before the answer name the result; sent
   * only when such requests follow. If the result is one new ref, this becomes its id. If it is a value, or an
   * object that already was a ref, the id stands for it (as receiver, inside arguments) until it is released,
   * and releasing it then lets go of the handle alone: a ref that was there before stays.
   */
  readonly handle?: string;
  /** Python name to bind the result to in the session's namespace. */
  readonly bind?: string;
  readonly origin?: Origin;
  /** Milliseconds of execution (waiting excluded) after which Python is interrupted; 0 or absent: no limit here. */
  readonly timeoutMs?: number;
  /** Id of the callback invocation in whose wait this request must run (nested calls). */
  readonly nestedIn?: string;
  /**
   * Made by the client for the block of a context manager. An exception of a request that names it is kept and
   * gets an id, so that it can go back in as itself, until `snakebridge/exitContext` ends the scope. `nestedIn`
   * does the same until the host function returns.
   */
  readonly errorScope?: string;
}

/** A ref used as receiver; only `id` and `session_id` are looked at. */
export type Receiver =
  | WireRef
  | WireStreamRef
  | { readonly __type__: "ref"; readonly id: string; readonly session_id: string };

/** Keyword arguments: names are Python identifiers or any string `**kwargs` accepts. */
export type KeywordArguments = Readonly<Record<string, WireValue>>;

/** `snakebridge/call`: import `module`, resolve the dotted `function`, call it. */
export interface CallParams extends ExecutionParams {
  readonly module: string;
  readonly function: string;
  readonly args?: readonly WireValue[];
  readonly kwargs?: KeywordArguments;
}

/** `snakebridge/get`: a module's attribute (dotted allowed). */
export interface GetParams extends ExecutionParams {
  readonly module: string;
  readonly attr: string;
}

/** `snakebridge/method`: call a method of a ref. */
export interface MethodParams extends ExecutionParams {
  readonly ref: Receiver;
  readonly name: string;
  readonly args?: readonly WireValue[];
  readonly kwargs?: KeywordArguments;
}

/** `snakebridge/attr`: read an attribute; properties run, as the caller asked. */
export interface AttrParams extends ExecutionParams {
  readonly ref: Receiver;
  readonly name: string;
}

/** `snakebridge/setAttr`: assign an attribute; answers null. */
export interface SetAttrParams extends ExecutionParams {
  readonly ref: Receiver;
  readonly name: string;
  readonly value: WireValue;
}

/** `snakebridge/run`: run statements in the session's namespace; answers the last expression's value, or null. */
export interface RunParams extends ExecutionParams {
  readonly source: string;
  /** File name for tracebacks; default `<snakebridge>`. */
  readonly fileName?: string;
  /** 0-based line of `source` in that file, so that frames point into it. */
  readonly firstLine?: number;
}

/** An error of the host on its way into Python; also `error.data` when `snakebridge/invokeCallback` fails. */
export interface HostError {
  /** Name of the error's class. */
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  /** `PythonErrorData.exceptionId` if it came out of Python: then that very exception goes back in. */
  readonly exceptionId?: string;
}

/**
 * `snakebridge/exitContext`: call the context manager's `__exit__` with the exception that ended the block, or with
 * three Nones; answers whether it suppressed the exception.
 */
export interface ExitContextParams extends ExecutionParams {
  readonly ref: Receiver;
  readonly error?: HostError;
  /** Nothing of `errorScope` is needed any more. */
  readonly endsScope?: boolean;
}

/** `snakebridge/streamNext`: up to `maxItems` items of a stream, fewer when `budgetMs` or `maxBytes` is used up first. */
export interface StreamNextParams {
  readonly session: string;
  readonly ref: Receiver;
  readonly maxItems: number;
  /** Soft limit of encoded bytes in one answer. */
  readonly maxBytes: number;
  /** Milliseconds after which a started batch is answered with what it has (never empty unless done). */
  readonly budgetMs: number;
}

/** Items in order. An error after items comes with the next request, so that nothing before it is lost. */
export interface StreamNextResult {
  readonly items: readonly WireValue[];
  readonly done: boolean;
}

/** `snakebridge/streamClose`: close the generator and free its entry; idempotent. */
export interface StreamCloseParams {
  readonly session: string;
  readonly ref: Receiver;
}

/** `snakebridge/invokeCallback` (worker → client): Python called a host function. */
export interface InvokeCallbackParams {
  readonly session: string;
  readonly callbackId: string;
  /** Names this invocation; requests sent from inside the callback carry it as `nestedIn`. */
  readonly invocationId: string;
  readonly args: readonly WireValue[];
  readonly kwargs: KeywordArguments;
}

/** `snakebridge/output` event: text that user code wrote. `requestId` is null between requests or from stray threads. */
export interface OutputParams {
  readonly session: string | null;
  readonly requestId: number | string | null;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}
