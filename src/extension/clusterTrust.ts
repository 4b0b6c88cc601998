/**
 * Asks before the first connection to a cluster that is not on this machine: what a person runs goes there, and what
 * comes from there is believed here. Until they agreed nothing is started for it. The answer is kept for the workspace.
 */
import * as vscode from "vscode";

import type { PoolOptions } from "../bridge/index.js";
import type { ClusterOptions } from "../protocol/cluster.js";
import { isLoopback, type ClusterKey } from "./clusterSettings.js";
import { readClusterMistakes } from "./settings.js";
import { openSettings, UserMistake } from "./userErrors.js";

const memoryKey = "trustedClusters";

export class ClusterTrust {
  readonly #memory: vscode.Memento;
  /** Questions that are open: calls that need the same answer share it. */
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Resolves once a process of the pool may start. */
  async require(pool: string, options: PoolOptions): Promise<void> {
    const mistakes = readClusterMistakes(pool);
    if (mistakes.length > 0) {
      throw new UserMistake(mistakeMessage(pool, mistakes), openSettings("pools"));
    }
    if (options.engine !== "dask" || isLoopback(options.address)) return;
    if (!(await this.#isTrusted(pool, options))) throw new UserMistake(refusalMessage(options));
  }

  async #isTrusted(pool: string, options: ClusterOptions): Promise<boolean> {
    const subject = subjectOf(options);
    if (this.#trusted.includes(subject)) return true;
    const asking =
      this.#asking.get(subject) ??
      this.#ask(pool, options).finally(() => this.#asking.delete(subject));
    this.#asking.set(subject, asking);
    return await asking;
  }

  async #ask(pool: string, options: ClusterOptions): Promise<boolean> {
    const connect: vscode.MessageItem = { title: vscode.l10n.t("Connect") };
    const notNow: vscode.MessageItem = {
      title: vscode.l10n.t("Not Now"),
      isCloseAffordance: true,
    };
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t("Connect to the cluster at {0}?", options.address),
      { modal: true, detail: question(pool, options) },
      connect,
      notNow,
    );
    if (chosen !== connect) return false;
    await this.#memory.update(memoryKey, [...this.#trusted, subjectOf(options)]);
    return true;
  }

  get #trusted(): readonly string[] {
    return this.#memory.get<readonly string[]>(memoryKey, []);
  }
}

/** Another address, or other certificates, is another thing to trust. */
function subjectOf({ address, security = {} }: ClusterOptions): string {
  return JSON.stringify([address, Object.entries(security).sort()]);
}

function question(pool: string, { address }: ClusterOptions): string {
  const isEncrypted = address.startsWith("tls:");
  return [
    vscode.l10n.t(
      'The setting "snakebridge.pools" puts the sessions of the pool "{0}" on this Dask cluster.',
      pool,
    ),
    vscode.l10n.t(
      "What you run in them goes there and runs there, with the code and values it needs. Dask trusts both ends: whoever controls the cluster can run code on this computer, too.",
    ),
    isEncrypted
      ? vscode.l10n.t("The connection is encrypted.")
      : vscode.l10n.t(
          "The connection is not encrypted: others on the network can read it and change it.",
        ),
  ].join("\n\n");
}

function refusalMessage({ address }: ClusterOptions): string {
  return vscode.l10n.t("Not connected to the cluster at {0}. Run it again to be asked.", address);
}

function mistakeMessage(pool: string, mistakes: readonly ClusterKey[]): string {
  const wanted: Readonly<Record<ClusterKey, string>> = {
    engine: vscode.l10n.t('"engine" must be "dask"'),
    address: vscode.l10n.t('"address" must be "tcp://host:port", "tls://host:port" or "local"'),
    resources: vscode.l10n.t('"resources" must hold numbers above 0 by name'),
    workers: vscode.l10n.t('"workers" must be a list of names or addresses'),
    security: vscode.l10n.t(
      '"security" may hold "ca", "cert" and "key", paths of files, and "requireEncryption", true or false',
    ),
  };
  const list = mistakes.map((key) => wanted[key]).join("; ");
  return vscode.l10n.t('The pool "{0}" of the settings cannot be used: {1}.', pool, list);
}
