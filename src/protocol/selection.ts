/**
 * From text to request: `snakebridge/parseSelection` reads a selection with Python's own parser and tells
 * exactly what it asks for. It sends nothing and runs nothing.
 */

import type {
  AttrParams,
  CallParams,
  GetParams,
  KeywordArguments,
  MethodParams,
  TextRange,
} from "./calls.js";
import type { WireRef, WireStreamRef, WireValue } from "./values.js";

/** What to read: the whole document's text (imports matter), and the selected range; an empty one is a caret. */
export interface ParseSelectionParams {
  readonly session: string;
  readonly text: string;
  readonly range: TextRange;
}

/**
 * The receiver of a step: the result of the step before, or a name bound in the session, with the ref it is
 * bound to now. A selection on a name that is bound to no ref is no `steps` but a `run`.
 */
export type StepReceiver =
  | { readonly kind: "previous" }
  | { readonly kind: "name"; readonly name: string; readonly ref: WireRef | WireStreamRef };

/** One request of the chain that a selection stands for. */
export type SelectionStep =
  | ({ readonly kind: "call" } & Pick<CallParams, "module" | "function"> & StepArguments)
  | ({ readonly kind: "get" } & Pick<GetParams, "module" | "attr">)
  | ({ readonly kind: "method"; readonly receiver: StepReceiver } & Pick<MethodParams, "name"> &
      StepArguments)
  | ({ readonly kind: "attr"; readonly receiver: StepReceiver } & Pick<AttrParams, "name">);

/** Arguments already in wire form; a name bound to a ref is that ref. */
export interface StepArguments {
  readonly args: readonly WireValue[];
  readonly kwargs: KeywordArguments;
}

/** What has to be there before, and what is there afterwards. Reads may name more than the session's own. */
export interface SelectionNames {
  readonly reads: readonly string[];
  readonly binds: readonly string[];
}

/** A chain of requests, or source to run because the selection says more than calls can. */
export type ParsedSelection = {
  /** The exact range that was understood (the caret's smallest call, the dedented selection). */
  readonly range: TextRange;
  /** Its source text. */
  readonly source: string;
  /** The name it is assigned to, if it is one simple name. */
  readonly bind: string | null;
  /** The names of the session that it reads and binds; absent where nothing can be read, or what is read is no Python. */
  readonly names?: SelectionNames;
} & (
  | {
      readonly kind: "steps";
      readonly steps: readonly SelectionStep[];
      /** The same as a program, for running it again; null or absent where there is none. */
      readonly program?: string | null;
    }
  | {
      readonly kind: "run";
      /** The file's imports that the selection needs, then the selection itself. */
      readonly program: string;
      /** Why it is more than calls, in words for a person. */
      readonly reason: string;
    }
  | {
      readonly kind: "invalid";
      /** What is wrong and what to do, in words for a person. */
      readonly reason: string;
    }
);
