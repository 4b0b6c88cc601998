/** Cells in sequence, and one that prints without end, as a notebook's kernel runs them: over a real worker. */
import { expect } from "vitest";

import { SnakeBridge } from "../../src/bridge/index.js";
import { expectAtMost, soak } from "../support/soak.ts";

const session = "notebook";
/** What a cell may take beyond its code. */
const mostCellMs = 5;
/** For so long nothing else may stand still. */
const mostStillMs = 500;
const megabyte = 2 ** 20;

soak("cells run in sequence, each with a print, a name and a value", "cells", async (portion) => {
  const { count, note } = portion;
  await using bridge = await SnakeBridge.start();
  let printed = 0;
  bridge.onDidWriteOutput(({ text }) => (printed += text.split("\n").length - 1));
  const took: number[] = [];
  for (let order = 1; order <= count; order += 1) {
    const source = `print(${order})\nnamed${order % 50} = [${order}]\n${order}`;
    const startedMs = performance.now();
    const { forms } = await bridge.runCell(source, { session, fileName: `In[${order}]`, order });
    took.push(performance.now() - startedMs);
    expect(forms?.at(-1)?.data).toBe(String(order));
  }
  expect(printed).toBe(count);
  const meanMs = took.reduce((sum, ms) => sum + ms, 0) / count;
  note(`${meanMs.toFixed(2)} ms a cell, the slowest ${Math.max(...took).toFixed(1)} ms`);
  expectAtMost(meanMs, mostCellMs);
});

soak(
  "megabytes that one cell prints all arrive, and nothing stands still",
  "printedMegabytes",
  async (portion) => {
    const { count, note } = portion;
    await using bridge = await SnakeBridge.start();
    let length = 0;
    bridge.onDidWriteOutput(({ text }) => (length += text.length));
    let stillMs = 0;
    let lastMs = performance.now();
    const watch = setInterval(() => {
      stillMs = Math.max(stillMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 10);
    const startedMs = performance.now();
    const source = `line = 'x' * 1023\nfor _ in range(${count * 1024}):\n    print(line)`;
    await bridge.runCell(source, { session, fileName: "In[1]" });
    const seconds = (performance.now() - startedMs) / 1000;
    clearInterval(watch);
    expect(length).toBe(count * megabyte);
    note(
      `${(count / seconds).toFixed(0)} MB a second, never still for more than ${stillMs.toFixed(0)} ms`,
    );
    expectAtMost(stillMs, mostStillMs);
  },
);
