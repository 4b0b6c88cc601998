/**
 * `npm run check`: everything that can be judged without running the product, as many checks at
 * once as there are processors. Prints one line per check and the whole output of those that fail;
 * exits non-zero if any does.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const isWindows = process.platform === "win32";
const binaries = join(root, "node_modules", ".bin");

/**
 * What takes longest comes first.
 * @type {Record<string, string[]>}
 */
const checks = {
  lint: ["eslint", "."],
  architecture: ["vitest", "run", "--project", "architecture"],
  types: ["tsc", "--build"],
  "python types": ["pyright", "--project", "python/pyproject.toml"],
  format: [
    ...["prettier", "--check", "--log-level", "warn", "--cache", "--cache-strategy", "content"],
    ".",
  ],
  "dead code": ["knip"],
  "python lint": ["node", "scripts/ruff.mjs"],
  "python architecture": [isWindows ? "python" : "python3", "test/python/test_architecture.py"],
};

/**
 * @param {string} command a program of a package or of the system
 * @param {string[]} args
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
function run(command, args) {
  return new Promise((done) => {
    const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env["PATH"] ?? ""}` };
    // The programs of packages are .cmd files there.
    const child = spawn(command, args, { cwd: root, env, shell: isWindows });
    /** @type {Buffer[]} */
    const chunks = [];
    const collect = (/** @type {Buffer} */ chunk) => chunks.push(chunk);
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => done({ succeeded: false, output: String(error) }));
    child.on("close", (code) => {
      done({ succeeded: code === 0, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

const waiting = Object.entries(checks);
let failed = 0;

async function runWaiting() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, [command = "", ...args]] = next;
    const startMs = performance.now();
    const { succeeded, output } = await run(command, args);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`${succeeded ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
    if (succeeded) continue;
    failed += 1;
    console.log(output.replace(/^/gm, "     "));
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, runWaiting));
console.log(failed === 0 ? "all checks hold" : `${failed} checks fail`);
process.exitCode = failed === 0 ? 0 : 1;
