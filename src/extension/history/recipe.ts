/** What the history has to know of a selection, or of what a person typed into a prompt, to run it again. */
import type { ParsedSelection, SelectionNames } from "../../protocol/selection.js";
import type { EntryKind, Recipe } from "./entries.js";

/** A selection of any language that can be run; only Python tells its program and names. */
interface Runnable extends Pick<ParsedSelection, "source" | "range" | "bind"> {
  readonly kind: "steps" | "run" | "program";
  readonly steps?: readonly { readonly kind: EntryKind }[];
  readonly program?: string | null | undefined;
  readonly names?: SelectionNames | undefined;
}

const noNames = { reads: [], binds: [] };

export function recipeOf(selection: Runnable, sessionId: string, uri: string): Recipe {
  const { source, names = noNames, bind, range } = selection;
  // The program of another language's text is no statement that binds what it gives.
  const program = selection.kind === "program" ? null : (selection.program ?? null);
  const kind = selection.steps?.at(-1)?.kind ?? "run";
  return { kind, source, program, names, bind, sessionId, place: { uri, range } };
}

/** Of an expression that begins with a module, which is imported for it, or with a name of the session's. */
export function typedRecipe(
  kind: EntryKind,
  sessionId: string,
  source: string,
  root: { readonly module: string } | { readonly name: string | undefined },
): Recipe {
  const common = { kind, source, bind: null, sessionId, place: null };
  if ("module" in root) {
    return { ...common, program: `import ${root.module}\n${source}`, names: noNames };
  }
  const { name } = root;
  return name === undefined
    ? { ...common, program: null, names: noNames }
    : { ...common, program: source, names: { reads: [name], binds: [] } };
}
