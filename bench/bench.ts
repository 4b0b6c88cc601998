/**
 * The rows of the benchmark and the order in which they are measured: round by round, contestant by
 * contestant, so that whatever the machine does meanwhile happens to all of them.
 */
import { gather } from "./field.ts";
import type { Contestant } from "./contestant.ts";
import { bulkRows } from "./rows/bulk.ts";
import { callRows } from "./rows/calls.ts";
import { clusterRows } from "./rows/cluster.ts";
import { cpuRows } from "./rows/cpu.ts";
import { chainRows } from "./rows/chains.ts";
import { hoverRows } from "./rows/hover.ts";
import { refRows } from "./rows/refs.ts";
import { startRows } from "./rows/start.ts";
import { streamRows } from "./rows/streams.ts";
import { windowRows } from "./rows/windows.ts";
import { measureRow } from "./measure.ts";
import type { Measured, Row } from "./measure.ts";
import { writeDocument } from "./report/document.ts";
import { loadReport, machine, saveReport, withRow } from "./report/results.ts";
import { asText, tableOf } from "./report/tables.ts";

function rowsOf(contestants: readonly Contestant[]): Row[] {
  return [
    callRows,
    cpuRows,
    chainRows,
    bulkRows,
    streamRows,
    startRows,
    refRows,
    hoverRows,
    windowRows,
    clusterRows,
  ].flatMap((rows) => rows(contestants));
}

/**
 * Measures all rows, or those whose id is among `args`, and keeps their numbers beside those of
 * earlier runs. `--quick`: three short rounds; `--no-peers`: only SnakeBridge and its yardsticks;
 * `--write`: docs/performance.md and its chart, from all numbers kept.
 */
export async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes("--quick");
  const wanted = args.filter((arg) => !arg.startsWith("--"));
  const { present, absences } = await gather(!args.includes("--no-peers"));
  const rows = rowsOf(present);
  const order = rows.map(({ id }) => id);
  const unknown = wanted.filter((id) => !order.includes(id));
  if (unknown.length > 0) throw new Error(`no row ${unknown.join(", ")}: ${order.join(", ")}`);
  console.log(machine());
  for (const { name, reason } of absences) console.log(`${name}: not measured: ${reason}`);
  let report = { ...(await loadReport()), absences };
  for (const row of rows.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    const measured = await measureRow(row, isQuick ? 3 : 5, isQuick);
    print(measured);
    report = { ...withRow(report, measured, order), absences };
    await saveReport(report);
  }
  if (args.includes("--write")) await writeDocument(report);
}

function print(row: Measured): void {
  console.log(`\n${row.title} (${row.id})\n${asText(tableOf(row))}`);
  for (const { name, reason } of row.failures) console.log(`  ${name}: not measured: ${reason}`);
}
