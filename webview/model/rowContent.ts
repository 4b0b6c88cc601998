/**
 * What a row can be. A row says what is there; how it looks and reads is the view's work, and what is
 * only about this moment (flash, evaluation, focus) is looked up by its key.
 */
import type { RefGrouping } from "../../src/protocol/arranging.js";
import type { ChildPart, ObjectAddress } from "../../src/protocol/inspection.js";
import type { PanelWorker } from "../../src/protocol/panel.js";

import type { NodeKey } from "./nodeKeys.js";
import type { ChildEntry, Grave, RefEntry, SessionEntry } from "./state.js";

/** Where a row's data comes from, and so what to ask for when it is missing or out of date. */
export interface Spot {
  readonly source:
    | { readonly kind: "refs"; readonly sessionId: string }
    | {
        readonly kind: "children";
        readonly key: NodeKey;
        readonly address: ObjectAddress;
        /** Undefined before it is known which parts there are. */
        readonly part: ChildPart | undefined;
      };
  readonly position: number;
  readonly isFresh: boolean;
}

/** `expanded` is null for a row that cannot be opened. */
interface RowBase<Kind extends string> {
  readonly kind: Kind;
  readonly key: NodeKey;
  readonly expanded: boolean | null;
}

export interface WorkerRow extends RowBase<"worker"> {
  readonly worker: PanelWorker;
  /** One of several, or a gateway to a cluster: called by its id, which says its pool. */
  readonly isOneOfSeveral: boolean;
}

export interface SessionRow extends RowBase<"session"> {
  readonly session: SessionEntry;
  /** How many of its refs pass the filter; null while there is none. */
  readonly listed: number | null;
  /** Why it is lost, if it is. */
  readonly exitSummary: string | null;
}

export interface RefRow extends RowBase<"ref"> {
  readonly entry: RefEntry;
  readonly address: ObjectAddress;
  /** It is the one that goes when its session overflows, and the session is nearly full. */
  readonly isNextToGo: boolean;
  /** Its session, where no row above says that; null where one does. */
  readonly sessionTitle: string | null;
  readonly spot: Spot;
}

export interface TombstoneRow extends RowBase<"tombstone"> {
  readonly sessionId: string;
  readonly grave: Grave;
}

export interface ChildRow extends RowBase<"child"> {
  /** Of a lazy row that was evaluated, with the summary of the value. */
  readonly child: ChildEntry["info"];
  readonly address: ObjectAddress;
  /** Qualified type of the object it is a part of. */
  readonly ownerType: string;
  /** The row this one is the same object as, when it closes a cycle. */
  readonly sameAs: NodeKey | null;
  readonly spot: Spot;
}

/** A row that shows an object. */
export type ObjectRow = RefRow | ChildRow;

export interface GroupRow extends RowBase<"group"> {
  readonly part: ChildPart;
  readonly total: number;
}

/** Refs of one session, or of all, that have their type or origin in common. */
export interface RefGroupRow extends RowBase<"refGroup"> {
  readonly grouping: RefGrouping;
  readonly name: string;
  readonly total: number;
}

export interface NoteRow extends RowBase<"note"> {
  readonly text: string;
}

export interface PendingRow extends RowBase<"pending"> {
  readonly spot: Spot;
}

export interface FailureRow extends RowBase<"failure"> {
  readonly message: string;
  readonly spot: Spot;
}

export type RowContent =
  | WorkerRow
  | SessionRow
  | RefRow
  | TombstoneRow
  | ChildRow
  | GroupRow
  | RefGroupRow
  | NoteRow
  | PendingRow
  | FailureRow;
