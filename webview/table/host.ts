/** A table's way to the extension host: requests with their answers, and the messages it sends by itself. */
import type {
  FromTablePanelMessage,
  TablePanelRequestName,
  TablePanelRequests,
  ToTablePanelMessage,
} from "../../src/protocol/tablePanel.js";

import { isTableMessage, tableResults } from "./messages.js";

/** What the host sends by itself. */
export type TableMessage = Exclude<ToTablePanelMessage, { kind: "reply" }>;

/** An answer that is on its way. */
export interface Asked<Result> {
  readonly id: number;
  /** Rejects with the host's words. */
  readonly answer: Promise<Result>;
}

type Reply = Extract<ToTablePanelMessage, { kind: "reply" }>;

export class TableHost {
  readonly #port: { readonly postMessage: (message: FromTablePanelMessage) => void };
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #lastId = 0;

  constructor(port: { readonly postMessage: (message: FromTablePanelMessage) => void }) {
    this.#port = port;
  }

  post(message: Exclude<FromTablePanelMessage, { kind: "request" }>): void {
    this.#port.postMessage(message);
  }

  ask<Name extends TablePanelRequestName>(
    name: Name,
    params: TablePanelRequests[Name]["params"],
  ): Asked<TablePanelRequests[Name]["result"]> {
    const id = ++this.#lastId;
    const isResult = tableResults[name];
    const answer = new Promise<TablePanelRequests[Name]["result"]>((resolve, reject) => {
      this.#waiting.set(id, (reply) => {
        if (!reply.ok) reject(new Error(reply.message));
        else if (isResult(reply.result)) resolve(reply.result);
        else reject(new Error(`The answer to “${name}” cannot be read.`));
      });
    });
    // SAFETY: `params` belongs to `name` by the signature; TypeScript does not follow the pair into the union.
    this.#port.postMessage({ kind: "request", id, name, params } as FromTablePanelMessage);
    return { id, answer };
  }

  /** Takes what the window received; returns what the host sent by itself, if it was that. */
  receive(data: unknown): TableMessage | undefined {
    if (!isTableMessage(data)) {
      console.warn("SnakeBridge: dropped a malformed message from the host", data);
      return undefined;
    }
    if (data.kind !== "reply") return data;
    const settle = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    settle?.(data);
    return undefined;
  }
}
