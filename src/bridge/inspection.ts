/**
 * Looking at sessions and objects by address, as an inspector has them. Starts no worker, touches no lifetime,
 * and runs no user code except where a person asks for one row (`evaluate`, `display`).
 */

import type { CopyParams, CopyResult } from "../protocol/copying.js";
import type { DisplayParams, DisplayResult } from "../protocol/display.js";
import type {
  ChildrenParams,
  ChildrenResult,
  DescribeResult,
  EvaluateParams,
  EvaluateResult,
  ObjectAddress,
} from "../protocol/inspection.js";
import type { SideRequests } from "../protocol/methods.js";
import type {
  ExtendParams,
  PinParams,
  RefInfo,
  RefsParams,
  RefsResult,
  SessionInfo,
} from "../protocol/sessions.js";
import { decodeBytes } from "./decodeScalars.js";
import { RefNotFoundError } from "./errors.js";
import type { Pools } from "./pools.js";
import { search } from "./search.js";
import type { SearchOptions, SearchResult } from "./search.js";
import type { SessionHome } from "./sessionHome.js";

/** A session as listed, with where it lives. */
export interface SessionEntry extends SessionInfo {
  readonly pool: string;
  readonly workerId: string;
  /** Names the life of the worker; refs of another one are gone. */
  readonly epoch: string;
}

/** An object as it shows itself: `data` is text of SVG and HTML, as it came and unsafe; else the encoded image. */
export interface Display extends Omit<DisplayResult, "data"> {
  readonly data: string | Uint8Array;
}

/** Most refs one listing request may ask for. */
const pageSize = 1000;

/** Made by the bridge. */
export let createInspection: (pools: Pools) => Inspection;

/** See the module's comment. Addresses are refs' ids in their sessions. */
export class Inspection {
  readonly #pools: Pools;

  static {
    createInspection = (pools) => new Inspection(pools);
  }

  private constructor(pools: Pools) {
    this.#pools = pools;
  }

  /** All sessions of all workers that run, in creation order within each. */
  async sessions(): Promise<readonly SessionEntry[]> {
    const lists = await Promise.all(
      this.#pools.workers.map(async (worker) => {
        const infos = await worker.ask("snakebridge/sessions", {});
        const place = { pool: worker.pool, workerId: worker.id, epoch: worker.about.epoch };
        return infos.map((info) => ({ ...info, ...place }));
      }),
    );
    return lists.flat();
  }

  /** A window of a session's refs, oldest first. An unknown session has none. */
  async refs(params: RefsParams): Promise<RefsResult> {
    const home = this.#find(params.session);
    if (!home) return { total: 0, start: 0, refs: [] };
    return home.ask("snakebridge/refs", params);
  }

  /** One ref of a session, if it is alive. */
  async ref(session: string, id: string): Promise<RefInfo | undefined> {
    return (await this.refs({ session, only: [id] })).refs[0];
  }

  /** All refs of a session, oldest first. */
  async allRefs(session: string): Promise<readonly RefInfo[]> {
    const refs: RefInfo[] = [];
    for (;;) {
      const page = await this.refs({ session, start: refs.length, count: pageSize });
      refs.push(...page.refs);
      if (page.refs.length === 0 || refs.length >= page.total) return refs;
    }
  }

  /** A window of one part of an object. */
  children(params: ChildrenParams): Promise<ChildrenResult> {
    return this.#ask("snakebridge/children", params);
  }

  /** Type, doc, signature and source of an object. */
  describe(address: ObjectAddress): Promise<DescribeResult> {
    return this.#ask("snakebridge/describe", address);
  }

  /**
   * An object as text in one of the forms, whole: a long text is fetched in windows. Runs no user code; `reason` says
   * why there is no such text. Past `mostCharacters` it stops with what it has and `next` not null.
   */
  async copy(
    params: Omit<CopyParams, "start">,
    { mostCharacters = Infinity }: { readonly mostCharacters?: number } = {},
  ): Promise<CopyResult> {
    const first = await this.#ask("snakebridge/copy", params);
    const texts = [first.text ?? ""];
    let length = texts[0]?.length ?? 0;
    let { next } = first;
    while (next !== null && length <= mostCharacters) {
      const more = await this.#ask("snakebridge/copy", { ...params, start: next });
      texts.push(more.text ?? "");
      length += more.text?.length ?? 0;
      // What was cut off meanwhile has no end to go on to.
      next = more.text === null ? null : more.next;
    }
    return { ...first, next, text: first.text === null ? null : texts.join("") };
  }

  /** Searches names, keys and values, of one session or all that live. See {@link SearchOptions.onProgress}. */
  search(query: string, options: SearchOptions = {}): Promise<SearchResult> {
    const { session } = options;
    const homes = session === undefined ? [] : this.#pools.findAll(session);
    const workers =
      session === undefined ? this.#pools.workers : homes.map(({ slot }) => slot.worker);
    return search(
      [...new Set(workers)].filter((worker) => worker !== undefined),
      query,
      options,
    );
  }

  /** Reads one property, or calls one `repr`, for real: runs user code, within a time budget. */
  async evaluate(params: EvaluateParams): Promise<EvaluateResult> {
    return this.#known(params).ask("snakebridge/evaluate", params);
  }

  /**
   * Has an object show itself as one of the wanted MIME types: runs user code, within a time budget; abort to interrupt
   * it. Rejects with `PythonError` if it gives none of them, or more than 16 MB.
   */
  async display(params: DisplayParams, signal?: AbortSignal): Promise<Display> {
    const shown = await this.#known(params).ask("snakebridge/display", params, signal);
    const { data } = shown;
    return { ...shown, data: typeof data === "string" ? data : decodeBytes({ ...data }) };
  }

  /** The ref expires at the later of its present expiry and now + `seconds`. */
  extend(params: ExtendParams): Promise<RefInfo> {
    return this.#ask("snakebridge/extend", params);
  }

  /** A pinned ref is never evicted or expired. */
  pin(params: PinParams): Promise<RefInfo> {
    return this.#ask("snakebridge/pin", params);
  }

  async #ask<
    M extends
      | "snakebridge/children"
      | "snakebridge/copy"
      | "snakebridge/describe"
      | "snakebridge/extend"
      | "snakebridge/pin",
  >(method: M, params: SideRequests[M]["params"]): Promise<SideRequests[M]["result"]> {
    return this.#known(params).ask(method, params);
  }

  #find(session: string): SessionHome | undefined {
    const home = this.#pools.find(session);
    return home?.slot.isRunning ? home : undefined;
  }

  #known({ session, ref }: { readonly session: string; readonly ref: string }): SessionHome {
    const home = this.#find(session);
    if (!home) throw new RefNotFoundError(ref, session, "unknown");
    return home;
  }
}
