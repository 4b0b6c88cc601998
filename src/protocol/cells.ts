/**
 * Cells of notebooks. A cell is run like `run`, and what it ends with is shown in every form that its class offers;
 * what it shows before comes in events, in order with what it prints. After it, what its names stand for has refs.
 */

import type { ExecutionParams } from "./calls.js";

/** An object as its class shows it in one media type. */
export interface DisplayForm {
  readonly mime: string;
  /** How `data` is to be read: as it is, or as bytes in base64. */
  readonly encoding: "text" | "base64";
  readonly data: string;
}

/** `snakebridge/runCell`: run a cell in the session's namespace. Magics and `!commands` in it are understood. */
export interface RunCellParams extends ExecutionParams {
  readonly source: string;
  /** What tracebacks call the cell. */
  readonly fileName: string;
  /** The cell's number, from 1: what `In` and `Out` know it by. Without it, the next. */
  readonly order?: number;
}

/** What a cell ends with: a value, then the figures that it left open, which are closed. */
export interface RunCellResult {
  /** The value of the last expression in all its forms, its text last; null if there is none to show. */
  readonly forms: readonly DisplayForm[] | null;
  readonly figures: readonly (readonly DisplayForm[])[];
  /** The ref of the value, if it has one and is no plain data, whose text says it all. */
  readonly ref: string | null;
}

/**
 * `snakebridge/displayed` event: `display(…)` showed an object, `update` replaces what stands under that `displayId`
 * wherever it stands, `clear` takes away what the cell has shown, `clearNext` does so when the next thing comes.
 */
export interface DisplayedParams {
  readonly session: string | null;
  readonly requestId: number | string | null;
  readonly change: "show" | "update" | "clear" | "clearNext";
  readonly displayId: string | null;
  readonly forms: readonly DisplayForm[];
}
