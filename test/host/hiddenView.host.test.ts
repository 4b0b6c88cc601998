/** A view that nobody sees costs nothing: no request reaches Python on its behalf. */
import assert from "node:assert/strict";

import * as vscode from "vscode";

import type { SnakeBridge } from "../../src/bridge/index.js";
import { bridge } from "./support.js";

const session = "wiretap";
const rounds = 20;
const refsPerRound = 50;

/** What looking asks for; the test itself only calls. */
const looks = ["snakebridge/refs", "snakebridge/children", "snakebridge/describe"];

async function heard(running: SnakeBridge): Promise<ReadonlyMap<string, number>> {
  const counts = await running.call("wiretap", "tell", [], { session });
  // SAFETY: what `tell` of the sample file returns.
  return new Map(Object.entries(counts as Record<string, number>));
}

/** Makes refs in one turn, and so an event for each worker turn. */
async function change(running: SnakeBridge): Promise<void> {
  const make = () => running.call("builtins", "object", [], { session });
  await Promise.all(Array.from({ length: refsPerRound }, make));
}

suite("a hidden view", () => {
  teardown(async () => {
    await (await bridge()).releaseSession(session);
  });

  test("asks nothing while refs come and go; shown, it looks again", async () => {
    const running = await bridge();
    await running.call("wiretap", "listen", [], { session });
    await vscode.commands.executeCommand("snakebridge.refs.focus");
    await change(running);
    await untilLooked(running, new Map());

    await vscode.commands.executeCommand("workbench.view.explorer");
    const before = await heard(running);
    for (let round = 0; round < rounds; round += 1) await change(running);
    const after = await heard(running);
    const calls = rounds * refsPerRound + 1;
    const asked = [...after].map(([method, count]) => [method, count - (before.get(method) ?? 0)]);
    const others = asked.filter(([, count]) => count !== 0);
    assert.deepEqual(others, [["snakebridge/call", calls]]);

    await vscode.commands.executeCommand("snakebridge.refs.focus");
    await untilLooked(running, after);
  });
});

/** Each look at the counts is a request of its own, so that the waiting is no idling. */
async function untilLooked(
  running: SnakeBridge,
  before: ReadonlyMap<string, number>,
): Promise<void> {
  for (;;) {
    const now = await heard(running);
    if (looks.some((method) => (now.get(method) ?? 0) > (before.get(method) ?? 0))) return;
  }
}
