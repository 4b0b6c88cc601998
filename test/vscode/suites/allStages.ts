/** The suites in the order they run: what fails soonest and cheapest comes first. */
import { hostSuite } from "./hostSuite.ts";
import { npmScript } from "./npmScript.ts";
import { pytestStage } from "./pytest.ts";
import type { Stage } from "./suite.ts";
import { vitestSuite } from "./vitest.ts";

const workbenchConfig = "--config=test/ui/vitest.config.ts";

export async function allStages(): Promise<Stage[]> {
  return [
    [npmScript("build", "build")],
    [npmScript("static", "check")],
    // Side by side: a workbench under test waits most of the time, and Python's tests compute. The longest first.
    [
      vitestSuite("ui", [workbenchConfig, "--project=ui"]),
      // The static checks have run the tests of the architecture.
      vitestSuite("node", ["--project=!architecture"]),
      ...(await pytestStage()),
    ],
    // Alone, as its tests tell how soon something must be there.
    [hostSuite],
    // Alone, as it builds anew.
    [vitestSuite("package", [workbenchConfig, "--project=package"])],
  ];
}
