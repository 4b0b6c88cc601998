/**
 * The bridge: typed access to live Python objects. This class is the library's face; what each member does is
 * done by the module it hands to.
 */

import type { RunCellResult } from "../protocol/cells.js";
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
import { createDocuments } from "./documents.js";
import type { Documents } from "./documents.js";
import type { Event } from "./events.js";
import { ProtocolError } from "./errors.js";
import { isCellResult } from "./eventGuards.js";
import { createGrace } from "./grace.js";
import type { Grace } from "./grace.js";
import { createInspection } from "./inspection.js";
import type { Inspection, SessionEntry } from "./inspection.js";
import { silentLogger } from "./logger.js";
import type {
  CallOptions,
  CellOptions,
  OpenOptions,
  RunOptions,
  ScopeOptions,
  StartOptions,
} from "./options.js";
import { Pools } from "./pools.js";
import type { PythonCall, StepOperations } from "./pythonCall.js";
import type { InspectOptions, Ref, RefOperations } from "./ref.js";
import { identify, isRef, isStreamRef } from "./refLike.js";
import type { RefLike } from "./refLike.js";
import { Releases } from "./releases.js";
import * as requests from "./requests.js";
import type { SearchOptions, SearchResult } from "./search.js";
import { SessionScopes } from "./sessionScope.js";
import { Sessions } from "./sessions.js";
import { settle } from "./settle.js";
import type { Settled } from "./settle.js";
import { Streams } from "./streams.js";
import type { StreamRef } from "./streamRef.js";
import { createTables } from "./tables.js";
import type { Tables } from "./tables.js";
import { TimeoutTable } from "./timeouts.js";
import { withPython } from "./withPython.js";
import { DisposedError } from "./workerErrors.js";

