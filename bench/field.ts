/**
 * Who takes part: SnakeBridge, what it is judged by, and what people use instead.
 */
import type { Contestant } from "./contestant.ts";
import { grpc } from "./contestants/grpc.ts";
import { jupyter } from "./contestants/jupyter.ts";
import { nodeCallsPython } from "./contestants/nodeCallsPython.ts";
import { pyodide } from "./contestants/pyodide.ts";
import { pythonia } from "./contestants/pythonia.ts";
import { pythonShell } from "./contestants/pythonShell.ts";
import { rawJson } from "./contestants/rawJson.ts";
import { snakeBridge } from "./contestants/snakeBridge.ts";
import { stockJsonRpc } from "./contestants/stockJsonRpc.ts";

/** Everyone, in the order of the tables. */
export const contestants: readonly Contestant[] = [
  snakeBridge,
  rawJson,
  stockJsonRpc,
  ...[pythonia, pythonShell, grpc, jupyter, nodeCallsPython, pyodide],
];

/** Who is not measured, and why. */
export interface Absence {
  readonly name: string;
  readonly reason: string;
}

/** Who is ready to be measured here. Peers are brought onto the machine if they are wanted. */
export async function gather(
  wantsPeers: boolean,
): Promise<{ readonly present: readonly Contestant[]; readonly absences: readonly Absence[] }> {
  const present: Contestant[] = [];
  const absences: Absence[] = [];
  for (const contestant of contestants) {
    if (contestant.role === "peer" && !wantsPeers) continue;
    try {
      await contestant.prepare?.();
      present.push(contestant);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      absences.push({ name: contestant.name, reason });
    }
  }
  return { present, absences };
}
