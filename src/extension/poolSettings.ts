/**
 * The setting `snakebridge.pools` as the bridge takes it. Knows no `vscode`: a hand-written settings.json may
 * hold anything, and what does not fit counts as not set.
 */
import type { Affinity, PoolOptions } from "../bridge/index.js";

export type PoolSettings = Readonly<Record<string, PoolOptions>>;

const affinities: readonly Affinity[] = ["strict_queue", "strict_fail_fast", "hint"];
const mostWorkers = 64;

/** One pool `main` of one worker where none is set. */
export function toPools(value: unknown): PoolSettings {
  if (!isRecord(value)) return { main: {} };
  const pools = Object.entries(value)
    .filter(([name, options]) => name.trim() !== "" && isRecord(options))
    .map(([name, options]) => [name, toPool(options)] as const);
  return pools.length === 0 ? { main: {} } : Object.fromEntries(pools);
}

function toPool(value: unknown): PoolOptions {
  const { size, python, env, cwd, affinity } = isRecord(value) ? value : {};
  const known = affinities.find((name) => name === affinity);
  return {
    ...(isSize(size) && { size }),
    ...(isText(python) && { python: python.trim() }),
    ...(isRecord(env) && { env: toEnvironment(env) }),
    ...(isText(cwd) && { cwd: cwd.trim() }),
    ...(known && { affinity: known }),
  };
}

/** `null` takes a variable away; numbers and booleans are meant as text. */
function toEnvironment(env: Readonly<Record<string, unknown>>): NonNullable<PoolOptions["env"]> {
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
