/**
 * The numbers of a machine, kept from run to run so that rows can be measured one by one.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { pythonVersion } from "../contestants/interpreter.ts";
import type { Absence } from "../field.ts";
import type { Measured } from "../measure.ts";

const file = fileURLToPath(new URL("../../dist/bench/results.json", import.meta.url));

/** All that is known. */
export interface Report {
  readonly machine: string;
  readonly rows: readonly Measured[];
  readonly absences: readonly Absence[];
}

/** What the numbers depend on, without naming the machine. */
export function machine(): string {
  const system = `${process.platform} ${process.arch}`;
  return `Node ${process.versions.node}, ${pythonVersion}, ${system}, ${availableParallelism()} cores`;
}

/** What earlier runs have measured on this machine. */
export async function loadReport(): Promise<Report> {
  try {
    // SAFETY: written by `saveReport`.
    const kept = JSON.parse(await readFile(file, "utf8")) as Report;
    if (kept.machine === machine()) return kept;
  } catch {
    // Nothing has been measured yet.
  }
  return { machine: machine(), rows: [], absences: [] };
}

/** Keeps numbers for later runs. */
export async function saveReport(report: Report): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(report, undefined, 1));
}

/** A report with a row measured anew, its rows in the given order. */
export function withRow(report: Report, row: Measured, order: readonly string[]): Report {
  const rows = [...report.rows.filter(({ id }) => id !== row.id), row];
  return { ...report, rows: order.flatMap((id) => rows.find((each) => each.id === id) ?? []) };
}
