/**
 * docs/soak.md: what the parts of a soak last did. Written by the run, which takes the rows of other parts from the
 * report itself: whoever ran a part, and wherever. Tells nothing of the machine but what bears on the figures.
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { format } from "prettier";

import { repositoryRoot } from "../../vscode/setup/paths.ts";
import type { Finding } from "./findings.ts";

const reportPath = join(repositoryRoot, "docs", "soak.md");

/** What a part of a soak did just now. */
export interface PartRun {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Writes a part's rows in place of its former ones; `names` are all parts, in the order of the report. */
export async function writeReport(names: readonly string[], run: PartRun): Promise<void> {
  const before = await readFile(reportPath, "utf8").catch(() => "");
  const formerRows = before.split("\n").filter((line) => line.startsWith("| "));
  const now = runRows(run);
  const rowsOf = (name: string) =>
    name === run.name ? now : formerRows.filter((line) => line.split("|")[1]?.trim() === name);
  const missing = names.filter((name) => rowsOf(name).length === 0);
  const text = [
    "# Soak",
    "What `npm run soak` last did: the tests that come in two sizes, with the large volumes of",
    "`test/support/volumes.json`. This file is written by the run. `npm test` runs the same code small.",
    "",
    "| part | what | volume | took | verdict | noted | day | on |",
    "| --- | --- | ---: | ---: | --- | --- | --- | --- |",
    ...names.flatMap(rowsOf),
    "",
    ...(missing.length > 0 ? [`Not run yet: ${missing.join(", ")}.`] : []),
  ].join("\n");
  await writeFile(reportPath, await format(text, { parser: "markdown", printWidth: 100 }));
}

function runRows({ name, findings }: PartRun): readonly string[] {
  const day = new Date().toISOString().slice(0, 10);
  const place = describePlace();
  return findings.map((finding) => {
    const { what, volume, seconds, passed, notes } = finding;
    const took = seconds < 100 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
    const cells = [name, what, volume.toLocaleString("en"), took, passed ? "holds" : "**fails**"];
    return `| ${[...cells, notes.join("; "), day, place].join(" | ")} |`;
  });
}

function describePlace(): string {
  const version = "import platform; print(platform.python_version())";
  const python = execFileSync("python3", ["-c", version], { encoding: "utf8" }).trim();
  return `Node ${process.versions.node}, Python ${python}, ${availableParallelism()} processors`;
}
