/**
 * The life of a ref: create, method, attribute, release; awaited step by step, and as one chain.
 */
import { Ref, SnakeBridge } from "snakebridge";

import { python } from "../contestants/interpreter.ts";
import { PlainJsonRpc } from "../contestants/plainJsonRpc.ts";
import { latencies } from "../measure.ts";
import type { Contestant, Row } from "../measure.ts";

const cycles = 300;

async function awaited(): Promise<Contestant> {
  const bridge = await SnakeBridge.start({ python });
  const cycle = async (): Promise<void> => {
    const thing = await bridge.call("io", "StringIO", ["text"]);
    if (!(thing instanceof Ref)) throw new TypeError("StringIO gave no ref");
    await thing.method("read", [2]);
    await thing.attr("closed");
    await thing.release();
  };
  return ending("SnakeBridge, each step awaited", cycle, () => bridge.dispose());
}

async function pipelined(): Promise<Contestant> {
  const bridge = await SnakeBridge.start({ python });
  const cycle = async (): Promise<void> => {
    const thing = bridge.call("io", "StringIO", ["text"]);
    const steps = [thing.method("read", [2]), thing.attr("closed"), thing.release()];
    await Promise.all(steps);
  };
  return ending("SnakeBridge, one pipelined chain", cycle, () => bridge.dispose());
}

function plain(): Promise<Contestant> {
  const rpc = new PlainJsonRpc(python);
  const cycle = async (): Promise<void> => {
    // SAFETY: what threaded_loop.py answers for an object.
    const { ref } = (await rpc.call("io", "StringIO", ["text"])) as { ref: string };
    await rpc.request("method", { ref, name: "read", args: [2] });
    await rpc.request("attr", { ref, name: "closed" });
    await rpc.request("release", { ref });
  };
  const name = "stock vscode-jsonrpc, threaded Python loop";
  return Promise.resolve(ending(name, cycle, () => rpc.end()));
}

function ending(name: string, cycle: () => Promise<void>, end: () => Promise<void>): Contestant {
  return { name, end, round: (quick) => latencies(quick ? cycles / 3 : cycles, cycle) };
}

export const chainRows: readonly Row[] = [
  {
    id: "ref-cycle",
    title: "Create a ref, call a method, read an attribute, release",
    unit: { of: "cycle", per: "operation" },
    contestants: [awaited, pipelined, plain],
  },
];
