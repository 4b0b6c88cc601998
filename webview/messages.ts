/**
 * What the host may send, checked before anything believes it: a malformed message is dropped, never
 * thrown through. The shapes are those of src/protocol; the compiler holds them equal.
 */
import type { ArrangedListing, RefGroup } from "../src/protocol/arranging.js";
import type { Origin, TextRange } from "../src/protocol/calls.js";
import type { SessionPlace } from "../src/protocol/cluster.js";
import type { RemovalReason } from "../src/protocol/errors.js";
import type {
  ChildInfo,
  ChildPart,
  ChildrenResult,
  DescribeResult,
  DisplayKind,
  EvaluateResult,
  ObjectAddress,
  ObjectKind,
  ObjectSummary,
  PathStep,
  PreviewPart,
  Sought,
} from "../src/protocol/inspection.js";
import type { ReleaseImpact } from "../src/protocol/lettingGo.js";
import type { PageReply } from "../src/protocol/pageRequests.js";
import type {
  PanelNotice,
  PanelRequests,
  PanelSession,
  PanelWorker,
  SelectionAction,
  ToPanelMessage,
  Tombstone,
  UndoOffer,
  Verdict,
} from "../src/protocol/panel.js";
import type {
  EffectiveLimit,
  LimitSource,
  RefInfo,
  RefsChangedParams,
  RefsResult,
  ReleaseSessionResult,
  RemovedRef,
  SessionInfo,
} from "../src/protocol/sessions.js";
import type { StreamType } from "../src/protocol/values.js";

import {
  anyOf,
  exactly,
  isBoolean,
  isNumber,
  isText,
  listOf,
  nullable,
  oneOf,
  optional,
  shape,
  unread,
} from "./check.js";
import type { ResultChecks } from "./hostLink.js";
import { isImage } from "./imageCheck.js";

const isPart = oneOf<ChildPart>({
  items: true,
  attributes: true,
  inherited: true,
  functions: true,
  special: true,
});
const isObjectKind = oneOf<ObjectKind>({
  none: true,
  boolean: true,
  number: true,
  string: true,
  bytes: true,
  sequence: true,
  mapping: true,
  set: true,
  array: true,
  table: true,
  function: true,
  class: true,
  module: true,
  iterator: true,
  error: true,
  object: true,
});
const isReason = oneOf<RemovalReason>({
  released: true,
  session_released: true,
  expired: true,
  evicted: true,
  stream_ended: true,
  worker_restarted: true,
  unknown: true,
});

const isPreviewPart = shape<PreviewPart>({
  kind: oneOf<PreviewPart["kind"]>({
    string: true,
    number: true,
    keyword: true,
    name: true,
    type: true,
    punctuation: true,
    text: true,
  }),
  text: isText,
});

const summaryShape = {
  typeName: isText,
  qualifiedType: isText,
  kind: isObjectKind,
  preview: listOf(isPreviewPart),
  length: nullable(isNumber),
  shape: nullable(listOf(isNumber)),
  dtype: nullable(isText),
  sizeBytes: nullable(isNumber),
  hasChildren: isBoolean,
  displays: optional(listOf(oneOf<DisplayKind>({ image: true, html: true }))),
};
const isSummary = shape<ObjectSummary>(summaryShape);

const isStep = anyOf<PathStep>(
  shape<Extract<PathStep, { attr: unknown }>>({ attr: isText }),
  shape<Extract<PathStep, { item: unknown }>>({ item: isNumber }),
  shape<Extract<PathStep, { key: unknown }>>({ key: unread() }),
);

const isChild = shape<ChildInfo>({
  step: isStep,
  name: isText,
  part: isPart,
  summary: nullable(isSummary),
  lazyReason: nullable(isText),
  cycleDepth: nullable(isNumber),
  refId: nullable(isText),
  error: nullable(isText),
});

const isPosition = shape<TextRange["start"]>({ line: isNumber, character: isNumber });
const isOrigin = shape<Origin>({
  expression: isText,
  uri: optional(isText),
  range: optional(shape<TextRange>({ start: isPosition, end: isPosition })),
});

const isRef = shape<RefInfo>({
  ...summaryShape,
  id: isText,
  sessionId: isText,
  names: listOf(isText),
  pinned: isBoolean,
  ageSeconds: isNumber,
  remainingSeconds: nullable(isNumber),
  ttlSeconds: nullable(isNumber),
  origin: nullable(isOrigin),
  streamType: nullable(
    oneOf<StreamType>({ generator: true, iterator: true, async_generator: true }),
  ),
});

const isArranged = shape<ArrangedListing>({
  of: isNumber,
  covered: isNumber,
  groups: listOf(shape<RefGroup>({ name: isText, count: isNumber })),
});

const isLimit = shape<EffectiveLimit>({
  value: isNumber,
  source: oneOf<LimitSource>({ session: true, setting: true, environment: true, default: true }),
});

const isSession = shape<SessionInfo>({
  id: isText,
  label: nullable(isText),
  tags: listOf(isText),
  refCount: isNumber,
  ttlSeconds: isLimit,
  maxRefs: isLimit,
  ageSeconds: isNumber,
  nextEviction: nullable(isText),
  names: optional(listOf(isText)),
  place: optional(
    shape<SessionPlace>({
      address: isText,
      name: optional(isText),
      memoryBytes: nullable(isNumber),
      memoryLimitBytes: optional(isNumber),
    }),
  ),
});

