/**
 * What a language has to tell so that its selections can be read: which nodes ask Python for something, which
 * statement such a node is the value of, and what a statement says.
 */
import type { Node } from "web-tree-sitter";

import type { SelectionStep } from "../protocol/selection.js";
import type { NameLookup, SelectionQuestion } from "./reading.js";

/** What a statement says; its place is known. */
export type Said =
  | {
      readonly kind: "steps";
      readonly bind: string | null;
      readonly steps: readonly SelectionStep[];
    }
  | { readonly kind: "program"; readonly bind: string | null; readonly program: string }
  | { readonly kind: "release"; readonly name: string };

/** What reading needs to know, and what it finds out on its way. */
export interface Findings {
  readonly lookup: NameLookup;
  ask(question: SelectionQuestion): void;
}

export interface Dialect {
  /** Whether the node is a call to SnakeBridge, by its form alone. */
  isRequest(node: Node): boolean;
  /** The statement whose whole value the request is, else the request itself. */
  statementOf(request: Node): Node;
  /**
   * The statements that a node consists of; throws `Unreadable` where one is no request. `node` may be
   * a statement or a part of one.
   */
  statementsOf(node: Node): readonly Node[];
  /** Throws `Unreadable`. */
  read(statement: Node, findings: Findings): Said;
}