/** See the module's comment. Starts Python only when something is to run. */
export class SnakeBridge implements AsyncDisposable {
  /** Looking at sessions and objects by address. */
  readonly inspection: Inspection;
  /** Releases that can be taken back, and proof of them. */
  readonly grace: Grace;
  /** Objects as tables. */
  readonly tables: Tables;
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
  /** What refs and pending calls can be asked to do. */
  readonly #operations: RefOperations & StepOperations = {
    method: (ref, name, args, options) => this.method(ref, name, args, options),
    attr: (ref, name, options) => this.attr(ref, name, options),
    setAttr: (ref, name, value, options) => this.setAttr(ref, name, value, options),
    releaseRef: (ref) => this.releaseRef(ref),
    inspect: (ref, options) => this.inspect(ref, options),
    openStream: (stream) => this.#streams.open(stream),
    methodOf: (step, name, args, options) =>
      this.#calls.onResult(step, requests.method(name, args, options), options),
    attrOf: (step, name, options) => this.#calls.onResult(step, requests.attr(name), options),
    releaseStep: (step) => this.#releases.step(step),
  };
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
    this.#pools = new Pools({
      options,
      events: this.#events,
      operations: this.#operations,
      logger,
    });
    const pools = this.#pools;
    this.#calls = new Calls({ pools, scopes, timeouts, stepOperations: this.#operations, logger });
    this.#streams = new Streams(this.#calls, pools, timeouts);
    this.#releases = new Releases(pools, scopes, logger);
    this.#sessions = new Sessions(pools, scopes, this.#releases);
    this.#autoSessions = new AutoSessions(scopes, this.#releases);
    this.inspection = createInspection(pools);
    this.grace = createGrace(pools);
    this.tables = createTables(pools);
    this.documents = createDocuments(pools);
  }

  /** Imports `module`, resolves the dotted `fn`, calls it. */
  call<T = unknown>(
    module: string,
    fn: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): PythonCall<T> {
    return this.#calls.start(requests.call(module, fn, args, options), options);
  }

  /** A module's attribute; dotted names too. */
  get<T = unknown>(module: string, attr: string, options: CallOptions = {}): PythonCall<T> {
    return this.#calls.start(requests.get(module, attr), options);
  }

  /** Calls a method of a ref. */
  method<T = unknown>(
    ref: RefLike | PythonCall,
    name: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): PythonCall<T> {
    return this.#calls.on(ref, requests.method(name, args, options), options);
  }

  /** Reads an attribute of a ref; properties run. */
  attr<T = unknown>(
    ref: RefLike | PythonCall,
    name: string,
    options: CallOptions = {},
  ): PythonCall<T> {
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

  /**
   * Runs a cell as notebooks have them: magics, top-level `await`, and the value of its last expression in every form
   * that its class offers. What its names stand for has refs afterwards.
   */
  async runCell(source: string, options: CellOptions): Promise<RunCellResult> {
    const answer: unknown = await this.#calls.start(requests.runCell(source, options), options);
    if (isCellResult(answer)) return answer;
    throw new ProtocolError("The answer to a cell is malformed");
  }

  /** Runs statements in the session's namespace; gives the last expression's value, or null. */
  run<T = unknown>(source: string, options: RunOptions = {}): PythonCall<T> {
    return this.#calls.start(requests.run(source, options), options);
  }

  /**
   * Calls a function and tells the listener of each item of what it gives; resolves after the last one.
   * A promise the listener returns is awaited before the next item.
   */
  stream(
    module: string,
    fn: string,
    args: readonly unknown[],
    options: CallOptions & { readonly onItem: (item: unknown) => unknown },
  ): Promise<void>;
  /** Calls a function and iterates what it gives, in order, as fast as the consumer. */
  stream(
    module: string,
    fn: string,
    args?: readonly unknown[],
    options?: CallOptions,
  ): AsyncGenerator;
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
  openSession(sessionId: string, options: OpenOptions = {}): Promise<SessionInfo> {
    return this.#sessions.open(sessionId, options);
  }

  /** A Python context manager around `fn`, which gets what `__enter__` gives. */
  withPython<T>(ref: Ref, fn: (value: unknown) => T | PromiseLike<T>): Promise<T | undefined> {
    return withPython(this.#calls, this.#scopes, ref, fn);
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

  /** Finds names, keys and values in what is alive; runs no user code, touches no lifetime, starts no worker. */
  search(query: string, options?: SearchOptions): Promise<SearchResult> {
    return this.inspection.search(query, options);
  }

  /** The ref expires at the later of its present expiry and now + `seconds`. */
  async extend(ref: RefLike, seconds: number): Promise<RefInfo> {
    return this.inspection.extend({ ...address(ref), seconds });
  }

  /** A pinned ref is never evicted or expired. With `path`, the part of it there becomes a ref of its own for it. */
  async pin(ref: RefLike, on: boolean, path: readonly PathStep[] = []): Promise<RefInfo> {
    return this.inspection.pin({ ...address(ref), on, path });
  }

  /** Makes the request that runs in a session reject with `CancelledError`. */
  interrupt(sessionId: string): Promise<InterruptResult> {
    return this.#sessions.interrupt(sessionId);
  }

  /** Ends the workers of a pool, or of all; the next request starts new ones. Their refs are lost. */
  async restart(pool?: string): Promise<void> {
    await this.#pools.end(pool === undefined ? this.#pools.slots : this.#pools.get(pool).slots);
  }

  /** Ends single workers; the next request of a session there starts another. Their refs are lost. */
  async restartWorkers(workerIds: readonly string[]): Promise<void> {
    await this.#pools.end(this.#pools.slots.filter(({ id }) => workerIds.includes(id)));
  }

  /**
   * Other pools from now on, and loses nothing: a worker that runs goes on as it was started, and so do the
   * sessions of a pool that is gone or has become smaller. Gives the workers that do, for {@link restartWorkers}.
   * @throws RangeError for a size below 1, or without any pool; then nothing is changed.
   */
  setPools(pools: NonNullable<StartOptions["pools"]>): readonly WorkerInfo[] {
    this.#pools.set(pools);
    return this.#pools.outdated;
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

  /** The workers that {@link restart} or {@link restartWorkers} ended, as they were before: their sessions lost all refs. */
  get onDidRestart(): Event<readonly WorkerInfo[]> {
    return this.#events.onDidRestart;
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
}

function address(ref: RefLike): { readonly session: string; readonly ref: string } {
  const { id, sessionId } = identify(ref);
  return { session: sessionId, ref: id };
}

async function feed(items: AsyncIterable<unknown>, onItem: (item: unknown) => unknown) {
  for await (const item of items) await onItem(item);
}
