/**
 * Objects as tables: lists, NumPy arrays, frames of pandas and Polars, Arrow tables. Opening one is a person's
 * wish: library code may run then, on the main thread and within a budget. An open table keeps no object alive;
 * each request finds its object anew, and rejects with `refNotFound` when the ref is gone.
 */

import type { ObjectAddress } from "./inspection.js";

/** What the cells of a column are: how they are aligned, and which filters make sense. */
export type TableColumnKind = "number" | "text" | "boolean" | "moment" | "object";

/** A column as the header shows it. */
export interface TableColumn {
  readonly name: string;
  /** As its library names it; for lists, the names of the types that were met. */
  readonly dtype: string;
  readonly kind: TableColumnKind;
}

/** What every request of a table may say. */
interface TableBudget {
  /** Milliseconds after which Python is interrupted; default 30,000. */
  readonly budgetMs?: number;
}

/** `snakebridge/tableOpen`: the schema of an object, and an id for the requests that follow. */
export interface TableOpenParams extends ObjectAddress, TableBudget {}

/** At most 10,000 columns are told. */
export interface TableOpenResult {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}

/** An open table, by the session of its ref. */
interface OpenTable {
  readonly session: string;
  readonly table: string;
}

/** What one column sorts by; missing cells come last either way. */
export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

/**
 * What a cell must be. `contains` looks at its text, whatever its case; the others compare numbers with a number,
 * moments with a moment and the rest with text. No filter lets a missing cell through.
 */
export interface TableFilter {
  readonly column: number;
  readonly kind: "contains" | "equals" | "less" | "greater";
  readonly text: string;
}

/** `snakebridge/tableArrange`: sort and filter anew; the order lives as long as the table is open. */
export interface TableArrangeParams extends OpenTable, TableBudget {
  readonly sort: TableSort | null;
  readonly filters: readonly TableFilter[];
}

/** How many rows every filter lets through. */
export interface TableArrangeResult {
  readonly rows: number;
}

/** `snakebridge/tableWindow`: rows `start`… as they are arranged, and some of their columns. */
export interface TableWindowParams extends OpenTable, TableBudget {
  readonly start?: number;
  /** At most 1,000; default 100. */
  readonly count?: number;
  readonly firstColumn?: number;
  /** At most 200; default 50. */
  readonly columnCount?: number;
  /** Longest text of a cell, in characters: at most 100,000; default 200. */
  readonly longest?: number;
}

/** The window; `rows` counts those that the filters let through, which may have changed with the object. */
export interface TableWindowResult {
  readonly start: number;
  readonly rows: number;
  /** What each row is called: its label in the frame's index, else its position. */
  readonly labels: readonly string[];
  /** Where each row is in the object itself. */
  readonly positions: readonly number[];
  /** Row by row; null: missing. */
  readonly cells: readonly (readonly (string | null)[])[];
}

/** `snakebridge/tableClose`: forget the table and its order. Idempotent. */
export type TableCloseParams = OpenTable;
