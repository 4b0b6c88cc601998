/**
 * Dask, to see sessions live on a cluster. It serves Debian's own interpreter; what needs it says so and is
 * skipped where it cannot be had.
 */
import { installDebianPackages } from "./debianPackages.ts";
import { pytestInterpreter } from "./pytestInterpreter.ts";
import { succeeds } from "./run.ts";

export function isDaskInstalled(): boolean {
  return succeeds(pytestInterpreter, ["-c", "import distributed"]);
}

export async function installDask(): Promise<void> {
  try {
    // The second one makes certificates for clusters that speak TLS.
    await installDebianPackages("Dask", ["python3-distributed", "openssl"]);
  } catch (error) {
    console.warn(`Dask cannot be had, its tests are skipped: ${String(error)}`);
  }
}
