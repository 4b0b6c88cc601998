/**
 * `npm run check`: everything that can be judged without running the product, all at once. Prints
 * one line per check and the whole output of those that fail; exits non-zero if any does.
 */
import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const isWindows = process.platform === "win32";
const binaries = join(root, "node_modules", ".bin");

/** @type {Record<string, string[]>} */
const checks = {
  types: ["tsc", "--build"],
  lint: ["eslint", "."],
  format: [
    ...["prettier", "--check", "--log-level", "warn", "--cache", "--cache-strategy", "content"],
    ".",
  ],
  "python lint": ["node", "scripts/ruff.mjs"],
  "python types": ["pyright", "--project", "python/pyproject.toml"],
  "dead code": ["knip"],
  architecture: ["vitest", "run", "--project", "architecture"],
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

const results = await Promise.all(
  Object.entries(checks).map(async ([name, [command = "", ...args]]) => {
    const startMs = performance.now();
    const { succeeded, output } = await run(command, args);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`${succeeded ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
    if (!succeeded) console.log(output.replace(/^/gm, "     "));
    return succeeded;
  }),
);
const failed = results.filter((succeeded) => !succeeded).length;
console.log(failed === 0 ? "all checks hold" : `${failed} of ${results.length} checks fail`);
process.exitCode = failed === 0 ? 0 : 1;
