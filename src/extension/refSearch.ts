/**
 * A search that follows what a person types: begun when they pause, cancelled when they type on. It tells what
 * it found and how far it came, a few times a second. Starts no Python.
 */
import {
  CancelledError,
  type SearchHit,
  type SearchOptions,
  type SearchResult,
  type SnakeBridge,
} from "../bridge/index.js";

/** How a search stands. */
export interface SearchState {
  readonly hits: readonly SearchHit[];
  /** Undefined before anything was asked for. */
  readonly coverage: Omit<SearchResult, "hits"> | undefined;
  readonly isSearching: boolean;
  /** Why there is nothing to be found by this query. */
  readonly error: unknown;
}

type Options = Pick<SearchOptions, "session" | "caseSensitive" | "regularExpression">;

const pauseMs = 150;
const tellMs = 100;

const idle: SearchState = { hits: [], coverage: undefined, isSearching: false, error: undefined };

/** One listener's search at a time. */
export class RefSearch {
  readonly #bridge: Pick<SnakeBridge, "search">;
  readonly #onChange: (state: SearchState) => void;
  #state = idle;
  #running = new AbortController();
  #pause: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;

  constructor(bridge: Pick<SnakeBridge, "search">, onChange: (state: SearchState) => void) {
    this.#bridge = bridge;
    this.#onChange = onChange;
  }

  /** Searches for this from now on; for nothing finds nothing. */
  query(text: string, options: Options): void {
    this.dispose();
    this.#state = { ...idle, isSearching: text !== "" };
    this.#tell();
    if (text !== "") this.#pause = setTimeout(() => void this.#search(text, options), pauseMs);
  }

  /** Ends what runs; nothing more is told. */
  dispose(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#running.abort();
  }

  async #search(text: string, options: Options): Promise<void> {
    const { signal } = (this.#running = new AbortController());
    try {
      const onProgress = ({ hits, ...coverage }: SearchResult) => {
        if (signal.aborted) return;
        this.#state = { ...this.#state, hits: [...this.#state.hits, ...hits], coverage };
        this.#telling ??= setTimeout(() => this.#tell(), tellMs);
      };
      const { hits, ...coverage } = await this.#bridge.search(text, {
        ...options,
        signal,
        onProgress,
      });
      this.#end({ hits, coverage, isSearching: false, error: undefined });
    } catch (error) {
      if (!(error instanceof CancelledError)) this.#end({ ...idle, error });
    }
  }

  #end(state: SearchState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#onChange(this.#state);
  }
}
