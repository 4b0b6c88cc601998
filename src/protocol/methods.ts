/**
 * The table of messages beyond LSP: one line per message with its direction, params and result.
 * The names are spelled here and in Python's handler table, nowhere else; a contract test compares both.
 */

import type {
  AttrParams,
  CallParams,
  ExitContextParams,
  GetParams,
  InvokeCallbackParams,
  MethodParams,
  OutputParams,
  RunParams,
  SetAttrParams,
  StreamCloseParams,
  StreamNextParams,
  StreamNextResult,
} from "./calls.js";
import type { DisplayedParams, RunCellParams, RunCellResult } from "./cells.js";
import type { SessionsLostParams } from "./cluster.js";
import type { CopyParams, CopyResult } from "./copying.js";
import type { DisplayParams, DisplayResult } from "./display.js";
import type {
  ChildrenParams,
  ChildrenResult,
  DescribeResult,
  EvaluateParams,
  EvaluateResult,
  ObjectAddress,
} from "./inspection.js";
import type {
  ReleaseImpact,
  ReleaseImpactParams,
  RestoreParams,
  RestoreResult,
  VerifyReleaseParams,
  VerifyReleaseResult,
} from "./lettingGo.js";
import type { SearchParams, SearchSlice } from "./search.js";
import type { ParsedSelection, ParseSelectionParams } from "./selection.js";
import type {
  AttachDocumentParams,
  ExtendParams,
  OpenSessionParams,
  PinParams,
  RefInfo,
  RefsChangedParams,
  RefsParams,
  RefsResult,
  ReleaseParams,
  ReleaseResult,
  ReleaseSessionParams,
  ReleaseSessionResult,
  SessionInfo,
  SessionsResult,
  SubscribeParams,
} from "./sessions.js";
import type {
  TableArrangeParams,
  TableArrangeResult,
  TableCloseParams,
  TableOpenParams,
  TableOpenResult,
  TableWindowParams,
  TableWindowResult,
} from "./table.js";
import type { WireValue } from "./values.js";
import type { InterruptParams, InterruptResult, PingResult } from "./worker.js";

/** A request: what is sent and what is answered. */
interface Request<Params, Result> {
  readonly params: Params;
  readonly result: Result;
}

/** Client → worker, runs user code: queued, one at a time, in order within a session. */
export interface ExecutionRequests {
  "snakebridge/call": Request<CallParams, WireValue>;
  "snakebridge/get": Request<GetParams, WireValue>;
  "snakebridge/method": Request<MethodParams, WireValue>;
  "snakebridge/attr": Request<AttrParams, WireValue>;
  "snakebridge/setAttr": Request<SetAttrParams, null>;
  "snakebridge/run": Request<RunParams, WireValue>;
  "snakebridge/runCell": Request<RunCellParams, RunCellResult>;
  "snakebridge/streamNext": Request<StreamNextParams, StreamNextResult>;
  "snakebridge/streamClose": Request<StreamCloseParams, null>;
  "snakebridge/evaluate": Request<EvaluateParams, EvaluateResult>;
  "snakebridge/display": Request<DisplayParams, DisplayResult>;
  "snakebridge/tableOpen": Request<TableOpenParams, TableOpenResult>;
  "snakebridge/tableArrange": Request<TableArrangeParams, TableArrangeResult>;
  "snakebridge/tableWindow": Request<TableWindowParams, TableWindowResult>;
  "snakebridge/exitContext": Request<ExitContextParams, boolean>;
}

/** Client → worker, runs no user code: answered at once, also while user code runs. */
export interface SideRequests {
  "snakebridge/openSession": Request<OpenSessionParams, SessionInfo>;
  "snakebridge/sessions": Request<Record<string, never>, SessionsResult>;
  "snakebridge/refs": Request<RefsParams, RefsResult>;
  "snakebridge/release": Request<ReleaseParams, ReleaseResult>;
  "snakebridge/releaseImpact": Request<ReleaseImpactParams, ReleaseImpact>;
  "snakebridge/restore": Request<RestoreParams, RestoreResult>;
  "snakebridge/verifyRelease": Request<VerifyReleaseParams, VerifyReleaseResult>;
  "snakebridge/releaseSession": Request<ReleaseSessionParams, ReleaseSessionResult>;
  "snakebridge/extend": Request<ExtendParams, RefInfo>;
  "snakebridge/pin": Request<PinParams, RefInfo>;
  "snakebridge/children": Request<ChildrenParams, ChildrenResult>;
  "snakebridge/describe": Request<ObjectAddress, DescribeResult>;
  "snakebridge/copy": Request<CopyParams, CopyResult>;
  "snakebridge/search": Request<SearchParams, SearchSlice>;
  "snakebridge/tableClose": Request<TableCloseParams, null>;
  "snakebridge/parseSelection": Request<ParseSelectionParams, ParsedSelection>;
  "snakebridge/attachDocument": Request<AttachDocumentParams, null>;
  "snakebridge/subscribe": Request<SubscribeParams, SessionsResult>;
  "snakebridge/interrupt": Request<InterruptParams, InterruptResult>;
  "snakebridge/ping": Request<Record<string, never>, PingResult>;
}

/** Every request a client may send. */
export type ClientRequests = ExecutionRequests & SideRequests;

/** Worker → client requests. */
export interface WorkerRequests {
  "snakebridge/invokeCallback": Request<InvokeCallbackParams, WireValue>;
}

/** Worker → client events. */
export interface WorkerEvents {
  "snakebridge/refsChanged": RefsChangedParams;
  "snakebridge/output": OutputParams;
  "snakebridge/displayed": DisplayedParams;
  "snakebridge/sessionsLost": SessionsLostParams;
}

/** Name of a request a client may send. */
export type ClientMethod = keyof ClientRequests;

/** Requests that run user code, as data for those who must tell them apart. */
export const executionMethods = [
  "snakebridge/call",
  "snakebridge/get",
  "snakebridge/method",
  "snakebridge/attr",
  "snakebridge/setAttr",
  "snakebridge/run",
  "snakebridge/runCell",
  "snakebridge/streamNext",
  "snakebridge/streamClose",
  "snakebridge/evaluate",
  "snakebridge/display",
  "snakebridge/tableOpen",
  "snakebridge/tableArrange",
  "snakebridge/tableWindow",
  "snakebridge/exitContext",
] as const satisfies readonly (keyof ExecutionRequests)[];

/** Requests that answer while user code runs. */
export const sideMethods = [
  "snakebridge/openSession",
  "snakebridge/sessions",
  "snakebridge/refs",
  "snakebridge/release",
  "snakebridge/releaseImpact",
  "snakebridge/restore",
  "snakebridge/verifyRelease",
  "snakebridge/releaseSession",
  "snakebridge/extend",
  "snakebridge/pin",
  "snakebridge/children",
  "snakebridge/describe",
  "snakebridge/copy",
  "snakebridge/search",
  "snakebridge/tableClose",
  "snakebridge/parseSelection",
  "snakebridge/attachDocument",
  "snakebridge/subscribe",
  "snakebridge/interrupt",
  "snakebridge/ping",
] as const satisfies readonly (keyof SideRequests)[];
