// @ts-check
/**
 * A lock between processes, as a file that holds its owner's process id.
 *
 * Several commands of this repository may set up the same folder at the same moment. Plain
 * JavaScript on purpose: it runs on any Node, before anything is installed.
 */
import { linkSync, mkdirSync, readFileSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 100;

/**
 * Runs `action` while this process holds the lock at `path`.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withFileLock(path, action) {
  mkdirSync(dirname(path), { recursive: true });
  let announced = false;
  while (!tryAcquire(path)) {
    if (!announced) console.log(`waiting for another set-up to finish (lock: ${path})`);
    announced = true;
    breakIfOwnerDied(path);
    await delay(pollMs);
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * A hard link appears with its content or not at all, so no reader ever sees an empty lock.
 * @param {string} path
 */
function tryAcquire(path) {
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * The marker folder lets one process at a time judge a dead owner's lock: without it, a slow judge
 * could delete the lock of whoever took over meanwhile.
 * @param {string} path
 */
function breakIfOwnerDied(path) {
  const marker = `${path}.breaking`;
  try {
    mkdirSync(marker);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return;
    throw error;
  }
  try {
    if (!isAlive(readOwner(path))) rmSync(path, { force: true });
  } finally {
    rmdirSync(marker);
  }
}

/** @param {string} path */
function readOwner(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch (error) {
    // Released between our attempt and this look: there is no one to declare dead.
    if (hasCode(error, "ENOENT")) return process.pid;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
