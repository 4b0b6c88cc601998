/**
 * Everything the inspector knows, as one immutable value: what the host told, what was fetched, and what
 * the person opened. Shapes only; changes are made by the reducer, rows are derived from it.
 */
import type { ArrangedListing } from "../../src/protocol/arranging.js";
import type {
  ChildInfo,
  ChildPart,
  ObjectAddress,
  ObjectSummary,
} from "../../src/protocol/inspection.js";
import type { ReleaseImpact } from "../../src/protocol/lettingGo.js";
import type {
  PanelNotice,
  PanelSession,
  PanelWorker,
  Tombstone,
} from "../../src/protocol/panel.js";
import type { RefInfo } from "../../src/protocol/sessions.js";

import { plainArrangement } from "./arrangement.js";
import type { Arrangement } from "./arrangement.js";
import type { NodeKey } from "./nodeKeys.js";
import type { Windowed } from "./windowed.js";

/** A live ref; `expiresAtMs` is on the clock of `performance.now()`, null for never. */
export interface RefEntry {
  readonly key: NodeKey;
  readonly info: RefInfo;
  readonly expiresAtMs: number | null;
}

/** A ref that went, standing before the live ref at `position`. */
export interface Grave extends Tombstone {
  readonly key: NodeKey;
  readonly position: number;
  /** It went by the person's own wish, so its row need not stay. */
  readonly fades: boolean;
}

export interface RefList {
  readonly live: Windowed<RefEntry>;
  /** What the last answer told of a list that is sorted, filtered or grouped. */
  readonly arranged: ArrangedListing | null;
  /** The look that was answered last: of a filtered list, only that tells how long it is. */
  readonly answered: number;
  /** Ascending by position. */
  readonly graves: readonly Grave[];
}

export interface ChildEntry {
  readonly key: NodeKey;
  readonly info: ChildInfo;
}

/** What is known of the parts of an object that was opened. */
export interface ObjectParts {
  readonly address: ObjectAddress;
  /** How many children each part has; null until the first answer. */
  readonly totals: ReadonlyMap<ChildPart, number> | null;
  readonly lists: ReadonlyMap<ChildPart, Windowed<ChildEntry>>;
  /** Why the first look failed. */
  readonly failure: string | null;
  readonly generation: number;
}

/**
 * What became of a click on a row that only running code can fill. `isWaiting`: Python was busy with something
 * else when it was asked, and gets to it afterwards. `ended`: it ran, and was stopped.
 */
export type Evaluation =
  | { readonly status: "running"; readonly isWaiting: boolean }
  | { readonly status: "value"; readonly summary: ObjectSummary; readonly outdated: boolean }
  | { readonly status: "text"; readonly text: string; readonly outdated: boolean }
  | {
      readonly status: "image";
      /** For `<img>`. */
      readonly address: string;
      readonly width: number | null;
      readonly height: number | null;
      readonly outdated: boolean;
    }
  | {
      readonly status: "failed";
      readonly message: string;
      readonly ended?: "timeout" | "interrupt" | undefined;
    };

/** `ended`: released or expired as a whole; the row stays for a moment to say so. */
export interface SessionEntry extends PanelSession {
  readonly ended: boolean;
}

/** A ref that a person selected; it may be out of sight, and not known. */
export interface SelectedRef {
  readonly sessionId: string;
  readonly refId: string;
}

/** A release of several refs that waits for a yes. */
export interface PendingRelease {
  readonly refs: readonly SelectedRef[];
  /** Null until it is known. */
  readonly impact: ReleaseImpact | null;
  readonly failure: string | null;
}

/** `untilMs` is on the clock of `performance.now()`. */
export interface Undo {
  readonly id: number;
  readonly count: number;
  readonly untilMs: number;
}

/** One change of what a row shows; another object for each. */
export interface Change {
  readonly key: NodeKey;
  readonly was: ObjectSummary;
}

export interface PanelState {
  /** False until the host's first `state`. */
  readonly isConnected: boolean;
  readonly workers: readonly PanelWorker[];
  readonly sessions: readonly SessionEntry[];
  readonly notice: PanelNotice;
  readonly refs: ReadonlyMap<string, RefList>;
  /** How the refs of each session are listed. */
  readonly arrangement: Arrangement;
  readonly objects: ReadonlyMap<NodeKey, ObjectParts>;
  /** By row; what `repr` said of a row, and its image, are kept by its {@link reprKey} and {@link imageKey}. */
  readonly evaluations: ReadonlyMap<NodeKey, Evaluation>;
  /** Types, by qualified name, whose code the person does not want to be offered to run. */
  readonly unasked: ReadonlySet<string>;
  /** What the person opened (true) or closed (false); a node's own default holds for the rest. */
  readonly expanded: ReadonlyMap<NodeKey, boolean>;
  readonly focused: NodeKey | null;
  /** Rows selected besides the focused one; empty while that alone counts. */
  readonly selection: ReadonlyMap<NodeKey, SelectedRef>;
  /** Where a range starts that Shift draws. */
  readonly anchor: NodeKey | null;
  /** Tombstones that must not come back. */
  readonly dismissed: ReadonlySet<string>;
  /** Rows whose value changed a moment ago, with a count that tells one change from the next. */
  readonly flashing: ReadonlyMap<NodeKey, number>;
  /** What rows showed before they changed, for a while. */
  readonly changes: ReadonlyMap<NodeKey, Change>;
  /** What a button could not do, by row. */
  readonly problems: ReadonlyMap<NodeKey, string>;
  /** The session that waits for a yes to its release. */
  readonly confirming: NodeKey | null;
  /** What that release would do, once it is known. */
  readonly confirmingImpact: ReleaseImpact | null;
  readonly pendingRelease: PendingRelease | null;
  /** The last release, while it can be taken back. */
  readonly undo: Undo | null;
  /** The row to bring into view, until it is found. */
  readonly revealing: { readonly sessionId: string; readonly key: NodeKey } | null;
}

export const initialState: PanelState = {
  isConnected: false,
  workers: [],
  sessions: [],
  notice: { kind: "none" },
  refs: new Map(),
  arrangement: plainArrangement,
  objects: new Map(),
  evaluations: new Map(),
  unasked: new Set(),
  expanded: new Map(),
  focused: null,
  selection: new Map(),
  anchor: null,
  dismissed: new Set(),
  flashing: new Map(),
  changes: new Map(),
  problems: new Map(),
  confirming: null,
  confirmingImpact: null,
  pendingRelease: null,
  undo: null,
  revealing: null,
};
