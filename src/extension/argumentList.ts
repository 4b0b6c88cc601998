/** The text of a call's arguments, put together from what a person gave for its parameters. Knows no editor. */
import type { Parameter } from "./callCatalog.js";

/** What was given, as Python text, by parameter. */
export type Given = ReadonlyMap<string, string>;

/** Parameters that nothing was given for and that have no default. */
export function missingIn(parameters: readonly Parameter[], given: Given): readonly Parameter[] {
  return parameters.filter(({ name, isRequired, kind }) => {
    return isRequired && !isCollecting(kind) && !given.has(name);
  });
}

/** Whether the parameter takes all that is left: `*args`, `**kwargs`. */
export function isCollecting(kind: Parameter["kind"]): boolean {
  return kind === "rest" || kind === "keywords";
}

/**
 * `"x", flags=2`. What can only be told by its place needs all before it: those that were left out are written
 * with their defaults. `undefined` where such a default is no literal.
 */
export function argumentListText(
  parameters: readonly Parameter[],
  given: Given,
): string | undefined {
  const placed = parameters.filter(({ kind }) => kind === "positional" || kind === "either");
  const rest = parameters.find(({ kind, name }) => kind === "rest" && given.has(name));
  const count = rest ? placed.length : placed.findLastIndex((each) => needsPlace(each, given)) + 1;
  const byPlace = placed.slice(0, count).map((each) => given.get(each.name) ?? each.default);
  if (byPlace.some((text) => text === null)) return undefined;
  const named = [...placed.slice(count), ...parameters.filter(({ kind }) => kind === "keyword")];
  const byName = named.flatMap(({ name }) => {
    const text = given.get(name);
    return text === undefined ? [] : [`${name}=${text}`];
  });
  const collected = (kind: Parameter["kind"]) =>
    parameters.flatMap((each) => (each.kind === kind ? (given.get(each.name) ?? []) : []));
  return [...byPlace, ...collected("rest"), ...byName, ...collected("keywords")].join(", ");
}

function needsPlace({ name, kind, isRequired }: Parameter, given: Given): boolean {
  return given.has(name) && (kind === "positional" || isRequired);
}
