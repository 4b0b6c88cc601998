/**
 * What the webview sends is input from outside: this checks the shape of every message before anything
 * acts on it. It knows no `vscode` and throws nothing; a message that does not fit is `undefined`.
 */
import { panelCommands } from "../protocol/panel.js";
import type { FromPanelMessage, PanelRequestName } from "../protocol/panel.js";
import {
  deepestPath,
  isAmount,
  isBoolean,
  isCount,
  isId,
  isPart,
  isRecord,
  isStep,
  listOf,
  mostRefs,
  oneOf,
  optional,
  shape,
} from "./messageShape.js";
import type { Check } from "./messageShape.js";

const longestTyped = 1_000;

const address = { session: isId, ref: isId, path: optional(listOf(isStep, deepestPath)) };
const window = { start: optional(isCount), count: optional(isCount) };

/** What a person types in a field. */
const isShort: Check = (value) => typeof value === "string" && value.length <= longestTyped;

const isArrangement = shape({
  sort: optional(oneOf("name", "type", "size", "age", "remaining", "used")),
  descending: optional(isBoolean),
  filter: optional(isShort),
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
  children: shape({ ...address, ...window, part: optional(isPart), seek: optional(isShort) }),
  describe: shape(address),
  image: shape(address),
  evaluate: shape({ ...address, budgetMs: optional(isAmount), form: oneOf("value", "repr") }),
  releaseImpact: shape({ session: isId, refs: optional(listOf(isId, mostRefs)) }),
  release: shape({ chosen }),
  undoRelease: shape({ id: isCount }),
  prolong: shape({ chosen, how: oneOf("keep", "extend") }),
  copy: shape({ chosen }),
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
  snakebridgeKind: optional(isId),
  snakebridgeTable: optional(isBoolean),
  snakebridgeItems: optional(isBoolean),
  snakebridgeDisplays: optional(isId),
});

const otherMessages: readonly Check[] = [
  shape({ kind: oneOf("ready") }),
  shape({ kind: oneOf("command"), command: oneOf(...panelCommands), row: optional(isRow) }),
  shape({ kind: oneOf("dismiss"), sessionId: isId, refIds: listOf(isId, mostRefs) }),
  shape({ kind: oneOf("keyboard"), isHere: isBoolean }),
  shape({ kind: oneOf("nothingFocused"), wanted: oneOf("details", "seek") }),
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
