/**
 * The bridge: typed access to live Python objects. This class is the library's face; what each member does is
 * done by the module it hands to.
 */

import type { ChildrenResult, EvaluateResult, PathStep } from "../protocol/inspection.js";
import type {
  RefInfo,
  ReleaseOutcome,
  ReleaseResult,
  ReleaseSessionResult,
  SessionInfo,
} from "../protocol/sessions.js";
import type { InterruptResult } from "../protocol/worker.js";
import { AutoSessions } from "./autoSession.js";
import type { AutoSession } from "./autoSession.js";
import type { OutputEvent, RefsChangedEvent, WorkerExitEvent, WorkerInfo } from "./bridgeEvents.js";
import { BridgeEvents } from "./bridgeHub.js";
import { Calls } from "./calls.js";
import { Documents } from "./documents.js";
import type { Event } from "./events.js";
import { Inspection } from "./inspection.js";
import type { SessionEntry } from "./inspection.js";
import { silentLogger } from "./logger.js";
import type {
  CallOptions,
  RunOptions,
  ScopeOptions,
  SessionOptions,
  StartOptions,
} from "./options.js";
import { Pools } from "./pools.js";
import type { PendingStep, PythonCall, StepOperations } from "./pythonCall.js";
import type { InspectOptions, Ref, RefOperations } from "./ref.js";
import { identify, isRef, isStreamRef } from "./refLike.js";
import type { RefLike } from "./refLike.js";
import { Releases } from "./releases.js";
import * as requests from "./requests.js";
import { SessionScopes } from "./sessionScope.js";
import { Sessions } from "./sessions.js";
import { settle } from "./settle.js";
import type { Settled } from "./settle.js";
import { Streams } from "./streams.js";
import type { StreamReader } from "./streamReader.js";
import type { StreamRef } from "./streamRef.js";
import { TimeoutTable } from "./timeouts.js";
import { withPython } from "./withPython.js";
import { DisposedError } from "./workerErrors.js";

/** See the module's comment. Starts Python only when something is to run. */
export class SnakeBridge implements AsyncDisposable, RefOperations, StepOperations {
  /** Looking at sessions and objects by address. */
  readonly inspection: Inspection;
  /** What an editor asks about text. */
  readonly documents: Documents;
  readonly #pools: Pools;
  readonly #scopes = new SessionScopes();
  readonly #events: BridgeEvents;
  readonly #calls: Calls;
  readonly #streams: Streams;
  readonly #releases: Releases;
  readonly #sessions: Sessions;
  readonly #autoSessions: AutoSessions;
  #disposing: Promise<void> | undefined;

  /** A bridge. Rejects only for options that cannot be; a missing Python is told on first use. */
  static async start(options: StartOptions = {}): Promise<SnakeBridge> {
    return Promise.resolve(new SnakeBridge(options));
  }

  private constructor(options: StartOptions) {
    const logger = options.logger ?? silentLogger;
    const { defaults = {} } = options;
    const timeouts = new TimeoutTable(defaults.profiles, defaults.timeoutMs);
    const scopes = this.#scopes;
    this.#events = new BridgeEvents(logger, scopes, () => this.#pools);
    this.#pools = new Pools({ options, events: this.#events, operations: this, logger });
    const pools = this.#pools;
    this.#calls = new Calls({ pools, scopes, timeouts, stepOperations: this, logger });
    this.#streams = new Streams(this.#calls, pools, timeouts);
    this.#releases = new Releases(pools, scopes, logger);
    this.#sessions = new Sessions(pools, scopes, this.#releases);
    this.#autoSessions = new AutoSessions(scopes, this.#releases);
    this.inspection = new Inspection(pools);
    this.documents = new Documents(pools);
  }

  /** Imports `module`, resolves the dotted `fn`, calls it. */
  call(
    module: string,
    fn: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): PythonCall {
    return this.#calls.start(requests.call(module, fn, args, options), options);
  }

