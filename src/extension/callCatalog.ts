/**
 * What there is to call, asked of the live interpreter: modules before they are imported, the callables of the one
 * that was chosen, parameters. The adapter's catalog is called as any function is, since importing runs code.
 */
import type { SnakeBridge } from "../bridge/index.js";
import type { RefInfo } from "../protocol/sessions.js";

export interface CallableEntry {
  readonly name: string;
  readonly isClass: boolean;
  readonly signature: string | null;
  readonly doc: string;
}

export type ParameterKind = "positional" | "either" | "rest" | "keyword" | "keywords";

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly isRequired: boolean;
  /** The default as Python writes it, if it is a short literal. */
  readonly default: string | null;
}

const catalog = "snakebridge_adapter.execution.catalog";

export class CallCatalog {
  readonly #bridge: SnakeBridge;
  readonly #options: { readonly session: string; readonly timeoutMs: number };

  constructor(bridge: SnakeBridge, session: string, timeoutMs: number) {
    this.#bridge = bridge;
    this.#options = { session, timeoutMs };
  }

  async modules(): Promise<readonly string[]> {
    // SAFETY: the adapter's own function, covered by test_catalog.py.
    return (await this.#ask("modules", [])) as readonly string[];
  }

  /** Imports the module. */
  async callables(module: string): Promise<readonly CallableEntry[]> {
    // SAFETY: as above.
    return (await this.#ask("callables", [module])) as readonly CallableEntry[];
  }

  /** `null` for what does not say its parameters. */
  async parameters(module: string, name: string): Promise<readonly Parameter[] | null> {
    // SAFETY: as above.
    return (await this.#ask("parameters", [module, name])) as readonly Parameter[] | null;
  }

  async methodParameters(
    { id, sessionId }: Pick<RefInfo, "id" | "sessionId">,
    name: string,
  ): Promise<readonly Parameter[] | null> {
    const address = { id, session_id: sessionId, type_name: "", python_module: "", library: "" };
    const ref = this.#bridge.documents.decode({ __type__: "ref", __schema__: 1, ...address });
    // SAFETY: as above.
    return (await this.#ask("method_parameters", [ref, name])) as readonly Parameter[] | null;
  }

  async #ask(name: string, args: readonly unknown[]): Promise<unknown> {
    return await this.#bridge.call(catalog, name, args, { ...this.#options, as: "value" });
  }
}
