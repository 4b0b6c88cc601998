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

const reportPath = join(repositoryRoot, "docs", "soak.md");

/** Writes the report: of what ran here what it did, of the rest what the report says already. */
export async function writeReport(names: readonly string[]): Promise<void> {
  const before = readDocument(await readFile(reportPath, "utf8").catch(() => ""));
  const parts = await Promise.all(names.map((name) => readPart(name)));
  const rows = names.flatMap((name, index) => {
    const part = parts[index];
    return part ? part.findings.map((found) => row(name, found, part.day)) : before.rowsOf(name);
  });
  const missing = names.filter((name, index) => !parts[index] && before.rowsOf(name).length === 0);
  const places = parts.flatMap((part) => (part ? [placeOf(part)] : before.places));
  const text = [
    "# Soak",
    "What `npm run soak` last did: the tests that come in two sizes, with the large volumes of",
    "`test/support/volumes.json`. This file is written by the run. `npm test` runs the same code small.",
    "",
    `Ran on ${[...new Set(places)].join("; ")}.`,
    "",
    "| part | what | volume | took | verdict | noted | day |",
    "| --- | --- | ---: | ---: | --- | --- | --- |",
    ...rows,
    "",
    ...(missing.length > 0 ? [`Not run yet: ${missing.join(", ")}.`] : []),
  ].join("\n");
  await writeFile(reportPath, await format(text, { parser: "markdown", printWidth: 100 }));
}

/** What stands in a report already: a checkout need not have run all parts itself. */
function readDocument(text: string) {
  const rows = text.split("\n").filter((line) => line.startsWith("| "));
  return {
    places: /^Ran on (.*)\.$/m.exec(text)?.[1]?.split("; ") ?? [],
    rowsOf: (name: string) => rows.filter((line) => line.split("|")[1]?.trim() === name),
  };
}

function placeOf({ node, python, processors }: KeptPart): string {
  return `Node ${node}, Python ${python}, ${processors} processors shared with other work`;
}

async function readPart(name: string): Promise<KeptPart | undefined> {
  const text = await readFile(keptPath(name), "utf8").catch(() => undefined);
  // SAFETY: written by keepPart.
  return text === undefined ? undefined : (JSON.parse(text) as KeptPart);
}

function row(part: string, { what, volume, seconds, passed, notes }: Finding, day: string): string {
  const took = seconds < 100 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
  const cells = [part, what, volume.toLocaleString("en"), took, passed ? "holds" : "**fails**"];
  return `| ${[...cells, notes.join("; "), day].join(" | ")} |`;
}
