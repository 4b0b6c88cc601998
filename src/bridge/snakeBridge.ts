/**
 * The bridge: typed access to live Python objects.
 */

import type {
  ChildrenResult,
  ChildrenParams,
  DescribeResult,
  EvaluateParams,
  EvaluateResult,
  ObjectAddress,
  PathStep,
} from "../protocol/inspection.js";
import type { ParsedSelection, ParseSelectionParams } from "../protocol/selection.js";
import type {
  AttachDocumentParams,
  RefInfo,
  RefsParams,
  RefsResult,
  ReleaseOutcome,
  ReleaseResult,
  ReleaseSessionResult,
  SessionInfo,
} from "../protocol/sessions.js";
import type { WireValue } from "../protocol/values.js";
import type { WorkerExitEvent, OutputEvent, RefsChangedEvent, WorkerInfo } from "./bridgeEvents.js";
import type { Event } from "./events.js";
import type {
  CallOptions,
  RunOptions,
  ScopeOptions,
  SessionOptions,
  StartOptions,
} from "./options.js";
import type { SnakeBridgeError } from "./errors.js";

/** What `settle` gives. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: SnakeBridgeError };

/** A Python object that stayed in Python. */
export declare class Ref {
  readonly id: string;
  readonly sessionId: string;
  readonly poolName: string;
  readonly pythonModule: string;
  readonly library: string;
  readonly typeName: string;
  readonly schema: 1;
  method(name: string, args?: readonly unknown[], options?: CallOptions): PythonCall;
  attr(name: string, options?: CallOptions): PythonCall;
  setAttr(name: string, value: unknown, options?: CallOptions): Promise<void>;
  release(): Promise<ReleaseOutcome>;
  inspect(window?: InspectOptions): Promise<ChildrenResult>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Something that names a ref: a `Ref`, or its wire form. */
export type RefLike =
  Ref | { readonly __type__: string; readonly id: string; readonly session_id: string };

/** Which children to list. */
export interface InspectOptions {
  readonly path?: readonly PathStep[];
  readonly part?: ChildrenParams["part"];
  readonly start?: number;
  readonly count?: number;
}

/** The promise of a result that is itself a handle for further steps. */
export declare class PythonCall<T = unknown> extends Promise<T> {
  method(name: string, args?: readonly unknown[], options?: CallOptions): PythonCall;
  attr(name: string, options?: CallOptions): PythonCall;
  release(): Promise<ReleaseOutcome>;
}

/** A session as listed, with where it lives. */
export interface SessionEntry extends SessionInfo {
  readonly pool: string;
  readonly workerId: string;
  readonly epoch: string;
}

/** An auto-session's scope. */
export interface AutoSession extends AsyncDisposable {
  readonly id: string;
  run<T>(fn: () => T): T;
}

/** Looking at objects by address; starts no worker, runs no user code (except `evaluate`), touches no lifetime. */
export interface Inspection {
  refs(params: RefsParams): Promise<RefsResult>;
  children(params: ChildrenParams): Promise<ChildrenResult>;
  describe(address: ObjectAddress): Promise<DescribeResult>;
  evaluate(params: EvaluateParams): Promise<EvaluateResult>;
}

/** What an editor asks about text. */
export interface Documents {
  /** Starts a worker if none runs. */
  parseSelection(params: ParseSelectionParams): Promise<ParsedSelection>;
  /**
   * A wire value of a parsed selection (an argument, a receiver) as calls take it: refs become `Ref`, `4.0`
   * stays a float. Passing it back sends an equal value.
   */
  decode(value: WireValue): unknown;
  attach(params: AttachDocumentParams): Promise<void>;
}

/** See API.md for the meaning of each member. */
export declare class SnakeBridge implements AsyncDisposable {
  static start(options?: StartOptions): Promise<SnakeBridge>;

  call(module: string, fn: string, args?: readonly unknown[], options?: CallOptions): PythonCall;
  get(module: string, attr: string, options?: CallOptions): PythonCall;
  method(ref: RefLike, name: string, args?: readonly unknown[], options?: CallOptions): PythonCall;
  attr(ref: RefLike, name: string, options?: CallOptions): PythonCall;
  setAttr(ref: RefLike, name: string, value: unknown, options?: CallOptions): Promise<void>;
  run(source: string, options?: RunOptions): PythonCall;
  settle<T>(promise: PromiseLike<T>): Promise<Settled<T>>;
  isRef(x: unknown): x is RefLike;

  releaseRef(ref: RefLike): Promise<ReleaseOutcome>;
  /** By ids, as the inspector has them. */
  releaseRefs(sessionId: string, refIds: readonly string[]): Promise<ReleaseResult>;
  releaseSession(sessionId: string): Promise<ReleaseSessionResult>;
  releaseAutoSession(): Promise<ReleaseSessionResult>;
  currentSession(): string;
  withSession<T>(options: ScopeOptions, fn: () => T | PromiseLike<T>): Promise<T>;
  autoSession(owner?: object): AutoSession;
  /** Creates a session or changes its limits; starts its worker. */
  openSession(sessionId: string, options?: SessionOptions): Promise<SessionInfo>;

  sessions(): Promise<readonly SessionEntry[]>;
  refs(sessionId: string): Promise<readonly RefInfo[]>;
  inspect(ref: RefLike, window?: InspectOptions): Promise<ChildrenResult>;
  evaluate(ref: RefLike, path: readonly PathStep[]): Promise<EvaluateResult>;
  extend(ref: RefLike, seconds: number): Promise<RefInfo>;
  pin(ref: RefLike, on: boolean): Promise<RefInfo>;

  readonly inspection: Inspection;
  readonly documents: Documents;
  readonly workers: readonly WorkerInfo[];

  restart(pool?: string): Promise<void>;
  interrupt(sessionId: string): Promise<{ readonly interrupted: boolean }>;

  readonly onDidChangeRefs: Event<RefsChangedEvent>;
  readonly onDidExitWorker: Event<WorkerExitEvent>;
  readonly onDidWriteOutput: Event<OutputEvent>;
  readonly onDidChangeWorkers: Event<readonly WorkerInfo[]>;

  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
