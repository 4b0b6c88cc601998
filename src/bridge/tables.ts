/**
 * Objects as tables of texts, window by window, sorted and filtered in Python. Looking at one starts no worker and
 * touches no lifetime; but unlike looking at a row it may run code of the object's library.
 */

import type { ClientRequests } from "../protocol/methods.js";
import type {
  TableArrangeParams,
  TableArrangeResult,
  TableCloseParams,
  TableOpenParams,
  TableOpenResult,
  TableWindowParams,
  TableWindowResult,
} from "../protocol/table.js";
import { RefNotFoundError } from "./errors.js";
import type { Pools } from "./pools.js";

type TableMethod = "snakebridge/tableOpen" | "snakebridge/tableArrange" | "snakebridge/tableWindow";

/** Made by the bridge. */
export let createTables: (pools: Pools) => Tables;

/** See the module's comment. A table is named by the id that `open` gives, in the session of its ref. */
export class Tables {
  readonly #pools: Pools;

  static {
    createTables = (pools) => new Tables(pools);
  }

  private constructor(pools: Pools) {
    this.#pools = pools;
  }

  /** The schema of an object. Rejects with `PythonError` if it is no table. Abort to interrupt Python. */
  open(params: TableOpenParams, signal?: AbortSignal): Promise<TableOpenResult> {
    return this.#ask("snakebridge/tableOpen", params, signal);
  }

  /** Sorts and filters anew. Rejects with `PythonError` if a filter's text is not what its column holds. */
  arrange(params: TableArrangeParams, signal?: AbortSignal): Promise<TableArrangeResult> {
    return this.#ask("snakebridge/tableArrange", params, signal);
  }

  /** A window of cells, in the order of the last `arrange`. Rejects with `RefNotFoundError` when the ref went. */
  window(params: TableWindowParams, signal?: AbortSignal): Promise<TableWindowResult> {
    return this.#ask("snakebridge/tableWindow", params, signal);
  }

  /** Frees what an open table keeps in Python. Resolves, too, when its worker is gone. */
  async close(params: TableCloseParams): Promise<void> {
    const home = this.#pools.find(params.session);
    if (home?.slot.isRunning) await home.ask("snakebridge/tableClose", params);
  }

  async #ask<M extends TableMethod>(
    method: M,
    params: ClientRequests[M]["params"],
    signal: AbortSignal | undefined,
  ): Promise<ClientRequests[M]["result"]> {
    const home = this.#pools.find(params.session);
    if (home?.slot.isRunning) return home.ask(method, params, signal);
    throw new RefNotFoundError("ref" in params ? params.ref : "", params.session, "unknown");
  }
}
