/**
 * The setting `snakebridge.pools` as the bridge takes it. Knows no `vscode`: a hand-written settings.json may
 * hold anything, and what does not fit counts as not set.
 */
import type { Affinity, PoolOptions } from "../bridge/index.js";
import { toClusterSetting, type ClusterKey } from "./clusterSettings.js";

export type PoolSettings = Readonly<Record<string, PoolOptions>>;

type Fields = Readonly<Record<string, unknown>>;

const affinities: readonly Affinity[] = ["strict_queue", "strict_fail_fast", "hint"];
const mostWorkers = 64;

/** One pool `main` of one worker where none is set. */
export function toPools(value: unknown): PoolSettings {
  const pools = entriesOf(value).map(([name, options]) => [name, toPool(options)] as const);
  return pools.length === 0 ? { main: {} } : Object.fromEntries(pools);
}

/** What is wrong with a cluster, by the name of its pool: nothing may run there until it is put right. */
export function wrongClusters(value: unknown): ReadonlyMap<string, readonly ClusterKey[]> {
  const settings = entriesOf(value).map(([name, pool]) => [name, toClusterSetting(pool)] as const);
  return new Map(
    settings.flatMap(([name, cluster]) =>
      cluster.kind === "wrong" ? [[name, cluster.keys] as const] : [],
    ),
  );
}

/** The pool that everything runs in which names none. */
export function defaultPoolName(pools: PoolSettings): string {
  return Object.hasOwn(pools, "main") ? "main" : (Object.keys(pools)[0] ?? "main");
}

function entriesOf(value: unknown): readonly (readonly [string, Fields])[] {
  return Object.entries(isRecord(value) ? value : {}).flatMap(([name, pool]) =>
    name.trim() !== "" && isRecord(pool) ? [[name, pool] as const] : [],
  );
}

function toPool(pool: Fields): PoolOptions {
  const { size, python, env, cwd, affinity } = pool;
  const known = affinities.find((name) => name === affinity);
  const basics = {
    ...(isText(python) && { python: python.trim() }),
    ...(isRecord(env) && { env: toEnvironment(env) }),
    ...(isText(cwd) && { cwd: cwd.trim() }),
    ...(known && { affinity: known }),
  };
  const cluster = toClusterSetting(pool);
  if (cluster.kind === "cluster") return { ...basics, ...cluster.options };
  return { ...(isSize(size) && { size }), ...basics };
}

/** `null` takes a variable away; numbers and booleans are meant as text. */
function toEnvironment(env: Fields): NonNullable<PoolOptions["env"]> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]): [string, string | undefined][] => {
      if (value === null) return [[name, undefined]];
      if (typeof value === "string") return [[name, value]];
      const isPlain = typeof value === "number" || typeof value === "boolean";
      return isPlain ? [[name, String(value)]] : [];
    }),
  );
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= mostWorkers;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