const isChange = shape<RefsChangedParams>({
  sessionId: isText,
  session: nullable(isSession),
  added: listOf(isRef),
  changed: listOf(isRef),
  removed: listOf(shape<RemovedRef>({ refId: isText, reason: isReason })),
  memoryBytes: optional(nullable(isNumber)),
});

const isWorker = shape<PanelWorker>({
  id: isText,
  pool: isText,
  state: oneOf<PanelWorker["state"]>({
    starting: true,
    ready: true,
    busy: true,
    unresponsive: true,
    exited: true,
  }),
  pythonVersion: nullable(isText),
  cluster: optional(isText),
  memoryBytes: nullable(isNumber),
  exit: nullable(
    shape<NonNullable<PanelWorker["exit"]>>({ summary: isText, stderrTail: listOf(isText) }),
  ),
});

const isPanelSession = shape<PanelSession>({
  workerId: isText,
  info: isSession,
  current: isBoolean,
  lost: isBoolean,
  lossReason: nullable(isText),
  tombstones: listOf(shape<Tombstone>({ refId: isText, title: isText, reason: isText })),
  isBare: optional(isBoolean),
});

type NoticeOf<Kind> = Extract<PanelNotice, { kind: Kind }>;
const isNotice = anyOf<PanelNotice>(
  shape<NoticeOf<"none">>({ kind: exactly("none") }),
  shape<NoticeOf<"untrusted">>({ kind: exactly("untrusted") }),
  shape<NoticeOf<"empty">>({ kind: exactly("empty") }),
  shape<NoticeOf<"noInterpreter">>({ kind: exactly("noInterpreter"), message: isText }),
);

const isAddress = shape<ObjectAddress>({
  session: isText,
  ref: isText,
  path: optional(listOf(isStep)),
});

/** What the host sends by itself. */
export type HostMessage = Exclude<ToPanelMessage, PageReply>;

type MessageOf<Kind> = Extract<HostMessage, { kind: Kind }>;

export const isHostMessage = anyOf<HostMessage>(
  shape<MessageOf<"state">>({
    kind: exactly("state"),
    workers: listOf(isWorker),
    sessions: listOf(isPanelSession),
    notice: isNotice,
  }),
  shape<MessageOf<"refsChanged">>({ kind: exactly("refsChanged"), change: isChange }),
  shape<MessageOf<"reveal">>({
    kind: exactly("reveal"),
    sessionId: isText,
    refId: isText,
    path: optional(listOf(isStep)),
  }),
  shape<MessageOf<"collapseAll">>({ kind: exactly("collapseAll") }),
  shape<MessageOf<"undo">>({
    kind: exactly("undo"),
    offer: nullable(shape<UndoOffer>({ id: isNumber, count: isNumber, secondsLeft: isNumber })),
  }),
  shape<MessageOf<"verdicts">>({
    kind: exactly("verdicts"),
    sessionId: isText,
    verdicts: listOf(
      shape<Verdict>({ refId: isText, title: isText, reason: isText, isHeld: isBoolean }),
    ),
  }),
  shape<MessageOf<"act">>({
    kind: exactly("act"),
    action: oneOf<SelectionAction>({ release: true, keep: true, extend: true, copy: true }),
  }),
  shape<MessageOf<"details">>({ kind: exactly("details"), address: nullable(isAddress) }),
  shape<MessageOf<"seek">>({ kind: exactly("seek"), address: nullable(isAddress) }),
);

const isImpact = shape<ReleaseImpact>({
  count: isNumber,
  sizeBytes: isNumber,
  unsized: isNumber,
  names: listOf(isText),
  reached: listOf(shape<ReleaseImpact["reached"][number]>({ ref: isText, from: isText })),
  reachedTotal: isNumber,
  isWhole: isBoolean,
});

const isSought = shape<Sought>({
  by: oneOf<Sought["by"]>({ index: true, key: true, element: true }),
  text: isText,
  position: nullable(isNumber),
  next: nullable(isNumber),
});

/** What the answer to each request looks like. */
export const resultChecks: ResultChecks<PanelRequests> = {
  refs: shape<RefsResult>({
    total: isNumber,
    start: isNumber,
    refs: listOf(isRef),
    arranged: optional(isArranged),
  }),
  children: shape<ChildrenResult>({
    part: isPart,
    start: isNumber,
    total: isNumber,
    children: listOf(isChild),
    parts: listOf(shape<ChildrenResult["parts"][number]>({ part: isPart, total: isNumber })),
    sought: optional(isSought),
  }),
  describe: shape<DescribeResult>({
    summary: isSummary,
    names: listOf(isText),
    doc: nullable(isText),
    signature: nullable(isText),
    source: nullable(
      shape<NonNullable<DescribeResult["source"]>>({ file: isText, line: isNumber }),
    ),
  }),
  image: isImage,
  evaluate: shape<EvaluateResult>({ summary: nullable(isSummary), text: nullable(isText) }),
  releaseImpact: isImpact,
  release: shape<PanelRequests["release"]["result"]>({ released: isNumber }),
  undoRelease: shape<PanelRequests["undoRelease"]["result"]>({ restored: isNumber }),
  prolong: shape<PanelRequests["prolong"]["result"]>({ prolonged: isNumber }),
  copy: shape<PanelRequests["copy"]["result"]>({ copied: isNumber }),
  releaseSession: shape<ReleaseSessionResult>({ released: isNumber }),
  extend: isRef,
  pin: isRef,
};
