/**
 * From nothing to the first result.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { SnakeBridge } from "snakebridge";

import { python } from "../contestants/interpreter.ts";
import { PlainJsonRpc } from "../contestants/plainJsonRpc.ts";
import { latencies } from "../measure.ts";
import type { Contestant, Row } from "../measure.ts";

const times = 10;

function starting(name: string, start: () => Promise<unknown>): () => Promise<Contestant> {
  return () =>
    Promise.resolve({
      name,
      round: (quick) => latencies(quick ? 2 : times, start),
      end: () => Promise.resolve(),
    });
}

/** Ends are not part of the start: they happen after the round, all at once. */
function startingAndEnding(
  name: string,
  start: (later: (end: () => Promise<void>) => void) => Promise<unknown>,
): () => Promise<Contestant> {
  return () =>
    Promise.resolve({
      name,
      round: async (quick) => {
        const ends: (() => Promise<void>)[] = [];
        const sample = await latencies(quick ? 2 : times, () => start((end) => ends.push(end)));
        await Promise.all(ends.map((end) => end()));
        return sample;
      },
      end: () => Promise.resolve(),
    });
}

export const startRows: readonly Row[] = [
  {
    id: "cold-start",
    title: "From nothing to the first result",
    unit: { of: "start", per: "operation" },
    contestants: [
      starting("python -c 'print(4)'", () => promisify(execFile)(python, ["-c", "print(4)"])),
      startingAndEnding("SnakeBridge", async (later) => {
        const bridge = await SnakeBridge.start({ python });
        later(() => bridge.dispose());
        await bridge.call("math", "sqrt", [16]);
      }),
      startingAndEnding("stock vscode-jsonrpc, threaded Python loop", async (later) => {
        const rpc = new PlainJsonRpc(python);
        later(() => rpc.end());
        await rpc.call("math", "sqrt", [16]);
      }),
    ],
  },
];
