/**
 * Large answers: many attributes, many numbers, many bytes.
 */
import { Ref, SnakeBridge } from "snakebridge";

import { python } from "../contestants/interpreter.ts";
import { PlainJsonRpc } from "../contestants/plainJsonRpc.ts";
import { latencies } from "../measure.ts";
import type { Contestant, Row } from "../measure.ts";

/** A value made once in Python and answered again and again. */
interface Work {
  /** The Python expression that makes it. */
  readonly value: string;
  readonly times: number;
}

const store = (value: string) => `setattr(__import__('builtins'), 'bench_value', ${value})`;
const load = "bench_value";

function throughSnakeBridge({ value, times }: Work) {
  return async (): Promise<Contestant> => {
    const bridge = await SnakeBridge.start({ python });
    await bridge.call("builtins", "eval", [store(value)]);
    return {
      name: "SnakeBridge",
      round: (quick) => latencies(quick ? 2 : times, () => bridge.call("builtins", "eval", [load])),
      end: () => bridge.dispose(),
    };
  };
}

function throughPlainJson({ value, times }: Work) {
  return async (): Promise<Contestant> => {
    const rpc = new PlainJsonRpc(python);
    await rpc.call("builtins", "eval", [store(value)]);
    return {
      name: "stock vscode-jsonrpc, JSON and base64",
      round: (quick) => latencies(quick ? 2 : times, () => loadPlainly(rpc)),
      end: () => rpc.end(),
    };
  };
}

async function loadPlainly(rpc: PlainJsonRpc): Promise<unknown> {
  const result = await rpc.call("builtins", "eval", [load]);
  return hasBase64(result) ? Buffer.from(result.base64, "base64") : result;
}

function hasBase64(result: unknown): result is { readonly base64: string } {
  return typeof result === "object" && result !== null && "base64" in result;
}

function bulkRow(id: string, title: string, work: Work): Row {
  const contestants = [throughPlainJson(work), throughSnakeBridge(work)];
  return { id, title, unit: { of: "answer", per: "operation" }, contestants };
}

const sixty = "__import__('types').SimpleNamespace(**{f'a{n}': [n] for n in range(60)})";

async function attributesOfSnakeBridge(): Promise<Contestant> {
  const bridge = await SnakeBridge.start({ python });
  const ref = await bridge.call("builtins", "eval", [sixty]);
  if (!(ref instanceof Ref)) throw new TypeError("an object gave no ref");
  const list = async (): Promise<void> => {
    const { children } = await ref.inspect({ part: "attributes" });
    if (children.length !== 60) throw new Error(`${children.length} attributes`);
  };
  return {
    name: "SnakeBridge, runs no user code",
    round: (quick) => latencies(quick ? 30 : 300, list),
    end: () => bridge.dispose(),
  };
}

async function attributesOfPlain(): Promise<Contestant> {
  const rpc = new PlainJsonRpc(python);
  // SAFETY: what threaded_loop.py answers for an object.
  const { ref } = (await rpc.call("builtins", "eval", [sixty])) as { ref: string };
  return {
    name: "stock vscode-jsonrpc, vars, type and repr",
    round: (quick) => latencies(quick ? 30 : 300, () => rpc.request("attributes", { ref })),
    end: () => rpc.end(),
  };
}

export const bulkRows: readonly Row[] = [
  {
    id: "attributes",
    title: "List 60 attributes of an object with types and previews",
    unit: { of: "listing", per: "operation" },
    contestants: [attributesOfPlain, attributesOfSnakeBridge],
  },
  bulkRow("ints", "100,000 ints as a list", { value: "list(range(100_000))", times: 20 }),
  bulkRow("floats", "1,000,000 floats as a list", {
    value: "[n / 7 for n in range(1_000_000)]",
    times: 3,
  }),
  bulkRow("bytes", "10 MB as bytes", { value: "bytes(range(256)) * 40_000", times: 5 }),
];
