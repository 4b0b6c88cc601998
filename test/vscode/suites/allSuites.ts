/** The suites in the order they run: what fails soonest and cheapest comes first. */
import { hostSuite } from "./hostSuite.ts";
import { npmScript } from "./npmScript.ts";
import { pytestSuites } from "./pytest.ts";
import type { Suite } from "./suite.ts";
import { vitestSuite } from "./vitest.ts";

const workbenchConfig = "--config=test/ui/vitest.config.ts";

export async function allSuites(): Promise<Suite[]> {
  return [
    npmScript("build", "build"),
    npmScript("static", "check"),
    vitestSuite("node", []),
    ...(await pytestSuites()),
    hostSuite,
    vitestSuite("ui", [workbenchConfig, "--project=ui"]),
    vitestSuite("package", [workbenchConfig, "--project=package"]),
  ];
}
