/**
 * The promise of a result, on which further steps can be hung before it is there: they are sent at once, and
 * a chain takes one round trip. A failed step rejects what hangs on it with its error.
 */

import type { ReleaseOutcome } from "../protocol/sessions.js";
import type { WireValue } from "../protocol/values.js";
import { encodeSelf } from "./encode.js";
import type { EncodeContext, SelfEncoding } from "./encode.js";
import { SerializationError } from "./errors.js";
import { Encoding } from "./encoding.js";
import type { CallOptions } from "./options.js";
import { Ref } from "./ref.js";
import type { Outcome, Step } from "./step.js";

/** What a call does for the steps that hang on it; the bridge. */
export interface StepOperations {
  methodOf<T>(
    receiver: PendingStep,
    name: string,
    args: readonly unknown[],
    options: CallOptions,
  ): PythonCall<T>;
  attrOf<T>(receiver: PendingStep, name: string, options: CallOptions): PythonCall<T>;
  releaseStep(step: PendingStep): Promise<ReleaseOutcome>;
}

/** A step, or one that can only be made when the step before it has ended. */
export type PendingStep = Step | Promise<Step>;

const ignore = (): void => undefined;

/** Makes the promise of a step; for the bridge itself. */
export let createPythonCall: <T>(step: PendingStep, operations: StepOperations) => PythonCall<T>;

/** The step behind a call; for the bridge itself. */
export let stepOf: (call: PythonCall) => PendingStep;

/**
 * Rejects with a `SnakeBridgeError`. Steps hung on it in the turn that made it travel with it; what such a step
 * made for the next one only is freed when the chain has ended, unless it was awaited too.
 */
export class PythonCall<T = unknown> extends Promise<T> implements SelfEncoding {
  readonly #step: PendingStep;
  readonly #operations: StepOperations;

  static {
    createPythonCall = (step, operations) => new PythonCall(step, operations);
    stepOf = (call) => call.#step;
  }

  private constructor(step: PendingStep, operations: StepOperations) {
    super((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        // SAFETY: T is what the caller expects of Python; nobody can know better.
        if (outcome.kind === "value") resolve(outcome.value as T);
        else reject(outcome.error);
      };
      if (step instanceof Promise) step.then((made) => made.whenSettled(settle), reject);
      else step.whenSettled(settle);
    });
    this.#step = step;
    this.#operations = operations;
  }

  /** What `then` gives is a plain promise: only calls can be chained on. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  override then<Value = T, Reason = never>(
    onFulfilled?: ((value: T) => Value | PromiseLike<Value>) | null,
    onRejected?: ((reason: unknown) => Reason | PromiseLike<Reason>) | null,
  ): Promise<Value | Reason> {
    if (!(this.#step instanceof Promise)) this.#step.isAwaited = true;
    return super.then(onFulfilled, onRejected);
  }

  /** Calls a method of the result. */
  method<U = unknown>(
    name: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): PythonCall<U> {
    this.#leaveErrorsToOthers();
    return this.#operations.methodOf(this.#step, name, args, options);
  }

  /** Reads an attribute of the result. */
  attr<U = unknown>(name: string, options: CallOptions = {}): PythonCall<U> {
    this.#leaveErrorsToOthers();
    return this.#operations.attrOf(this.#step, name, options);
  }

  /** Frees the result after the steps hung on it so far. */
  release(): Promise<ReleaseOutcome> {
    this.#leaveErrorsToOthers();
    return this.#operations.releaseStep(this.#step);
  }

  /** As an argument of a later call it stands for its result. */
  [encodeSelf](context: EncodeContext): WireValue {
    const step = this.#step;
    if (!(context instanceof Encoding) || step instanceof Promise) {
      throw new SerializationError("", "A call that has left must be awaited first");
    }
    this.#leaveErrorsToOthers();
    return context.resultOf(step);
  }

  /** Who hangs on this call hears of its failure; nobody need listen here as well. */
  #leaveErrorsToOthers(): void {
    super.then(undefined, ignore);
  }
}

/** What a settled or pending step is called on the wire, and undefined if it is neither ref nor nameable. */
export function nameOf(step: Step): string | undefined {
  const { outcome } = step;
  if (outcome?.kind === "error") throw outcome.error;
  if (outcome?.value instanceof Ref) return outcome.value.id;
  return step.isReleased ? undefined : step.handle();
}
