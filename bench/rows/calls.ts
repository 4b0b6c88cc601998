/**
 * Plain calls: one at a time, and ten thousand at once.
 */
import { SnakeBridge } from "snakebridge";

import { python } from "../contestants/interpreter.ts";
import { PlainJsonRpc } from "../contestants/plainJsonRpc.ts";
import { RawJson } from "../contestants/rawJson.ts";
import { average, latencies } from "../measure.ts";
import type { Contestant, Row, Sample } from "../measure.ts";

interface Caller {
  readonly name: string;
  readonly sqrt: () => Promise<unknown>;
  readonly end: () => Promise<void>;
}

function rawJson(): Promise<Caller> {
  const raw = new RawJson(python);
  const name = "raw JSON ping-pong";
  return Promise.resolve({ name, sqrt: () => raw.sqrt(16), end: () => raw.end() });
}

function plainJsonRpc(): Promise<Caller> {
  const plain = new PlainJsonRpc(python);
  return Promise.resolve({
    name: "stock vscode-jsonrpc, threaded Python loop",
    sqrt: () => plain.call("math", "sqrt", [16]),
    end: () => plain.end(),
  });
}

async function snakeBridge(): Promise<Caller> {
  const bridge = await SnakeBridge.start({ python });
  return {
    name: "SnakeBridge",
    sqrt: () => bridge.call("math", "sqrt", [16]),
    end: () => bridge.dispose(),
  };
}

const callers = [rawJson, plainJsonRpc, snakeBridge];

/** Small turns, so that contestants share whatever the machine does. */
const turn = 200;

function contestant(
  make: () => Promise<Caller>,
  round: (caller: Caller, quick: boolean) => Promise<Sample>,
): () => Promise<Contestant> {
  return async () => {
    const caller = await make();
    return {
      name: caller.name,
      round: (quick) => round(caller, quick),
      end: () => caller.end(),
    };
  };
}

export const callRows: readonly Row[] = [
  {
    id: "sequential",
    title: "math.sqrt(16), one at a time",
    unit: { of: "call", per: "operation" },
    contestants: callers.map((make) =>
      contestant(make, ({ sqrt }, quick) => latencies(quick ? turn : 10 * turn, sqrt)),
    ),
  },
  {
    id: "pipelined",
    title: "math.sqrt(16), 10,000 issued at once",
    unit: { of: "calls", per: "second" },
    contestants: callers.map((make) =>
      contestant(make, ({ sqrt }) =>
        average(10_000, () => Promise.all(Array.from({ length: 10_000 }, sqrt))),
      ),
    ),
  },
];
