/**
 * Everything the extension host and the inspector webview say to each other.
 * Two unions named by direction seen from the host, plus one reply envelope.
 */

import type { PanelImage } from "./displayPanel.js";
import type {
  ChildrenParams,
  ChildrenResult,
  DescribeResult,
  EvaluateParams,
  EvaluateResult,
  ObjectAddress,
  ObjectKind,
  PathStep,
} from "./inspection.js";
import type { ReleaseImpact, ReleaseImpactParams } from "./lettingGo.js";
import type { PageReply, PageRequest } from "./pageRequests.js";
import type {
  ExtendParams,
  PinParams,
  RefInfo,
  RefsParams,
  RefsResult,
  RefsChangedParams,
  ReleaseSessionParams,
  ReleaseSessionResult,
  SessionInfo,
} from "./sessions.js";

/** A ref that went, as its row shows it until the person dismisses it. */
export interface Tombstone {
  readonly refId: string;
  /** Its bound name, else its type. */
  readonly title: string;
  /** Why it went, in words for a person. */
  readonly reason: string;
}

/** Refs of one session, as the person chose them. */
export interface ChosenRefs {
  readonly session: string;
  readonly refs: readonly string[];
}

/** The last release that can be taken back, for so long still. */
export interface UndoOffer {
  readonly id: number;
  readonly count: number;
  readonly secondsLeft: number;
}

/** What became of a released ref when its release could no longer be taken back; `isHeld`: something keeps it alive. */
export interface Verdict extends Tombstone {
  readonly isHeld: boolean;
}

/** A worker process as the inspector shows it. */
export interface PanelWorker {
  readonly id: string;
  readonly pool: string;
  readonly state: "starting" | "ready" | "busy" | "unresponsive" | "exited";
  readonly pythonVersion: string | null;
  /** Of a gateway: where the cluster is that its sessions live on. */
  readonly cluster?: string;
  /** Resident memory when it last told of refs; null if that is not known. */
  readonly memoryBytes: number | null;
  /** Why it exited, with the last stderr lines; null while it lives. */
  readonly exit: { readonly summary: string; readonly stderrTail: readonly string[] } | null;
}

/** A session as the inspector shows it; `current` marks the active editor's. */
export interface PanelSession {
  readonly workerId: string;
  readonly info: SessionInfo;
  readonly current: boolean;
  readonly lost: boolean;
  /** Why it is lost, in words for a person; null where nobody told. */
  readonly lossReason: string | null;
  readonly tombstones: readonly Tombstone[];
  /** Its refs stand alone, without a row of their session and what arranges them: an output shows one of them. */
  readonly isBare?: boolean | undefined;
}

/** What the inspector shows before there is anything to list. */
export type PanelNotice =
  | { readonly kind: "none" }
  | { readonly kind: "untrusted" }
  | { readonly kind: "empty" }
  | { readonly kind: "noInterpreter"; readonly message: string };

/**
 * What a row puts, as JSON, into its `data-vscode-context` attribute: VS Code decides by it which
 * `webview/context` menu items show, and hands it to their commands. The keys besides
 * `snakebridgeRow` are those that the row has; for `child` the path leads from the ref.
 */
export interface PanelRowContext {
  readonly snakebridgeRow: "worker" | "session" | "ref" | "selection" | "child" | "tombstone";
  readonly preventDefaultContextMenuItems: true;
  readonly workerId?: string;
  readonly sessionId?: string;
  readonly refId?: string;
  readonly path?: readonly PathStep[];
  readonly pinned?: boolean;
  readonly lost?: boolean;
  /** Of a `ref` or `child`: what its object is, where that is known. */
  readonly snakebridgeKind?: ObjectKind;
  /** The object can be opened as a table. */
  readonly snakebridgeTable?: boolean;
  /** It has items, or is one, so that one can go to another. */
  readonly snakebridgeItems?: boolean;
  /** As what it offers to show itself, one word after the other. */
  readonly snakebridgeDisplays?: string;
}

/**
 * Host → webview. `state` replaces everything but expansion, focus and scroll, and makes the webview look
 * again at what it shows; `refsChanged` follows it in order. `reveal` selects a ref's row, focuses it and
 * scrolls it into view (an unknown ref: nothing), opened along `path`; `collapseAll` closes every row. `undo`
 * offers to take a release back, or no longer; `verdicts` tell what became of it in the end; `act` does with the
 * selected rows what their buttons do; `details` shows documentation and signature of an object, null: of the row with the focus;
 * `seek` asks for an index or key to go to, in what has the object among its items, or in the object.
 */
