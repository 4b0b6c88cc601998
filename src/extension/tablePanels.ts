/** Open tables in panels among the editors. */
import type { FromTablePanelMessage, ToTablePanelMessage } from "../protocol/tablePanel.js";
import * as vscode from "vscode";

import { ObjectPanels } from "./objectPanels.js";
import type { ObjectPanelPorts } from "./objectPanels.js";
import { OpenTable } from "./openTable.js";
import { parseTableMessage } from "./tableMessages.js";

export type TablePanels = ObjectPanels<ToTablePanelMessage>;

export function createTablePanels(ports: ObjectPanelPorts): TablePanels {
  return new ObjectPanels(ports, {
    viewType: "snakebridgeTable",
    page: "table",
    show: ({ address, title }, post) => {
      const table = new OpenTable(address, title, { bridge: () => ports.bridge.get(), post });
      return {
        address,
        receive: async (received) => {
          const message = parseTableMessage(received);
          if (message) await act(table, message);
          return message !== undefined;
        },
        end: (message) => table.end(message),
        close: () => table.close(),
      };
    },
  });
}

async function act(table: OpenTable, message: FromTablePanelMessage): Promise<void> {
  switch (message.kind) {
    case "ready":
      await table.show();
      return;
    case "reopen":
      await table.reopen();
      return;
    case "cancel":
      table.cancel(message.id);
      return;
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      return;
    case "request":
      await table.answer(message);
  }
}
