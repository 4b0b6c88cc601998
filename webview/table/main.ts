/** Start of a table's page: takes VS Code's API, draws, and tells the host that it listens. */
import { registerControls } from "../controls.js";

import { TableGrid } from "./grid.js";
import { TableHost } from "./host.js";
import { Table } from "./table.js";
import { TableView } from "./view.js";

const api = acquireVsCodeApi();

registerControls();
customElements.define("snakebridge-table-grid", TableGrid);
customElements.define("snakebridge-table", TableView);

const host = new TableHost(api);
const table = new Table(host);
document.body.append(new TableView(table, new TableGrid(table)));
window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = host.receive(event.data);
  if (message) table.take(message);
});
host.post({ kind: "ready" });
