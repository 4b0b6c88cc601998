/**
 * docs/performance.md: the part between its markers is written here, what is around it by hand.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { format, resolveConfig } from "prettier";

import type { Contestant } from "../contestant.ts";
import { contestants } from "../field.ts";
import type { Measured } from "../measure.ts";
import { chartOf } from "./chart.ts";
import { goalTable } from "./goals.ts";
import { losses, peerGoal, peerTable } from "./peers.ts";
import type { Report } from "./results.ts";
import { asMarkdown, tableOf } from "./tables.ts";

const documentFile = fileURLToPath(new URL("../../docs/performance.md", import.meta.url));
const chartFile = fileURLToPath(new URL("../../docs/images/performance.svg", import.meta.url));

const opening = "<!-- written by npm run bench -- --write -->";
const closing = "<!-- end of what the bench has written -->";

/** Writes the figures and the chart. */
export async function writeDocument(report: Report): Promise<void> {
  const before = await readFile(documentFile, "utf8");
  const after = replaceFigures(before, figuresOf(report));
  const options = { ...(await resolveConfig(documentFile)), filepath: documentFile };
  await writeFile(documentFile, await format(after, options));
  await writeFile(chartFile, chartOf(report.rows, contestants));
}

/** The document with new figures between its markers. */
function replaceFigures(document: string, figures: string): string {
  const start = document.indexOf(opening);
  const end = document.indexOf(closing);
  if (start < 0 || end < start) throw new Error("docs/performance.md has lost its markers");
  return `${document.slice(0, start)}${opening}\n\n${figures}\n\n${document.slice(end)}`;
}

/** All that was measured, as Markdown. */
function figuresOf({ machine, rows, absences }: Report): string {
  const peers = contestants.filter(
    ({ id, role }) => role === "peer" && rows.some((row) => row.standings.some((s) => s.id === id)),
  );
  const apart = peers.filter(({ isInProcess }) => !isInProcess);
  const inside = peers.filter(({ isInProcess }) => isInProcess);
  return [
    `Measured with ${machine}. Each number is the median of ${rounds(rows)} interleaved rounds;
a ratio is the median of the ratios of each round. All run the same Python, but for pyodide, which brings its own.`,
    "## Goals",
    asMarkdown([...goalTable(rows), peerGoal(rows, apart)]),
    "## Beside others",
    ...besideOthers(rows, apart, inside),
    ...absences.map(({ name, reason }) => `${name}: not measured: ${reason}.`),
    "![Bars of the times in the tables below, on a logarithmic axis](images/performance.svg)",
    "## Figures",
    ...rows.flatMap(sectionOf),
  ].join("\n\n");
}

function besideOthers(
  rows: readonly Measured[],
  apart: readonly Contestant[],
  inside: readonly Contestant[],
): string[] {
  if (apart.length + inside.length === 0) return ["No peer was measured."];
  const lost = losses(rows, apart);
  return [
    "How many times as long (or as much memory) as SnakeBridge each takes; **below 1** it is ahead.",
    asMarkdown(peerTable(rows, [...apart, ...inside])),
    lost.length === 0
      ? "No peer whose Python is a process of its own is ahead anywhere."
      : "Peers whose Python is a process of its own are ahead here:",
    lost.map((line) => `- ${line}`).join("\n"),
    ...(inside.length === 0
      ? []
      : [
          `${inside.map(({ name }) => name).join(" and ")} run Python inside Node's own process: a call ` +
            "is no round trip there, and a crash of Python is a crash of the editor's host.",
        ]),
  ].filter((part) => part !== "");
}

function sectionOf(row: Measured): string[] {
  const unit = row.unit.per === "second" ? `${row.unit.of} per second` : `per ${row.unit.of}`;
  return [
    `### ${row.title}`,
    `${row.about}, ${unit}; \`npm run bench -- ${row.id}\` measures it alone.`,
    asMarkdown(tableOf(row)),
    ...row.failures.map(({ name, reason }) => `${name}: not measured: ${reason}.`),
  ];
}

function rounds(rows: readonly Measured[]): number {
  return Math.min(...rows.flatMap(({ standings }) => standings.map((s) => s.rounds.length)));
}
