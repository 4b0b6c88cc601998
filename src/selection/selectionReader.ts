/**
 * Reads selections of Elixir, TypeScript and JavaScript: text in, exactly the requests that stand there out, or why
 * there are none. It sends nothing, runs nothing and knows no editor.
 */
import type { Node } from "web-tree-sitter";

import type { Dialect, Findings } from "./dialect.js";
import { elixir } from "./elixir/dialect.js";
import { fencedElixir } from "./elixir/fences.js";
import { Grammars, type LoadModule } from "./grammars.js";
import {
  Unreadable,
  type NameLookup,
  type Reading,
  type ReadParams,
  type ReadRequest,
  type SelectionQuestion,
} from "./reading.js";
import { statementsIn } from "./selected.js";
import { around, placeOf, unreadable } from "./syntax.js";
import { typescript } from "./typescript/dialect.js";
import { boundRef } from "./values.js";

/** A ref of no session, for reading that only finds out which names are needed. */
const anyRef = {
  __type__: "ref",
  __schema__: 1,
  id: "",
  session_id: "",
  type_name: "",
  python_module: "",
  library: "",
} as const;

export class SelectionReader {
  readonly #grammars: Grammars;

  constructor(load: LoadModule) {
    this.#grammars = new Grammars(load);
  }

  /** The names of the session that the selection needs; reading it again tells what it says with them. */
  async namesIn(params: ReadParams): Promise<ReadonlySet<string>> {
    const names = new Set<string>();
    await this.read(params, (name) => {
      names.add(name);
      return anyRef;
    });
    return names;
  }

  async read(params: ReadParams, lookup: NameLookup): Promise<Reading> {
    const { range, grammar } = params;
    const text = params.isFenced ? fencedElixir(params.text) : params.text;
    const dialect = grammar === "elixir" ? elixir : typescript;
    const root = await this.#grammars.parse(text, grammar);
    try {
      const statements = statementsIn(root, text, range, dialect);
      const questions: SelectionQuestion[] = [];
      const requests = statements.map((statement) => {
        const findings = { lookup, ask: (question: SelectionQuestion) => questions.push(question) };
        return readStatement(statement, dialect, findings);
      });
      return { kind: "requests", requests, questions };
    } catch (error) {
      if (error instanceof Unreadable) return { kind: "invalid", range, problem: error.problem };
      throw error;
    }
  }
}

function readStatement(statement: Node, dialect: Dialect, findings: Findings): ReadRequest {
  if (statement.hasError) throw unreadable(statement);
  const said = dialect.read(statement, findings);
  if ([...around(statement)].some(({ isError }) => isError)) {
    findings.ask({ kind: "brokenAround", source: statement.text });
  }
  const place = placeOf(statement);
  switch (said.kind) {
    case "steps":
    case "program":
      return { ...place, ...said };
    case "release":
      return { ...place, kind: "release", name: said.name, ref: boundRef(said.name, findings) };
  }
}
