/** What the host may send to a table's page, checked before anything believes it. */
import type { TableColumn, TableFilter, TableSort } from "../../src/protocol/table.js";
import type {
  TableArrangement,
  TablePanelRequestName,
  TablePanelRequests,
  ToTablePanelMessage,
} from "../../src/protocol/tablePanel.js";
import {
  anyOf,
  exactly,
  isBoolean,
  isNumber,
  isText,
  listOf,
  nullable,
  oneOf,
  shape,
  unread,
} from "../check.js";
import type { Check } from "../check.js";

const isColumn = shape<TableColumn>({
  name: isText,
  dtype: isText,
  kind: oneOf<TableColumn["kind"]>({
    number: true,
    text: true,
    boolean: true,
    moment: true,
    object: true,
  }),
});
const isFilter = shape<TableFilter>({
  column: isNumber,
  kind: oneOf<TableFilter["kind"]>({ contains: true, equals: true, less: true, greater: true }),
  text: isText,
});
const isArrangement = shape<TableArrangement>({
  sort: nullable(shape<TableSort>({ column: isNumber, descending: isBoolean })),
  filters: listOf(isFilter),
});

type MessageOf<Kind> = Extract<ToTablePanelMessage, { kind: Kind }>;
type ReplyOf<Ok> = Extract<MessageOf<"reply">, { ok: Ok }>;

export const isTableMessage = anyOf<ToTablePanelMessage>(
  shape<MessageOf<"table">>({
    kind: exactly("table"),
    title: isText,
    rows: isNumber,
    shownRows: isNumber,
    columns: listOf(isColumn),
    arrangement: isArrangement,
  }),
  shape<MessageOf<"ended">>({ kind: exactly("ended"), message: isText }),
  shape<MessageOf<"failed">>({ kind: exactly("failed"), message: isText }),
  shape<ReplyOf<true>>({
    kind: exactly("reply"),
    id: isNumber,
    ok: exactly(true),
    result: unread(),
  }),
  shape<ReplyOf<false>>({
    kind: exactly("reply"),
    id: isNumber,
    ok: exactly(false),
    message: isText,
  }),
);

/** What the answer to each request looks like. */
export const tableResults: {
  readonly [Name in TablePanelRequestName]: Check<TablePanelRequests[Name]["result"]>;
} = {
  arrange: shape({ rows: isNumber }),
  window: shape({
    start: isNumber,
    rows: isNumber,
    labels: listOf(isText),
    positions: listOf(isNumber),
    cells: listOf(listOf(nullable(isText))),
  }),
};
