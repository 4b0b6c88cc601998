/** What the host may send to a table's page, checked before anything believes it. */
import type { PageReply } from "../../src/protocol/pageRequests.js";
import type { TableColumn, TableFilter, TableSort } from "../../src/protocol/table.js";
import type {
  TableArrangement,
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
} from "../check.js";
import type { ResultChecks } from "../hostLink.js";

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

/** What the host sends by itself. */
export type TableMessage = Exclude<ToTablePanelMessage, PageReply>;

type MessageOf<Kind> = Extract<TableMessage, { kind: Kind }>;

export const isTableMessage = anyOf<TableMessage>(
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
);

/** What the answer to each request looks like. */
export const tableResults: ResultChecks<TablePanelRequests> = {
  arrange: shape({ rows: isNumber }),
  window: shape({
    start: isNumber,
    rows: isNumber,
    labels: listOf(isText),
    positions: listOf(isNumber),
    cells: listOf(listOf(nullable(isText))),
  }),
};
