/** The adapter's own tests, on every interpreter the machine has, counted from JUnit reports. */
import { delimiter, join } from "node:path";

import { repositoryRoot } from "../setup/paths.ts";
import { findPythonInterpreters, type PythonInterpreter } from "../setup/pythonInterpreters.ts";
import { linkPureTestTools, pytestInterpreter } from "../setup/pythonTools.ts";
import {
  prepareReport,
  readReport,
  runCommand,
  settleCounts,
  type Counts,
  type Stage,
  type Suite,
} from "./suite.ts";

export async function pytestStage(): Promise<Stage> {
  const pureTools = await linkPureTestTools();
  return findPythonInterpreters([pytestInterpreter])
    .filter(({ executable }) => pureTools !== undefined || executable === pytestInterpreter)
    .map((interpreter) =>
      pytestSuite(
        interpreter,
        interpreter.executable === pytestInterpreter ? undefined : pureTools,
      ),
    );
}

function pytestSuite({ executable, version }: PythonInterpreter, tools?: string): Suite {
  const name = `python ${version}`;
  return {
    name,
    async run() {
      const report = await prepareReport(`python-${version}.xml`);
      const modules = [join(repositoryRoot, "python"), ...(tools === undefined ? [] : [tools])];
      const exitCode = await runCommand({
        program: executable,
        args: ["-m", "pytest", ...pytestOptions(version), `--junitxml=${report}`, "test/python"],
        env: { PYTHONPATH: modules.join(delimiter), PYTHONDONTWRITEBYTECODE: "1" },
        outputTitle: name,
      });
      return settleCounts(countJunit(await readReport(report)), exitCode);
    },
  };
}

function pytestOptions(version: string): string[] {
  const common = ["-q", "-p", "no:cacheprovider", "--disable-warnings"];
  // Python 3.14 took away the syntax nodes with which Debian's pytest explains assertions.
  const isRewritable = Number(version.split(".")[1]) < 14;
  return isRewritable ? common : [...common, "--assert=plain"];
}

function countJunit(report: string | undefined): Counts | undefined {
  const attributes = /<testsuite\s[^>]*>/.exec(report ?? "")?.[0];
  if (report === undefined || attributes === undefined) return undefined;
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(attributes)?.[1]);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  const failures = [
    ...report.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error)/g),
  ];
  return {
    passed: count("tests") - failed - skipped,
    failed,
    skipped,
    failures: failures.map(([, place, name]) => `${place}: ${name}`),
  };
}
