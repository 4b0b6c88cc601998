/**
 * docs/soak.md: what the parts of a soak last did. Written by the run; tells nothing of the machine but what bears on
 * the figures.
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { format } from "prettier";

import { reportsFolder, repositoryRoot } from "../../vscode/setup/paths.ts";
import type { Finding } from "./findings.ts";

interface Part {
  readonly holds: boolean;
  readonly findings: readonly Finding[];
}

/** A part as it is kept: with when and on what it ran. */
interface KeptPart extends Part {
  readonly day: string;
  readonly node: string;
  readonly python: string;
  readonly processors: number;
}

const keptPath = (name: string) => join(reportsFolder, `soak-${name}.json`);

/** Remembers what a part did, for this report and later ones. */
export async function keepPart(name: string, part: Part): Promise<void> {
  const version = "import platform; print(platform.python_version())";
  const kept: KeptPart = {
    ...part,
    day: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    python: execFileSync("python3", ["-c", version], { encoding: "utf8" }).trim(),
    processors: availableParallelism(),
  };
  await writeFile(keptPath(name), JSON.stringify(kept));
}

/** Writes the report of all parts that have ever run here. */
export async function writeReport(names: readonly string[]): Promise<void> {
  const kept = await Promise.all(names.map((name) => readPart(name)));
  const missing = names.filter((_, index) => !kept[index]);
  const parts = kept.filter((part) => part !== undefined);
  const places = parts.map(
    ({ node, python, processors }) =>
      `Node ${node}, Python ${python}, ${processors} processors shared with other work`,
  );
  const text = [
    "# Soak",
    "What `npm run soak` last did: the tests that come in two sizes, with the large volumes of",
    "`test/support/volumes.json`. This file is written by the run. `npm test` runs the same code small.",
    "",
    `Ran on ${[...new Set(places)].join("; ")}.`,
    "",
    "| what | volume | took | verdict | noted | day |",
    "| --- | ---: | ---: | --- | --- | --- |",
    ...parts.flatMap((part) => part.findings.map((finding) => row(finding, part.day))),
    "",
    ...(missing.length > 0 ? [`Not run yet: ${missing.join(", ")}.`] : []),
  ].join("\n");
  const path = join(repositoryRoot, "docs", "soak.md");
  await writeFile(path, await format(text, { parser: "markdown", printWidth: 100 }));
}

async function readPart(name: string): Promise<KeptPart | undefined> {
  const text = await readFile(keptPath(name), "utf8").catch(() => undefined);
  // SAFETY: written by keepPart.
  return text === undefined ? undefined : (JSON.parse(text) as KeptPart);
}

function row({ what, volume, seconds, passed, notes }: Finding, day: string): string {
  const took = seconds < 100 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
  const cells = [what, volume.toLocaleString("en"), took, passed ? "holds" : "**fails**"];
  return `| ${[...cells, notes.join("; "), day].join(" | ")} |`;
}
