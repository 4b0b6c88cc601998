/**
 * A generator's items, in batches and one request each.
 */
import { SnakeBridge, StreamRef } from "snakebridge";

import { python } from "../contestants/interpreter.ts";
import { PlainJsonRpc } from "../contestants/plainJsonRpc.ts";
import { average } from "../measure.ts";
import type { Contestant, Row } from "../measure.ts";

const items = 100_000;
const few = 2_000;

async function batched(): Promise<Contestant> {
  const bridge = await SnakeBridge.start({ python });
  const drain = async (): Promise<void> => {
    const stream = await bridge.call("builtins", "eval", [`(n for n in range(${items}))`]);
    if (!(stream instanceof StreamRef)) throw new TypeError("a generator gave no stream");
    let count = 0;
    for await (const item of stream) if (item === count) count += 1;
    if (count !== items) throw new Error(`${count} items came`);
  };
  return {
    name: "SnakeBridge, for await",
    round: () => average(items, drain),
    end: () => bridge.dispose(),
  };
}

function oneByOne(): Promise<Contestant> {
  const rpc = new PlainJsonRpc(python);
  const drain = async (): Promise<void> => {
    // SAFETY: what threaded_loop.py answers for an object.
    const { ref } = (await rpc.call("builtins", "eval", [`(n for n in range(${few}))`])) as {
      ref: string;
    };
    while ((await rpc.request("next", { ref })) !== null);
  };
  return Promise.resolve({
    name: "stock vscode-jsonrpc, one request per item",
    round: () => average(few, drain),
    end: () => rpc.end(),
  });
}

export const streamRows: readonly Row[] = [
  {
    id: "generator",
    title: "Items of a generator",
    unit: { of: "items", per: "second" },
    contestants: [oneByOne, batched],
  },
];
