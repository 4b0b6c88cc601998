/**
 * Whatever comes in, the adapter lives on: every request that is one is answered once, and nothing fails inside.
 */
import { expect } from "vitest";

import { AdapterFrames } from "./support/adapterFrames.ts";
import { FuzzedAdapter } from "./support/fuzzedAdapter.ts";
import { Random, seed } from "./support/random.ts";
import { soak } from "../support/soak.ts";

const framesPerBatch = 100;
const batchesPerLife = 40;

/** How a life may end, and what the process then ends with: 0 only after `shutdown`. */
const endings: readonly (readonly [lastBytes: string, exitCode: string])[] = [
  ["", "1"],
  ['Content-Length: 40\r\n\r\n{"jsonrpc', "1"],
  ["Content-Le", "1"],
  [`Content-Length: 999999999999999\r\n\r\n${"x".repeat(9999)}`, "1"],
  [framed({ jsonrpc: "2.0", method: "exit" }), "1"],
  [framed({ jsonrpc: "2.0", id: 1, method: "shutdown" }), "0"],
];

soak("hostile frames to the adapter", "adapterFrames", async ({ count, note }) => {
  const random = new Random(seed);
  const frames = new AdapterFrames(random);
  let lives = 0;
  let slowestPingMs = 0;
  for (let sent = 0; sent < count; lives += 1) {
    const adapter = new FuzzedAdapter(seed + lives);
    try {
      const initializationOptions = { snakebridge: { attachments: random.chance(0.5) } };
      await adapter.withstand([frames.request("initialize", { initializationOptions })]);
      for (let batch = 0; batch < batchesPerLife && sent < count; batch += 1) {
        const fire = Array.from({ length: framesPerBatch }, () => frames.next());
        // A call comes after everything that was read before it; a ping need not wait for that.
        const last = frames.request("snakebridge/run", { session: "last", source: "None" });
        await adapter.withstand([...fire, last]);
        const start = performance.now();
        await adapter.withstand([frames.request("snakebridge/ping", {})]);
        slowestPingMs = Math.max(slowestPingMs, performance.now() - start);
        sent += framesPerBatch;
      }
      const [lastBytes, exitCode] = random.pick(endings);
      expect(await adapter.end(Buffer.from(lastBytes))).toBe(exitCode);
    } finally {
      adapter.kill();
    }
  }
  note(`${lives} processes, each ended as it should; slowest ping ${slowestPingMs.toFixed(0)} ms`);
  expect(slowestPingMs).toBeLessThan(5000);
});

function framed(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${body.length}\r\n\r\n${body}`;
}
