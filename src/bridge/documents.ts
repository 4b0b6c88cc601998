/**
 * What an editor asks about the text in front of a person.
 */

import type { ParsedSelection, ParseSelectionParams } from "../protocol/selection.js";
import type { AttachDocumentParams } from "../protocol/sessions.js";
import type { WireValue } from "../protocol/values.js";
import { decode } from "./decode.js";
import { RefNotFoundError } from "./errors.js";
import type { Pools } from "./pools.js";
import { pathRoot } from "./wirePath.js";

/** Made by the bridge. */
export let createDocuments: (pools: Pools) => Documents;

/** See the module's comment. */
export class Documents {
  readonly #pools: Pools;

  static {
    createDocuments = (pools) => new Documents(pools);
  }

  private constructor(pools: Pools) {
    this.#pools = pools;
  }

  /** What a selection asks for. Starts a worker if none runs: Python's own parser reads it. */
  async parseSelection(params: ParseSelectionParams): Promise<ParsedSelection> {
    const home = this.#pools.homeOf(params.session, undefined);
    return home.ask("snakebridge/parseSelection", params);
  }

  /** Lets language features for a document look at the names of a session; null detaches. */
  async attach(params: AttachDocumentParams): Promise<void> {
    const home = params.session === null ? undefined : this.#pools.find(params.session);
    const workers = home ? [await home.slot.ready(home.id)] : this.#pools.workers;
    await Promise.all(workers.map((worker) => worker.ask("snakebridge/attachDocument", params)));
  }

  /**
   * The value that a parsed selection's wire form stands for. Unlike results it may name refs of any session.
   * @throws RefNotFoundError for a ref of a session that is not alive.
   */
  decode(value: WireValue): unknown {
    return decode(structuredClone(value), pathRoot, {
      ref: (wire) => {
        const home = this.#pools.find(wire.session_id);
        const worker = home?.slot.worker;
        if (!home || !worker) throw new RefNotFoundError(wire.id, wire.session_id, "unknown");
        return home.life(worker).ref(wire);
      },
      callback: () => undefined,
    });
  }
}
