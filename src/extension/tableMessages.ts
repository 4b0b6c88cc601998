/**
 * What the page of a table sends is input from outside: this checks the shape of every message before anything acts
 * on it. It knows no `vscode`; a message that does not fit is `undefined`.
 */
import type { FromTablePanelMessage } from "../protocol/tablePanel.js";
import { isBoolean, isCount, isText, listOf, oneOf, optional, shape } from "./messageShape.js";
import type { Check } from "./messageShape.js";

const mostFilters = 1_000;
const mostCopied = 100_000_000;

const isSort: Check = (value) =>
  value === null || shape({ column: isCount, descending: isBoolean })(value);
const isFilter = shape({
  column: isCount,
  kind: oneOf("contains", "equals", "less", "greater"),
  text: isText,
});
const isCopied: Check = (value) => typeof value === "string" && value.length <= mostCopied;

const messages: readonly Check[] = [
  shape({ kind: oneOf("ready", "reopen") }),
  shape({ kind: oneOf("cancel"), id: isCount }),
  shape({ kind: oneOf("copy"), text: isCopied }),
  shape({
    kind: oneOf("request"),
    id: isCount,
    name: oneOf("arrange"),
    params: shape({ sort: isSort, filters: listOf(isFilter, mostFilters) }),
  }),
  shape({
    kind: oneOf("request"),
    id: isCount,
    name: oneOf("window"),
    params: shape({
      start: isCount,
      count: isCount,
      firstColumn: isCount,
      columnCount: isCount,
      longest: optional(isCount),
    }),
  }),
];

/** The message, if `value` is one. */
export function parseTableMessage(value: unknown): FromTablePanelMessage | undefined {
  return isTableMessage(value) ? value : undefined;
}

function isTableMessage(value: unknown): value is FromTablePanelMessage {
  return messages.some((fits) => fits(value));
}