export type ToPanelMessage =
  | {
      readonly kind: "state";
      readonly workers: readonly PanelWorker[];
      readonly sessions: readonly PanelSession[];
      readonly notice: PanelNotice;
    }
  | { readonly kind: "refsChanged"; readonly change: RefsChangedParams }
  | {
      readonly kind: "reveal";
      readonly sessionId: string;
      readonly refId: string;
      readonly path?: readonly PathStep[];
    }
  | { readonly kind: "collapseAll" }
  | { readonly kind: "undo"; readonly offer: UndoOffer | null }
  | {
      readonly kind: "verdicts";
      readonly sessionId: string;
      readonly verdicts: readonly Verdict[];
    }
  | { readonly kind: "act"; readonly action: SelectionAction }
  | { readonly kind: "details"; readonly address: ObjectAddress | null }
  | { readonly kind: "seek"; readonly address: ObjectAddress | null }
  | PageReply;

/** What can be done with all selected refs at once. */
export type SelectionAction = "release" | "keep" | "extend" | "copy";

/** Requests the webview may make; the host answers each exactly once. */
export interface PanelRequests {
  refs: { readonly params: RefsParams; readonly result: RefsResult };
  children: { readonly params: ChildrenParams; readonly result: ChildrenResult };
  describe: { readonly params: ObjectAddress; readonly result: DescribeResult };
  evaluate: { readonly params: EvaluateParams; readonly result: EvaluateResult };
  /** The object's image, made by its own code. */
  image: { readonly params: ObjectAddress; readonly result: PanelImage };
  releaseImpact: { readonly params: ReleaseImpactParams; readonly result: ReleaseImpact };
  /** One release, taken back as one. */
  release: {
    readonly params: { readonly chosen: readonly ChosenRefs[] };
    readonly result: { readonly released: number };
  };
  undoRelease: {
    readonly params: { readonly id: number };
    readonly result: { readonly restored: number };
  };
  /** Keeps refs from expiring, or gives each an hour more. */
  prolong: {
    readonly params: { readonly chosen: readonly ChosenRefs[]; readonly how: "keep" | "extend" };
    readonly result: { readonly prolonged: number };
  };
  /** Puts the values of all on the clipboard. */
  copy: {
    readonly params: { readonly chosen: readonly ChosenRefs[] };
    readonly result: { readonly copied: number };
  };
  releaseSession: { readonly params: ReleaseSessionParams; readonly result: ReleaseSessionResult };
  extend: { readonly params: ExtendParams; readonly result: RefInfo };
  pin: { readonly params: PinParams; readonly result: RefInfo };
}

/** Name of a webview request. */
export type PanelRequestName = keyof PanelRequests;

/** What is dragged from a row, as the type of the data: its {@link PanelRowContext} as JSON. */
export const draggedObject = "application/vnd.snakebridge.object";

/** For the webview, which takes types alone. */
export type DraggedObject = typeof draggedObject;

/** Commands that a notice or a row's button may run; the host refuses every other. */
export const panelCommands = [
  "snakebridge.call",
  "snakebridge.copyValue",
  "snakebridge.goToItem",
  "snakebridge.interrupt",
  "snakebridge.killWorker",
  "snakebridge.openTable",
  "snakebridge.openTypeSource",
  "snakebridge.restartWorker",
  "snakebridge.selectInterpreter",
  "snakebridge.showAsHtml",
  "snakebridge.showAsImage",
  "snakebridge.showLog",
  "workbench.trust.manage",
] as const;

/** One of {@link panelCommands}. */
export type PanelCommand = (typeof panelCommands)[number];

/**
 * Webview → host. `ready` asks for the first `state`; `command` runs with the row it was asked from, as a
 * menu would; `dismiss` makes the host forget tombstones.
 */
export type FromPanelMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "command"; readonly command: PanelCommand; readonly row?: PanelRowContext }
  | { readonly kind: "dismiss"; readonly sessionId: string; readonly refIds: readonly string[] }
  /** The page got the keyboard, or lost it; VS Code itself does not know of its webviews in views. */
  | { readonly kind: "keyboard"; readonly isHere: boolean }
  /** No row with an object has the focus: the person has to say what to show, or go through. */
  | { readonly kind: "nothingFocused"; readonly wanted: "details" | "seek" }
  | PageRequest<PanelRequests>;
