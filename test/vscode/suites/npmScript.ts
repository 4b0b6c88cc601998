/** A script of package.json as a suite: it passes or fails as a whole. */
import { failed, passed, runCommand, type Suite } from "./suite.ts";

export function npmScript(name: string, script: string): Suite {
  return {
    name,
    async run() {
      const code = await runCommand({ program: "npm", args: ["run", "--silent", script] });
      return code === 0 ? passed : failed;
    },
  };
}
