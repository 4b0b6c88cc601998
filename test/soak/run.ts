/**
 * `npm run soak`: runs what comes in two sizes with the large volumes, one part after the other, and writes
 * docs/soak.md. With arguments it runs only the parts whose name starts with one of them; of the others the report
 * keeps what they last did.
 */
import { performance } from "node:perf_hooks";

import { repositoryRoot } from "../vscode/setup/paths.ts";
import { pytestInterpreter } from "../vscode/setup/pythonTools.ts";
import { prepareReport, readReport, runCommand, type Command } from "../vscode/suites/suite.ts";
import { readCluster, readPytest, readVitest, type Finding } from "./support/findings.ts";
import { writeReport } from "./support/report.ts";

interface Part {
  readonly name: string;
  readonly command: (report: string) => Command;
  readonly read: (report: string) => readonly Finding[];
}

/** A hung part must not keep the others from running. */
const timeLimitMs = 60 * 60_000;
const env = { SNAKEBRIDGE_SOAK: "1" };

function vitestPart(name: string, file: string, test = "."): Part {
  const vitest = `${repositoryRoot}/node_modules/vitest/vitest.mjs`;
  const options = ["run", "--reporter=default", "--reporter=json", `--testNamePattern=${test}`];
  return {
    name,
    command: (report) => ({
      program: process.execPath,
      args: [vitest, ...options, `--outputFile.json=${report}`, file],
      env,
      timeLimitMs,
    }),
    read: readVitest,
  };
}

function pytestPart(name: string, file: string): Part {
  const options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-warnings"];
  return {
    name,
    command: (report) => ({
      program: pytestInterpreter,
      args: [...options, `--junitxml=${report}`, file],
      env: { ...env, PYTHONPATH: `${repositoryRoot}/python`, PYTHONDONTWRITEBYTECODE: "1" },
      timeLimitMs,
    }),
    read: readPytest,
  };
}

const parts: readonly Part[] = [
  vitestPart("interleaved", "test/integration/pools.test.ts", "interleaved calls over 20 sessions"),
  { ...vitestPart("cluster", "--project=cluster"), read: readCluster },
  vitestPart("cells", "test/soak/cells.test.ts"),
  vitestPart("cancel", "test/soak/cancelRaces.test.ts"),
  vitestPart("sequences", "test/soak/sessionSequences.test.ts"),
  vitestPart("values", "test/integration/values.test.ts", "come back from Python equal"),
  pytestPart("python-values", "test/python/test_value_properties.py"),
  pytestPart("python-sequences", "test/python/test_session_properties.py"),
  pytestPart("python-forecasts", "test/python/test_forecast.py"),
  vitestPart("memory", "test/soak/releaseCycles.test.ts"),
  vitestPart("releaseMany", "test/soak/releaseMany.test.ts"),
  vitestPart("resting", "test/soak/resting.test.ts"),
  vitestPart("activation", "test/soak/editor/activation.test.ts"),
  vitestPart("idle", "test/soak/editor/idle.test.ts"),
  vitestPart("notebook", "test/soak/editor/notebook.test.ts"),
  vitestPart("scrolling", "test/soak/editor/scrolling.test.ts"),
  vitestPart("client", "test/soak/clientMessages.test.ts"),
  vitestPart("adapter", "test/soak/adapterFrames.test.ts"),
];

/** Whether all of it holds. */
async function runPart({ name, command, read }: Part): Promise<boolean> {
  console.log(`\n===== ${name} =====`);
  const start = performance.now();
  const path = await prepareReport(`soak-${name}.report`);
  const exitCode = await runCommand(command(path));
  const findings = read((await readReport(path)) ?? "");
  const holds = exitCode === 0 && findings.length > 0;
  await writeReport(
    parts.map((part) => part.name),
    { name, findings },
  );
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return holds;
}

const wanted = process.argv.slice(2);
let failed = 0;
for (const part of parts) {
  const isWanted = wanted.length === 0 || wanted.some((prefix) => part.name.startsWith(prefix));
  if (isWanted && !(await runPart(part))) failed += 1;
}
console.log(failed === 0 ? "all soaks hold" : `${failed} soaks fail`);
process.exitCode = failed === 0 ? 0 : 1;
