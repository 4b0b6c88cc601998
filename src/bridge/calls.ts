/**
 * Makes steps of what callers ask for: chooses the session, encodes the arguments, and sends them on their
 * way. Everything that is wrong with a call rejects its promise; nothing throws.
 */

import type { ExecutionRequests } from "../protocol/methods.js";
import type { WireValue } from "../protocol/values.js";
import { Encoding } from "./encoding.js";
import { CancelledError, InvalidRefError, SessionMismatchError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { CallOptions, Route } from "./options.js";
import type { Pools } from "./pools.js";
import { nameOf, PythonCall } from "./pythonCall.js";
import type { PendingStep, StepOperations } from "./pythonCall.js";
import { assertUsable, Ref } from "./ref.js";
import { newSessionId } from "./refIds.js";
import { identify } from "./refLike.js";
import type { SessionHome } from "./sessionHome.js";
import type { SessionScopes } from "./sessionScope.js";
import { Step } from "./step.js";
import type { TimeoutTable } from "./timeouts.js";
import { WorkerBusyError } from "./workerErrors.js";

/** What makes a request out of a call: the params that are its own. */
export interface CallSpec {
  readonly method: keyof ExecutionRequests;
  /** A ref, its wire form, or a pending call; undefined for requests without receiver. */
  readonly receiver?: unknown;
  /** Makes the params beyond the common ones. */
  fill(encoding: Encoding): Readonly<Record<string, unknown>>;
  /** Gives the answer as it came, for callers who decode it themselves. */
  readonly raw?: boolean;
}

/** What {@link Calls} is made of. */
export interface CallsParts {
  readonly pools: Pools;
  readonly scopes: SessionScopes;
  readonly timeouts: TimeoutTable;
  readonly stepOperations: StepOperations;
  readonly logger: Logger;
}

/** See the module's comment. */
export class Calls {
  readonly #parts: CallsParts;

  constructor(parts: CallsParts) {
    this.#parts = parts;
  }

  /** Sends a request; or, if it hangs on a step that left without a handle, waits for that first. */
  start(spec: CallSpec, options: CallOptions): PythonCall {
    return new PythonCall(this.#begin(spec, options), this.#parts.stepOperations);
  }

  #begin(spec: CallSpec, options: CallOptions): PendingStep {
    try {
      const { receiver } = spec;
      if (!(receiver instanceof PythonCall)) return this.#makeStep(spec, undefined, options);
      return this.#hang(spec, PythonCall.stepOf(receiver), options);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Makes a step whose receiver is the result of another. */
  hang(spec: CallSpec, parent: PendingStep, options: CallOptions): PythonCall {
    try {
      return new PythonCall(this.#hang(spec, parent, options), this.#parts.stepOperations);
    } catch (error) {
      const failed = Promise.reject(error instanceof Error ? error : new Error(String(error)));
      return new PythonCall(failed, this.#parts.stepOperations);
    }
  }

  #hang(spec: CallSpec, parent: PendingStep, options: CallOptions): PendingStep {
    if (parent instanceof Promise) return parent.then((made) => this.#hang(spec, made, options));
    if (parent.outcome || nameOf(parent) !== undefined) {
      return this.#makeStep(spec, parent, options);
    }
    return ended(parent).then(() => this.#makeStep(spec, parent, options));
  }

  #makeStep(spec: CallSpec, parent: Step | undefined, options: CallOptions): Step {
    const target = parent ? ofStep(parent) : ofReceiver(spec.receiver);
    const home = this.#home(target, options);
    const encoding = new Encoding(home);
    const receiver = target && wireReceiver(target, encoding);
    if (parent && !parent.outcome) encoding.parents.push(parent);
    const own = spec.fill(encoding);
    const place = this.#admit(encoding, receiver !== undefined, options);
    const { timeoutMs } = this.#parts.timeouts.resolve(options);
    const params = {
      session: place.id,
      ...(receiver && { ref: receiver }),
      ...own,
      ...this.#commonParams(place, options, timeoutMs),
    };
    if (options.signal?.aborted) throw cancelled(options.signal);
    const step = new Step({
      home: place,
      method: spec.method,
      params,
      timeoutMs,
      signal: options.signal,
      onOutput: options.onOutput && place.slot.outputTo(options.onOutput),
      idempotent: options.idempotent ?? false,
      raw: spec.raw ?? false,
      parents: encoding.parents,
    });
    this.#announce(place, place === home, options);
    place.submit(step);
    return step;
  }

  #home(target: Target | undefined, options: CallOptions): SessionHome {
    const { pools, scopes } = this.#parts;
    const sessionId = scopes.choose(options.session, target?.sessionId);
    return pools.homeOf(sessionId, options.pool ?? target?.poolName);
  }

  #commonParams(
    home: SessionHome,
    { as, bind, origin }: CallOptions,
    timeoutMs: number,
  ): Readonly<Record<string, unknown>> {
    const { served } = this.#parts.scopes;
    return {
      ...(as !== undefined && as !== "auto" && { as }),
      ...(bind !== undefined && { bind }),
      ...(origin !== undefined && { origin }),
      ...(timeoutMs > 0 && { timeoutMs }),
      ...(served?.worker === home.slot.worker && served && { nestedIn: served.invocationId }),
    };
  }

  /** Applies the affinity: gives the session's own place, another one, or refuses. */
  #admit(encoding: Encoding, hasReceiver: boolean, options: CallOptions): SessionHome {
    const { pools, scopes } = this.#parts;
    const { home } = encoding;
    const affinity = options.affinity ?? pools.get(home.poolName).affinity;
    if (affinity === "strict_queue" || !home.slot.isBusy) return home;
    // What hangs on a pending step, or serves the running one, is part of what keeps the worker busy.
    if (encoding.parents.length > 0 || scopes.served?.worker === home.slot.worker) return home;
    if (affinity === "strict_fail_fast") throw new WorkerBusyError(home.slot.id, home.id);
    if (hasReceiver || encoding.isBound) return home;
    const spare = pools.get(home.poolName).spare(home, newSessionId("session"));
    if (!spare) return home;
    home.offshoots.push(spare.id);
    return spare;
  }

  #announce(home: SessionHome, pinned: boolean, { onRouted }: CallOptions): void {
    if (!onRouted) return;
    const route: Route = {
      pool: home.poolName,
      workerId: home.slot.id,
      sessionId: home.id,
      pinned,
    };
    try {
      onRouted(route);
    } catch (error) {
      this.#parts.logger.error("onRouted threw", error);
    }
  }
}

/** A receiver on its way to the wire. */
interface Target {
  readonly id: string;
  readonly sessionId: string;
  readonly poolName: string | undefined;
  readonly ref: Ref | undefined;
}

function ofReceiver(receiver: unknown): Target | undefined {
  if (receiver === undefined) return undefined;
  const { id, sessionId } = identify(receiver);
  if (!(receiver instanceof Ref)) return { id, sessionId, poolName: undefined, ref: undefined };
  return { id, sessionId, poolName: receiver.poolName, ref: receiver };
}

function ofStep(step: Step): Target {
  const value = step.outcome?.kind === "value" ? step.outcome.value : undefined;
  if (value instanceof Ref) return ofReceiverRef(value);
  const id = nameOf(step);
  if (id === undefined) throw new InvalidRefError("invalid_format");
  return { id, sessionId: step.home.id, poolName: step.home.poolName, ref: undefined };
}

function ofReceiverRef(ref: Ref): Target {
  return { id: ref.id, sessionId: ref.sessionId, poolName: ref.poolName, ref };
}

function wireReceiver({ id, sessionId, ref }: Target, encoding: Encoding): WireValue {
  if (ref) assertUsable(id, Ref.homeOf(ref), encoding);
  else if (sessionId !== encoding.sessionId) {
    throw new SessionMismatchError(id, sessionId, encoding.sessionId);
  }
  return { __type__: "ref", id, session_id: sessionId };
}

function cancelled(signal: AbortSignal): CancelledError {
  return new CancelledError("The call was cancelled before it was sent", { cause: signal.reason });
}

function ended(step: Step): Promise<void> {
  return new Promise((resolve) => step.whenSettled(() => resolve()));
}