  /** A module's attribute; dotted names too. */
  get(module: string, attr: string, options: CallOptions = {}): PythonCall {
    return this.#calls.start(requests.get(module, attr), options);
  }

  /** Calls a method of a ref. */
  method(
    ref: RefLike | PythonCall,
    name: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): PythonCall {
    return this.#calls.on(ref, requests.method(name, args, options), options);
  }

  /** Reads an attribute of a ref; properties run. */
  attr(ref: RefLike | PythonCall, name: string, options: CallOptions = {}): PythonCall {
    return this.#calls.on(ref, requests.attr(name), options);
  }

  /** Assigns an attribute of a ref. */
  async setAttr(
    ref: RefLike | PythonCall,
    name: string,
    value: unknown,
    options: CallOptions = {},
  ): Promise<void> {
    await this.#calls.on(ref, requests.setAttr(name, value), options);
  }

  /** Runs statements in the session's namespace; gives the last expression's value, or null. */
  run(source: string, options: RunOptions = {}): PythonCall {
    return this.#calls.start(requests.run(source, options), options);
  }

  /** Calls a function and iterates what it gives, in order, as fast as the consumer. */
  stream(
    module: string,
    fn: string,
    args?: readonly unknown[],
    options?: CallOptions,
  ): AsyncGenerator;
  /** The same with a listener; resolves when the last item was taken. A promise it returns is awaited. */
  stream(
    module: string,
    fn: string,
    args: readonly unknown[],
    options: CallOptions & { readonly onItem: (item: unknown) => unknown },
  ): Promise<void>;
  stream(
    module: string,
    fn: string,
    args: readonly unknown[] = [],
    options: CallOptions & { readonly onItem?: (item: unknown) => unknown } = {},
  ): AsyncGenerator | Promise<void> {
    const items = this.#streams.iterate(() => this.call(module, fn, args, options), options);
    return options.onItem ? feed(items, options.onItem) : items;
  }

  /** Waits for a result in ok/error form. */
  settle<T>(promise: PromiseLike<T>): Promise<Settled<T>> {
    return settle(promise);
  }

  /** True for refs and their wire form. Never throws. */
  isRef(x: unknown): x is RefLike {
    return isRef(x);
  }

  /** True for refs of iterators. Never throws. */
  isStreamRef(x: unknown): x is StreamRef {
    return isStreamRef(x);
  }

  /** Frees a ref, after the requests already sent that use it. Idempotent. */
  releaseRef(ref: RefLike | PythonCall): Promise<ReleaseOutcome> {
    return this.#releases.ref(ref);
  }

  /** Frees refs of a session by id; one outcome each, in order. */
  releaseRefs(sessionId: string, refIds: readonly string[]): Promise<ReleaseResult> {
    return this.#releases.byIds(sessionId, refIds);
  }

  /** Frees a session with all its refs and names. Idempotent; the id can be used again. */
  releaseSession(sessionId: string): Promise<ReleaseSessionResult> {
    return this.#releases.session(sessionId);
  }

  /** Frees the auto-session of the surrounding owner; its next call makes another one. */
  releaseAutoSession(): Promise<ReleaseSessionResult> {
    return this.#sessions.releaseAuto();
  }

  /** The id of the session that calls made here would use. */
  currentSession(): string {
    return this.#scopes.choose(undefined, undefined);
  }

  /** Runs `fn` with a session around it; created on first use, kept afterwards unless `releaseOnExit`. */
  withSession<T>(
    options: ScopeOptions,
    fn: (sessionId: string) => T | PromiseLike<T>,
  ): Promise<Awaited<T>> {
    return this.#sessions.with(options, fn);
  }

  /** The session of an owner: `object`, or a scope of its own. */
  autoSession(object?: object): AutoSession {
    return this.#autoSessions.of(object);
  }

  /** Creates a session or changes its limits; starts its worker. */
  openSession(sessionId: string, options: SessionOptions = {}): Promise<SessionInfo> {
    return this.#sessions.open(sessionId, options);
  }

