/** The payloads of test/fixtures/injection: texts that would be more than text where they are not shown as text. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { repositoryRoot } from "../vscode/setup/paths.ts";

export const injectionFolder = join(repositoryRoot, "test", "fixtures", "injection");

/** What each payload would run or load, if anything did. */
export const trace = /planted/i;

interface Collection {
  readonly about: string;
  readonly payloads: Readonly<Record<string, readonly string[]>>;
}

function readCollection(name: string): Collection {
  // SAFETY: the shape of every file in that folder.
  return JSON.parse(readFileSync(join(injectionFolder, name), "utf8")) as Collection;
}

export const payloads: readonly string[] = readdirSync(injectionFolder)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => Object.values(readCollection(name).payloads).flat());
