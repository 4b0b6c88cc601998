/**
 * The only door to the client library: typed access to live Python objects from Node.
 * Runs without an editor; imports nothing but the protocol and Node.
 */

export type {
  OutputEvent,
  RefsChangedEvent,
  WorkerExitEvent,
  WorkerInfo,
  WorkerState,
} from "./bridgeEvents.js";
export type { AutoSession } from "./autoSession.js";
export type { Connect, LspConnection, LspTransport } from "./connection.js";
export {
  CancelledError,
  InvalidQueryError,
  InvalidRefError,
  ProtocolError,
  PythonError,
  RefNotFoundError,
  SerializationError,
  SessionFullError,
  SessionMismatchError,
  SnakeBridgeError,
  TimeoutError,
} from "./errors.js";
export type { ErrorCode } from "./errors.js";
export type { Disposable, Event } from "./events.js";
export type { Documents } from "./documents.js";
export type { Grace } from "./grace.js";
export type { Display, Inspection, SessionEntry } from "./inspection.js";
export type { Logger } from "./logger.js";
export type {
  Affinity,
  BridgeDefaults,
  ClusterPoolOptions,
  LocalPoolOptions,
  CallOptions,
  CellOptions,
  OpenOptions,
  PoolOptions,
  Route,
  RunOptions,
  ScopeOptions,
  SessionOptions,
  StartOptions,
} from "./options.js";
export { PythonCall } from "./pythonCall.js";
export { PyDate, PyDateTime, PyTime, PyTimedelta } from "./pythonMoments.js";
export {
  Atom,
  PyComplex,
  PyDecimal,
  PyEnum,
  PyFloat,
  pyFloat,
  PyFrozenSet,
  PyTuple,
  PyUuid,
} from "./pythonValues.js";
export { Ref } from "./ref.js";
export type { InspectOptions } from "./ref.js";
export { isRef, isStreamRef } from "./refLike.js";
export type { RefLike } from "./refLike.js";
export type { SearchHit, SearchOptions, SearchResult } from "./search.js";
export { settle } from "./settle.js";
export type { Settled } from "./settle.js";
export { SnakeBridge } from "./snakeBridge.js";
export { StreamRef } from "./streamRef.js";
export type { TimeoutProfile, TimeoutProfiles, Timeouts } from "./timeouts.js";
export { ClusterUnavailableError, ClusterWorkerExitedError } from "./clusterErrors.js";
export {
  DisposedError,
  InterpreterError,
  PoolNotFoundError,
  SessionWorkerUnavailableError,
  WorkerBusyError,
  WorkerExitedError,
} from "./workerErrors.js";
export type { WorkerExit } from "./workerErrors.js";