  /** A Python context manager around `fn`, which gets what `__enter__` gives. */
  withPython<T>(ref: Ref, fn: (value: unknown) => T | PromiseLike<T>): Promise<T | undefined> {
    return withPython(this.#calls, ref, fn);
  }

  /** What is alive: sessions with age, limits and place. */
  sessions(): Promise<readonly SessionEntry[]> {
    return this.inspection.sessions();
  }

  /** What is alive in a session: refs with type, summary, age, remaining time, origin and names. */
  refs(sessionId: string): Promise<readonly RefInfo[]> {
    return this.inspection.allRefs(sessionId);
  }

  /** Lists children of an object; runs no user code, touches no lifetime. */
  async inspect(ref: RefLike, options: InspectOptions = {}): Promise<ChildrenResult> {
    return this.inspection.children({ ...address(ref), ...options });
  }

  /** Reads what is at `path` for real. */
  async evaluate(ref: RefLike, path: readonly PathStep[]): Promise<EvaluateResult> {
    return this.inspection.evaluate({ ...address(ref), path, form: "value" });
  }

  /** The ref expires at the later of its present expiry and now + `seconds`. */
  async extend(ref: RefLike, seconds: number): Promise<RefInfo> {
    return this.inspection.extend({ ...address(ref), seconds });
  }

  /** A pinned ref is never evicted or expired. */
  async pin(ref: RefLike, on: boolean): Promise<RefInfo> {
    return this.inspection.pin({ ...address(ref), on });
  }

  /** Makes the request that runs in a session reject with `CancelledError`. */
  interrupt(sessionId: string): Promise<InterruptResult> {
    return this.#sessions.interrupt(sessionId);
  }

  /** Ends the workers of a pool, or of all; the next request starts new ones. Their refs are lost. */
  async restart(pool?: string): Promise<void> {
    const slots = pool === undefined ? this.#pools.slots : this.#pools.get(pool).slots;
    await Promise.all(slots.map((slot) => slot.end()));
  }

  /** All workers that run or have run. */
  get workers(): readonly WorkerInfo[] {
    return this.#pools.infos;
  }

  get onDidChangeRefs(): Event<RefsChangedEvent> {
    return this.#events.onDidChangeRefs;
  }

  get onDidExitWorker(): Event<WorkerExitEvent> {
    return this.#events.onDidExitWorker;
  }

  get onDidWriteOutput(): Event<OutputEvent> {
    return this.#events.onDidWriteOutput;
  }

  /** A worker started, ended, became busy or idle; bursts are coalesced. */
  get onDidChangeWorkers(): Event<readonly WorkerInfo[]> {
    return this.#events.onDidChangeWorkers;
  }

  /** Ends all workers and what they started. Later use rejects with `DisposedError`. Idempotent. */
  dispose(): Promise<void> {
    return (this.#disposing ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #end(): Promise<void> {
    await this.#pools.close(new DisposedError());
    this.#events.dispose();
  }

  /** For refs of iterators. */
  openStream(stream: Ref): StreamReader {
    return this.#streams.open(stream);
  }

  /** For pending calls. */
  methodOf(
    receiver: PendingStep,
    name: string,
    args: readonly unknown[],
    options: CallOptions,
  ): PythonCall {
    return this.#calls.onResult(receiver, requests.method(name, args, options), options);
  }

  /** For pending calls. */
  attrOf(receiver: PendingStep, name: string, options: CallOptions): PythonCall {
    return this.#calls.onResult(receiver, requests.attr(name), options);
  }

  /** For pending calls. */
  releaseStep(step: PendingStep): Promise<ReleaseOutcome> {
    return this.#releases.step(step);
  }
}

function address(ref: RefLike): { readonly session: string; readonly ref: string } {
  const { id, sessionId } = identify(ref);
  return { session: sessionId, ref: id };
}

async function feed(items: AsyncIterable<unknown>, onItem: (item: unknown) => unknown) {
  for await (const item of items) await onItem(item);
}
