/**
 * What the text of another language asks Python for, once its grammar has read it: requests as selections of Python
 * give them, what has to be asked first, or why nothing can be sent. Problems are told by kind; whoever shows them
 * finds the words.
 */
import type { Receiver, TextRange } from "../protocol/calls.js";
import type { ParsedSelection } from "../protocol/selection.js";
import type { WireValue } from "../protocol/values.js";

/** The grammars there are. */
export type Grammar = "elixir" | "typescript" | "tsx";

/** What to read: a whole document, and the selected range; an empty one is a caret. */
export interface ReadParams {
  readonly text: string;
  readonly range: TextRange;
  readonly grammar: Grammar;
  /** Whether the code stands in the `elixir` fences of a Markdown text. */
  readonly isFenced?: boolean;
}

/** What a name is bound to in the session, as a wire value; `undefined`: to nothing that could be sent. */
export type NameLookup = (name: string) => WireValue | undefined;

/** A chain of requests as a selection of Python gives it. */
type Steps = Extract<ParsedSelection, { readonly kind: "steps" }>;
type Place = Pick<Steps, "range" | "source">;

/** What one statement asks for. */
export type ReadRequest =
  | Steps
  | (Place & { readonly kind: "program"; readonly bind: string | null; readonly program: string })
  | (Place & { readonly kind: "release"; readonly name: string; readonly ref: Receiver });

/** Why text stands for no request. `source` is the part that is in the way. */
export type SelectionProblem =
  /** Neither a literal nor a name that is bound to a ref. */
  | { readonly kind: "code"; readonly source: string }
  /** A name that the session does not have, or has no ref for. */
  | { readonly kind: "unbound"; readonly source: string }
  /** A statement that asks Python for nothing. */
  | { readonly kind: "noRequest"; readonly source: string }
  /** No call where the caret is. */
  | { readonly kind: "nothingHere" }
  /** The selection cuts through code. */
  | { readonly kind: "partial" }
  /** The grammar cannot read it. */
  | { readonly kind: "unreadable"; readonly source: string }
  /** Arguments of a call that are not those it takes. */
  | { readonly kind: "arguments"; readonly source: string; readonly usage: string }
  /** An option that means something to a program only. */
  | { readonly kind: "option"; readonly source: string }
  /** Assigned to something else than one name that Python can have, too. */
  | { readonly kind: "target"; readonly source: string }
  /** `{:ok, value}` where the value is needed, or the other way round. */
  | { readonly kind: "wrapped"; readonly source: string };

/** What a person has to confirm, because the text could mean something else. */
export type SelectionQuestion =
  /** Is this a bridge of SnakeBridge? */
  | { readonly kind: "receiver"; readonly source: string }
  /** The file gives this name another value than the session. */
  | { readonly kind: "otherwiseAssigned"; readonly name: string; readonly source: string }
  /** The call stands within a scope that chooses another session. */
  | { readonly kind: "session"; readonly source: string }
  /** What the host's own code would do with each item is left out. */
  | { readonly kind: "callback"; readonly source: string }
  /** The grammar could not read what is around it. */
  | { readonly kind: "brokenAround"; readonly source: string };

export type Reading =
  | {
      readonly kind: "requests";
      readonly requests: readonly ReadRequest[];
      readonly questions: readonly SelectionQuestion[];
    }
  | { readonly kind: "invalid"; readonly range: TextRange; readonly problem: SelectionProblem };

/** Thrown where reading ends; never leaves this folder. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly problem: SelectionProblem;

  constructor(problem: SelectionProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}
