/**
 * Peers from Debian: packages with all they need, downloaded and unpacked into the cache. Nothing is
 * installed on the machine, so nobody has to be root.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { python, pythonEnvironment } from "../contestants/interpreter.ts";
import { cache, runInCache } from "./cache.ts";

const ofTheSystem = "/usr/lib/python3/dist-packages";

/** Packages of one peer, unpacked. */
export class DebianPackages {
  readonly #names: readonly string[];
  readonly #modules: readonly string[];
  readonly #root: string;

  /** `folder`: a name of its own in the cache; `modules`: what Python must be able to import. */
  constructor(folder: string, names: readonly string[], modules: readonly string[]) {
    this.#root = join(cache, folder);
    this.#names = names;
    this.#modules = modules;
  }

  /** Downloads and unpacks, unless that has been done, and tries whether this Python can use it. */
  async prepare(): Promise<void> {
    if (!existsSync(this.#root)) await this.#download();
    const trial = ["-c", `import ${this.#modules.join(", ")}`];
    await runInCache(python, trial, cache, await this.environment());
  }

  /** An environment in which the packages' programs and modules are found. */
  async environment(...more: readonly string[]): Promise<NodeJS.ProcessEnv> {
    const libraries = join(this.#root, "usr/lib");
    const found = existsSync(libraries) ? await readdir(libraries) : [];
    const machine = found.find((name) => name.endsWith("-linux-gnu")) ?? "";
    return {
      ...pythonEnvironment(...more, join(libraries, "python3/dist-packages"), ofTheSystem),
      LD_LIBRARY_PATH: join(libraries, machine),
      PATH: `${join(this.#root, "usr/bin")}:${process.env["PATH"] ?? ""}`,
    };
  }

  async #download(): Promise<void> {
    const unfinished = `${this.#root}-unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    const missing = await this.#missing();
    if (missing.length > 0) await runInCache("apt-get", ["download", ...missing], unfinished);
    await mkdir(unfinished, { recursive: true });
    for (const file of await readdir(unfinished)) {
      if (file.endsWith(".deb")) await runInCache("dpkg-deb", ["-x", file, "."], unfinished);
    }
    await rename(unfinished, this.#root);
  }

  /** What the machine lacks of the packages and of all they depend on. */
  async #missing(): Promise<string[]> {
    const options = ["--simulate", "--no-install-recommends"];
    const plan = await runInCache("apt-get", ["install", ...options, ...this.#names]);
    return Array.from(plan.matchAll(/^Inst (\S+)/gm), ([, name = ""]) => name);
  }
}
