/** A table's way to the extension host. */
import type { PageRequest } from "../../src/protocol/pageRequests.js";
import type { FromTablePanelMessage, TablePanelRequests } from "../../src/protocol/tablePanel.js";

import { HostLink } from "../hostLink.js";
import type { HostPort } from "../hostLink.js";
import { isTableMessage, tableResults } from "./messages.js";
import type { TableMessage } from "./messages.js";

type ToHost = Exclude<FromTablePanelMessage, PageRequest<TablePanelRequests>>;

export class TableHost extends HostLink<TablePanelRequests, TableMessage, ToHost> {
  constructor(port: HostPort<FromTablePanelMessage>) {
    super(port, { isMessage: isTableMessage, results: tableResults });
  }
}
