/**
 * What the webview sends is input from outside: this checks the shape of every message before anything
 * acts on it. It knows no `vscode` and throws nothing; a message that does not fit is `undefined`.
 */
import { panelCommands } from "../protocol/panel.js";
import type { FromPanelMessage, PanelRequestName } from "../protocol/panel.js";

type Check = (value: unknown) => boolean;

const longestText = 1_000_000;
const deepestPath = 1_000;
const mostRefs = 100_000;
const longestFilter = 1_000;

const isText: Check = (value) => typeof value === "string" && value.length <= longestText;
const isId: Check = (value) => typeof value === "string" && value.length > 0 && value.length <= 256;
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isAmount: Check = (value) =>
  typeof value === "number" && value >= 0 && Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const isPart = oneOf("items", "attributes", "inherited", "functions", "special");

/** A wire value as far as its shape goes; Python's decoder judges its tags. */
function isJson(value: unknown, depth = 0): boolean {
  if (depth > deepestPath) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (isRecord(value)) return Object.values(value).every((item) => isJson(item, depth + 1));
  return value === null || isText(value) || isBoolean(value) || Number.isFinite(value);
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function oneOf(...texts: readonly string[]): Check {
  return (value) => typeof value === "string" && texts.includes(value);
}

function listOf(check: Check, longest: number): Check {
  return (value) => Array.isArray(value) && value.length <= longest && value.every(check);
}

function shape(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) &&
    Object.entries(checks).every(([key, check]) => check(value[key])) &&
    Object.keys(value).every((key) => Object.hasOwn(checks, key));
}

const isStep: Check = (value) =>
  [shape({ attr: isText }), shape({ item: isCount }), shape({ key: (key) => isJson(key) })].some(
    (fits) => fits(value),
  );
const address = { session: isId, ref: isId, path: optional(listOf(isStep, deepestPath)) };
const window = { start: optional(isCount), count: optional(isCount) };

const isArrangement = shape({
  sort: optional(oneOf("name", "type", "size", "age", "remaining", "used")),
  descending: optional(isBoolean),
  filter: optional((value) => typeof value === "string" && value.length <= longestFilter),
  group: optional(oneOf("type", "origin")),
});
const chosen = listOf(shape({ session: isId, refs: listOf(isId, mostRefs) }), mostRefs);

const paramChecks: Readonly<Record<PanelRequestName, Check>> = {
  refs: shape({
    session: isId,
    ...window,
    arrangement: optional(isArrangement),
    look: optional(isCount),
  }),
  children: shape({ ...address, ...window, part: optional(isPart) }),
  describe: shape(address),
  evaluate: shape({ ...address, budgetMs: optional(isAmount), form: oneOf("value", "repr") }),
  releaseImpact: shape({ session: isId, refs: optional(listOf(isId, mostRefs)) }),
  release: shape({ chosen }),
  undoRelease: shape({ id: isCount }),
  prolong: shape({ chosen, how: oneOf("keep", "extend") }),
  releaseSession: shape({ session: isId }),
  extend: shape({ session: isId, ref: isId, seconds: isAmount }),
  pin: shape({ session: isId, ref: isId, on: isBoolean }),
};

const isRow = shape({
  snakebridgeRow: oneOf("worker", "session", "ref", "selection", "child", "tombstone"),
  preventDefaultContextMenuItems: isBoolean,
  workerId: optional(isId),
  sessionId: optional(isId),
  refId: optional(isId),
  path: optional(listOf(isStep, deepestPath)),
  pinned: optional(isBoolean),
  lost: optional(isBoolean),
});

const otherMessages: readonly Check[] = [
  shape({ kind: oneOf("ready") }),
  shape({ kind: oneOf("command"), command: oneOf(...panelCommands), row: optional(isRow) }),
  shape({ kind: oneOf("dismiss"), sessionId: isId, refIds: listOf(isId, mostRefs) }),
];

/** The message, if `value` is one. */
export function parsePanelMessage(value: unknown): FromPanelMessage | undefined {
  return isPanelMessage(value) ? value : undefined;
}

function isPanelMessage(value: unknown): value is FromPanelMessage {
  return isRequest(value) || otherMessages.some((fits) => fits(value));
}

function isRequest(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, id, name, params, ...rest } = value;
  if (kind !== "request" || !isCount(id) || Object.keys(rest).length > 0) return false;
  return isRequestName(name) && paramChecks[name](params);
}

function isRequestName(name: unknown): name is PanelRequestName {
  return typeof name === "string" && Object.hasOwn(paramChecks, name);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
