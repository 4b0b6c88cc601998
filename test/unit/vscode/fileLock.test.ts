/** The lock that keeps commands started at the same moment from setting up the same folder twice. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { withFileLock } from "../../vscode/setup/fileLock.mjs";

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(folder, "inner", "setup.lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("two holders never overlap", async () => {
  const events: string[] = [];
  const hold = (name: string) =>
    withFileLock(lock, async () => {
      events.push(`${name} in`);
      await new Promise(setImmediate);
      events.push(`${name} out`);
    });
  await Promise.all([hold("first"), hold("second")]);
  expect(events).toEqual(["first in", "first out", "second in", "second out"]);
});

test("the lock is free again after a failure", async () => {
  const failing = withFileLock(lock, () => Promise.reject(new Error("no network")));
  await expect(failing).rejects.toThrow("no network");
  expect(existsSync(lock)).toBe(false);
});

test("a lock whose owner died is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await withFileLock(lock, () => undefined);
  writeFileSync(lock, String(pid));
  await expect(withFileLock(lock, () => "mine")).resolves.toBe("mine");
});
