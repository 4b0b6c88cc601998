/**
 * What the extension host loads as the test module: runs Mocha over the bundled test files beside
 * it, and leaves the counts where the runner asked for them. It runs inside VS Code, so it must
 * import nothing of the tooling around it.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const testTimeoutMs = 20_000;

export async function run(): Promise<void> {
  // Mocha is an ES module, this bundle is not.
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "tdd", color: false, timeout: testTimeoutMs, forbidOnly: true });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith(".host.test.cjs")) mocha.addFile(join(__dirname, name));
  }
  const failed: string[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => {
      resolve(runner.stats);
    });
    runner.on("fail", (test) => failed.push(test.fullTitle()));
  });
  const { passes = 0, failures = 0, pending = 0 } = stats ?? {};
  const report = process.env["SNAKEBRIDGE_HOST_REPORT"];
  if (report !== undefined) {
    const counts = { passed: passes, failed: failures, skipped: pending, failures: failed };
    writeFileSync(report, JSON.stringify(counts));
  }
  if (failures > 0) throw new Error(`${failures} in-host tests failed`);
  if (passes === 0) throw new Error("no in-host test ran");
}
