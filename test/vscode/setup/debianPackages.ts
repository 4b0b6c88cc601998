/**
 * Installs packages of the system's package manager where that is possible without asking (Debian
 * family, as root); elsewhere says exactly what a person has to install.
 */
import { existsSync } from "node:fs";

import { run } from "./run.ts";

const aptGet = "/usr/bin/apt-get";

// Another process of this machine may hold dpkg's lock: wait for it rather than fail.
const installOptions = ["-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"];

export async function installDebianPackages(purpose: string, packages: readonly string[]) {
  if (process.getuid?.() !== 0 || !existsSync(aptGet)) {
    throw new Error(
      `${purpose} is missing. On Debian or Ubuntu: sudo apt-get install ${packages.join(" ")}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run(aptGet, ["update", "-q", "-o", "DPkg::Lock::Timeout=600"], { env });
  await run(aptGet, ["install", ...installOptions, ...packages], { env });
}
