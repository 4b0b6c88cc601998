/**
 * What the runners of tests report, as rows of the soak report: Vitest's JSON and pytest's JUnit file.
 */
import volumes from "../../support/volumes.json" with { type: "json" };

/** What one test did. */
export interface Finding {
  readonly what: string;
  readonly volume: number;
  readonly seconds: number;
  readonly passed: boolean;
  readonly notes: readonly string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly duration?: number;
      readonly meta: { readonly soak?: { readonly volume: number; readonly findings: string[] } };
    }[];
  }[];
}

/** Tests that took a volume. */
export function readVitest(report: string): readonly Finding[] {
  if (report === "") return [];
  // SAFETY: the shape of Vitest's JSON report; `meta` is what test/support/soak.ts puts there.
  const { testResults } = JSON.parse(report) as VitestReport;
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ title, status, duration = 0, meta: { soak } }) =>
      soak
        ? [
            {
              what: title,
              volume: soak.volume,
              seconds: duration / 1000,
              passed: status === "passed",
              notes: soak.findings,
            },
          ]
        : [],
    );
}

/** The acceptance tests on a cluster, as one finding: their volume is how many there are. */
export function readCluster(report: string): readonly Finding[] {
  if (report === "") return [];
  // SAFETY: the shape of Vitest's JSON report.
  const { testResults } = JSON.parse(report) as VitestReport;
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const skipped = cases.filter(({ status }) => status !== "passed" && status !== "failed");
  return [
    {
      what: "the library's acceptance tests with every session on a Dask cluster",
      volume: cases.length,
      seconds: cases.reduce((sum, { duration = 0 }) => sum + duration / 1000, 0),
      passed: cases.every(({ status }) => status !== "failed"),
      notes: [`${skipped.length} cannot hold there`],
    },
  ];
}

/** A test that has its volume in its name has it there alone. */
function pythonVolume(file: string, name: string): number {
  if (name.includes("_a_thousand_")) return 1000;
  if (file.includes("test_forecast")) return volumes.forecasts.soak;
  const isStateful = file.includes("test_session_properties");
  return (isStateful ? volumes.adapterSessionSequences : volumes.adapterValueRoundTrips).soak;
}

/** All tests: each file of those that run here takes one volume. */
export function readPytest(report: string): readonly Finding[] {
  const cases = report.matchAll(
    /<testcase classname="([^"]*)" name="([^"]*)" time="([\d.]+)"(\s*\/>|>\s*<(\w+))/g,
  );
  return [...cases].map(([, file = "", name = "", time, , inner]) => {
    const isStateful = file.includes("test_session_properties");
    return {
      what: isStateful
        ? "random sequences of what can happen to the adapter's sessions"
        : name.replace(/^test_/, "").replaceAll("_", " "),
      volume: pythonVolume(file, name),
      seconds: Number(time),
      passed: inner === undefined,
      notes: [],
    };
  });
}
