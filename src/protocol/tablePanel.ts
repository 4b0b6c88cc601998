/**
 * Everything the extension host and the page of an open table say to each other. The page knows no session, ref or
 * table id: the host has one page for one table.
 */

import type { PageReply, PageRequest } from "./pageRequests.js";
import type {
  TableArrangeResult,
  TableColumn,
  TableFilter,
  TableSort,
  TableWindowResult,
} from "./table.js";

/** How the rows of a table are shown. */
export interface TableArrangement {
  readonly sort: TableSort | null;
  readonly filters: readonly TableFilter[];
}

/** Requests the page may make; the host answers each exactly once. */
export interface TablePanelRequests {
  arrange: { readonly params: TableArrangement; readonly result: TableArrangeResult };
  window: {
    readonly params: {
      readonly start: number;
      readonly count: number;
      readonly firstColumn: number;
      readonly columnCount: number;
      readonly longest?: number;
    };
    readonly result: TableWindowResult;
  };
}

/** Name of a request of the page. */
export type TablePanelRequestName = keyof TablePanelRequests;

/**
 * Host → page. `table` replaces everything: what the object is now, all of its rows, and how they were arranged
 * when the page was last seen. `ended`: the object is gone, for this reason.
 */
export type ToTablePanelMessage =
  | {
      readonly kind: "table";
      readonly title: string;
      readonly rows: number;
      readonly shownRows: number;
      readonly columns: readonly TableColumn[];
      readonly arrangement: TableArrangement;
    }
  | { readonly kind: "ended"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string }
  | PageReply;

/**
 * Page → host. `ready` asks for the first `table`, `reopen` looks at the object anew; `cancel` interrupts the
 * request of that id; `copy` puts text on the clipboard.
 */
export type FromTablePanelMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "reopen" }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "copy"; readonly text: string }
  | PageRequest<TablePanelRequests>;
