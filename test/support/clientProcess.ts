/**
 * A Node process of its own that uses the library, to be watched from outside: from the sources, bundled as
 * the library itself is.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { build } from "esbuild";

import { bundles } from "../../esbuild.mjs";
import { repository } from "./sources.js";

export interface ClientProcess extends AsyncDisposable {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  /** The next line it prints; rejects when it ends without one. */
  nextLine(): Promise<string>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Runs `program`, the body of an ES module that has `SnakeBridge` imported; `env` is set on top of ours. */
export async function startClient(
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ClientProcess> {
  const folder = await mkdtemp(join(tmpdir(), "snakebridge-client-"));
  // Below the repository, so that the bundle finds `python` above itself.
  const outfile = join(repository, "dist", "test", `${folder.split("-").at(-1) ?? "client"}.mjs`);
  const entry = join(folder, "client.ts");
  const library = join(repository, "src", "bridge", "index.ts");
  await writeFile(entry, `import { SnakeBridge } from ${JSON.stringify(library)};\n${program}`);
  await build({ ...bundles.bridge, entryPoints: [entry], outfile, sourcemap: false });
  const child = spawn(process.execPath, [outfile], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  return {
    process: child,
    exited,
    nextLine: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("the client ended without a word");
      return value;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
      await rm(folder, { recursive: true });
      await rm(outfile);
    },
  };
}
