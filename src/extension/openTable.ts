/**
 * One open table: opens it in Python, answers its page, and closes it there when the panel goes. Knows no panel: it
 * is given what to post with. An object that is gone is told once; nothing more is asked for then.
 */
import * as vscode from "vscode";

import { RefNotFoundError, WorkerExitedError } from "../bridge/index.js";
import type { SnakeBridge } from "../bridge/index.js";
import type { ObjectAddress } from "../protocol/inspection.js";
import type { TableOpenResult } from "../protocol/table.js";
import type {
  FromTablePanelMessage,
  TableArrangement,
  ToTablePanelMessage,
} from "../protocol/tablePanel.js";
import { explainError } from "./userErrors.js";

export interface OpenTablePorts {
  readonly bridge: () => Promise<SnakeBridge>;
  readonly post: (message: ToTablePanelMessage) => void;
}

type TableRequest = Extract<FromTablePanelMessage, { kind: "request" }>;

const asItStands: TableArrangement = { sort: null, filters: [] };

export class OpenTable {
  readonly address: ObjectAddress;
  readonly #title: string;
  readonly #ports: OpenTablePorts;
  readonly #running = new Map<number, AbortController>();
  #opened: TableOpenResult | undefined;
  #arrangement = asItStands;
  #shownRows = 0;
  #ended: string | undefined;

  constructor(address: ObjectAddress, title: string, ports: OpenTablePorts) {
    this.address = address;
    this.#title = title;
    this.#ports = ports;
  }

  /** Tells the page what there is; opens the table in Python first if that was not done. */
  async show(): Promise<void> {
    try {
      if (this.#ended === undefined && !this.#opened) await this.#open();
      this.#tell();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Looks at the object anew: it may have other rows and columns by now. */
  async reopen(): Promise<void> {
    if (this.#ended !== undefined) return;
    await this.close();
    await this.show();
  }

  async answer(request: TableRequest): Promise<void> {
    const { id } = request;
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      const result = await this.#perform(request, abort.signal);
      this.#ports.post({ kind: "reply", id, ok: true, result });
    } catch (error) {
      const message = explainError(error)?.message ?? "";
      this.#ports.post({ kind: "reply", id, ok: false, message });
      if (isGone(error)) this.end(error.message);
    } finally {
      this.#running.delete(id);
    }
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** The object is gone. */
  end(message: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = message;
    this.#tell();
    void this.close();
  }

  /** Frees what Python keeps for it. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    this.#arrangement = asItStands;
    for (const abort of this.#running.values()) abort.abort();
    if (!opened) return;
    const { session } = this.address;
    const bridge = await this.#ports.bridge();
    await bridge.tables.close({ session, table: opened.table });
  }

  async #open(): Promise<void> {
    const bridge = await this.#ports.bridge();
    this.#opened = await bridge.tables.open(this.address);
    this.#shownRows = this.#opened.rows;
  }

  async #perform(request: TableRequest, signal: AbortSignal): Promise<unknown> {
    const bridge = await this.#ports.bridge();
    const place = { session: this.address.session, table: this.#opened?.table ?? "" };
    if (request.name === "window") {
      return await bridge.tables.window({ ...place, ...request.params }, signal);
    }
    const result = await bridge.tables.arrange({ ...place, ...request.params }, signal);
    this.#arrangement = request.params;
    this.#shownRows = result.rows;
    return result;
  }

  #tell(): void {
    if (this.#ended !== undefined) this.#ports.post({ kind: "ended", message: this.#ended });
    else if (this.#opened) {
      const { rows, columns } = this.#opened;
      this.#ports.post({
        kind: "table",
        title: this.#title,
        rows,
        shownRows: this.#shownRows,
        columns,
        arrangement: this.#arrangement,
      });
    }
  }

  #fail(error: unknown): void {
    if (isGone(error)) this.end(error.message);
    else
      this.#ports.post({
        kind: "failed",
        message: explainError(error)?.message ?? vscode.l10n.t("Python was interrupted."),
      });
  }
}

function isGone(error: unknown): error is Error {
  return error instanceof RefNotFoundError || error instanceof WorkerExitedError;
}
