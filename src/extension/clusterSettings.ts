/**
 * The part of a pool's setting that puts its sessions on a cluster. Knows no `vscode`. What is written wrongly here
 * is told and not left out: calls meant for a cluster must not run elsewhere, nor without the resources they need.
 */
import type { ClusterOptions } from "../protocol/cluster.js";

export type ClusterKey = "engine" | "address" | "resources" | "workers" | "security";

export type ClusterSetting =
  | { readonly kind: "none" }
  | { readonly kind: "cluster"; readonly options: ClusterOptions }
  | { readonly kind: "wrong"; readonly keys: readonly ClusterKey[] };

const addressShape = /^(?:tcp|tls):\/\/(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i;
const loopbackShape = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const clusterOfItsOwn = "local";

const securityChecks: Readonly<Record<string, (value: unknown) => boolean>> = {
  ca: isText,
  cert: isText,
  key: isText,
  requireEncryption: (value) => typeof value === "boolean",
};

const checks: Readonly<Record<ClusterKey, (value: unknown) => boolean>> = {
  engine: (value) => value === "dask",
  address: (value) => isText(value) && (value === clusterOfItsOwn || addressShape.test(value)),
  resources: optional(recordOf(() => isAmount)),
  workers: optional((value) => Array.isArray(value) && value.every(isText)),
  security: optional(recordOf((key) => securityChecks[key] ?? (() => false))),
};

// SAFETY: the keys of the table just above.
const keys = Object.keys(checks) as ClusterKey[];

/** What the setting of one pool says of a cluster. */
export function toClusterSetting(pool: Readonly<Record<string, unknown>>): ClusterSetting {
  const isLocal = pool["engine"] === undefined || pool["engine"] === "local";
  if (isLocal && keys.every((key) => key === "engine" || pool[key] === undefined)) {
    return { kind: "none" };
  }
  const wrong = keys.filter((key) => !checks[key](pool[key]));
  if (wrong.length > 0) return { kind: "wrong", keys: wrong };
  const given = keys.filter((key) => pool[key] !== undefined).map((key) => [key, pool[key]]);
  // SAFETY: every key was checked to be of the type that the options name.
  return { kind: "cluster", options: Object.fromEntries(given) as ClusterOptions };
}

/** Whether what is sent there stays on this machine. */
export function isLoopback(address: string): boolean {
  const host = addressShape.exec(address)?.[1];
  return address === clusterOfItsOwn || (host !== undefined && loopbackShape.test(host));
}

function optional(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || check(value);
}

function recordOf(checkOf: (key: string) => (value: unknown) => boolean) {
  return (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([key, each]) => checkOf(key)(each));
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
