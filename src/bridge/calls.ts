/**
 * Makes steps of what callers ask for: chooses the session, encodes the arguments, and sends them on their
 * way. Everything that is wrong with a call rejects its promise; nothing throws.
 */

import { Encoding } from "./encoding.js";
import { CancelledError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { CallOptions, CellOptions, Route } from "./options.js";
import type { Pools } from "./pools.js";
import { createPythonCall, nameOf, PythonCall, stepOf } from "./pythonCall.js";
import type { PendingStep, StepOperations } from "./pythonCall.js";
import { receiverOf, resultAsReceiver, wireReceiver } from "./receiver.js";
import type { Receiver } from "./receiver.js";
import { newSessionId } from "./refIds.js";
import type { RequestSpec } from "./requests.js";
import type { SessionHome } from "./sessionHome.js";
import type { SessionScopes } from "./sessionScope.js";
import { Step } from "./step.js";
import type { StepParams } from "./step.js";
import type { TimeoutTable } from "./timeouts.js";
import { WorkerBusyError } from "./workerErrors.js";

/** What {@link Calls} is made of. */
export interface CallsParts {
  readonly pools: Pools;
  readonly scopes: SessionScopes;
  readonly timeouts: TimeoutTable;
  readonly stepOperations: StepOperations;
  readonly logger: Logger;
}

type SendOptions = CallOptions & Pick<CellOptions, "onDisplayed">;

/** See the module's comment. */
export class Calls {
  readonly #pools: Pools;
  readonly #scopes: SessionScopes;
  readonly #timeouts: TimeoutTable;
  readonly #stepOperations: StepOperations;
  readonly #logger: Logger;

  constructor({ pools, scopes, timeouts, stepOperations, logger }: CallsParts) {
    this.#pools = pools;
    this.#scopes = scopes;
    this.#timeouts = timeouts;
    this.#stepOperations = stepOperations;
    this.#logger = logger;
  }

  /** Sends a request without a receiver. */
  start<T>(spec: RequestSpec, options: SendOptions): PythonCall<T> {
    return this.#promise(() => this.#send(spec, undefined, undefined, options));
  }

  /** Sends a request on a ref, its wire form, or a pending call. */
  on<T>(receiver: unknown, spec: RequestSpec, options: CallOptions): PythonCall<T> {
    if (receiver instanceof PythonCall) {
      return this.onResult(stepOf(receiver), spec, options);
    }
    return this.#promise(() => this.#send(spec, receiverOf(receiver), undefined, options));
  }

  /** Sends a request on the result of a step, at once if it can still be named, else when it is there. */
  onResult<T>(parent: PendingStep, spec: RequestSpec, options: CallOptions): PythonCall<T> {
    return this.#promise(() => this.#hang(spec, parent, options));
  }

  #promise<T>(begin: () => PendingStep): PythonCall<T> {
    let step: PendingStep;
    try {
      step = begin();
    } catch (error) {
      step = Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return createPythonCall(step, this.#stepOperations);
  }

  #hang(spec: RequestSpec, parent: PendingStep, options: CallOptions): PendingStep {
    if (parent instanceof Promise) return parent.then((made) => this.#hang(spec, made, options));
    const send = (): Step => this.#send(spec, resultAsReceiver(parent), parent, options);
    return parent.outcome || nameOf(parent) !== undefined ? send() : ended(parent).then(send);
  }

  #send(
    spec: RequestSpec,
    receiver: Receiver | undefined,
    parent: Step | undefined,
    options: SendOptions,
  ): Step {
    const { signal, onOutput, onDisplayed } = options;
    if (signal?.aborted) throw cancelled(signal);
    const own = this.#homeOf(receiver, options);
    const encoding = new Encoding(own, true);
    const ref = receiver && wireReceiver(receiver, encoding);
    if (parent && !parent.outcome) encoding.parents.push(parent);
    const params = spec.fill(encoding);
    const home = this.#admit(encoding, ref !== undefined, options);
    const { timeoutMs } = this.#timeouts.resolve(options);
    if (ref) params.ref = ref;
    this.#addCommon(params, home, options, timeoutMs);
    const step = new Step({
      home,
      method: spec.method,
      params,
      timeoutMs,
      signal,
      onOutput: onOutput && home.slot.outputTo(onOutput),
      onDisplayed,
      idempotent: options.idempotent,
      raw: spec.raw,
      parents: encoding.parents,
      attachments: encoding.attachments,
    });
    if (options.onRouted) this.#announce(options.onRouted, home, own);
    home.submit(step);
    return step;
  }

  #homeOf(receiver: Receiver | undefined, options: CallOptions): SessionHome {
    const sessionId = this.#scopes.choose(options.session, receiver?.sessionId);
    return this.#pools.homeOf(sessionId, options.pool ?? receiver?.poolName);
  }

  #addCommon(
    params: StepParams,
    home: SessionHome,
    { as, bind, origin }: CallOptions,
    timeoutMs: number,
  ): void {
    params.session = home.id;
    if (timeoutMs > 0) params.timeoutMs = timeoutMs;
    if (as !== undefined && as !== "auto") params.as = as;
    if (bind !== undefined) params.bind = bind;
    if (origin) params.origin = origin;
    const { served, errorScope } = this.#scopes;
    if (errorScope !== undefined) params.errorScope = errorScope;
    if (served && served.worker === home.slot.worker) params.nestedIn = served.invocationId;
  }

  /** Applies the affinity: gives the session's own place, another one, or refuses. */
  #admit(encoding: Encoding, hasReceiver: boolean, options: CallOptions): SessionHome {
    const { home } = encoding;
    const affinity = options.affinity ?? home.slot.affinity;
    if (affinity === "strict_queue" || !home.slot.isBusy) return home;
    // What hangs on a pending step, or serves the running one, is part of what keeps the worker busy.
    const isPart = encoding.parents.length > 0 || this.#scopes.served?.worker === home.slot.worker;
    if (isPart) return home;
    if (affinity === "strict_fail_fast") throw new WorkerBusyError(home.slot.id, home.id);
    if (hasReceiver || encoding.isBound) return home;
    const spare = this.#pools.spare(home, newSessionId("session"));
    if (!spare) return home;
    home.offshoots.push(spare.id);
    return spare;
  }

  #announce(onRouted: (route: Route) => void, home: SessionHome, own: SessionHome): void {
    const { poolName: pool, id: sessionId, slot } = home;
    try {
      onRouted({ pool, workerId: slot.id, sessionId, pinned: home === own });
    } catch (error) {
      this.#logger.error("onRouted threw", error);
    }
  }
}

function cancelled(signal: AbortSignal): CancelledError {
  return new CancelledError("The call was cancelled before it was sent", { cause: signal.reason });
}

function ended(step: Step): Promise<void> {
  return new Promise((resolve) => step.whenSettled(() => resolve()));
}
