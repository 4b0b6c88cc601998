/**
 * The rows of the benchmark and the order in which they are measured: round by round, contestant by
 * contestant, so that whatever the machine does meanwhile happens to all of them.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";

import { bulkRows } from "./rows/bulk.ts";
import { callRows } from "./rows/calls.ts";
import { chainRows } from "./rows/chains.ts";
import { startRows } from "./rows/start.ts";
import { streamRows } from "./rows/streams.ts";
import { measureRow } from "./measure.ts";
import type { Measured, Row } from "./measure.ts";
import { printRow } from "./table.ts";

const rows: readonly Row[] = [...callRows, ...chainRows, ...bulkRows, ...streamRows, ...startRows];

/** Measures all rows, or those whose id is among `args`. `--quick` takes three short rounds. */
export async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes("--quick");
  const wanted = args.filter((arg) => !arg.startsWith("--"));
  const chosen = rows.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}`);
  const results: Measured[] = [];
  for (const row of chosen) {
    const measured = await measureRow(row, isQuick ? 3 : 7, isQuick);
    printRow(measured);
    results.push(measured);
  }
  await mkdir("dist/bench", { recursive: true });
  await writeFile("dist/bench/results.json", JSON.stringify(results, undefined, 1));
}
