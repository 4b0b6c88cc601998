/** Notebooks of many cells, and cells that print without end, in the real editor: neither freezes nor breaks it. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

import { expectAtMost, soak } from "../../support/soak.ts";
import { Notebook } from "../../ui/support/notebook.ts";
import { Workbench } from "../../ui/support/workbench.ts";

/** What a cell may take beyond its code, all that the editor does for it included. */
const mostCellMs = 5;
/** For so long the window may do nothing else. */
const mostStillMs = 2_000;
const patience = { timeout: 300_000 };

soak("a notebook of many cells runs in the editor", "notebookCells", async ({ count, note }) => {
  const cells = Array.from({ length: count }, (_, number) => `named${number % 50} = ${number}`);
  await using run = await runNotebook([
    "import time\nbegun = time.perf_counter()",
    ...cells,
    "told = time.perf_counter() - begun",
  ]);
  const meanMs = (Number(run.told) * 1000) / count;
  note(`${meanMs.toFixed(2)} ms a cell`);
  expectAtMost(meanMs, mostCellMs);
});

soak("a cell prints megabytes in the editor", "notebookMegabytes", async ({ count, note }) => {
  const source = `line = 'x' * 1023\nfor _ in range(${count * 1024}):\n    print(line)`;
  await using run = await runNotebook([
    "import time\nbegun = time.perf_counter()",
    source,
    "told = time.perf_counter() - begun",
  ]);
  await run.notebook.outputs.getByText("more characters are not shown").waitFor(patience);
  const stillMs = await run.stillMs();
  note(
    `${Number(run.told).toFixed(1)} s, the window never still for more than ${stillMs.toFixed(0)} ms`,
  );
  expectAtMost(stillMs, mostStillMs);
});

/** Runs all cells; they leave in `told` what is to be told. */
async function runNotebook(sources: readonly string[]) {
  await using owned = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "snakebridge-soak-"));
  owned.defer(() => rm(folder, { recursive: true }));
  const toldFile = join(folder, "told.txt");
  const tell = `open(${JSON.stringify(toldFile)}, "w").write(str(told))`;
  await writeFile(join(folder, "many.ipynb"), notebookOf([...sources, tell]));
  const workbench = owned.use(await Workbench.start({ workspace: folder }));
  const notebook = new Notebook(workbench);
  await notebook.open("many.ipynb");
  await notebook.pickKernel("SnakeBridge (Python)");
  await workbench.page.evaluate(watchStillness);
  await notebook.button("Run All").click();
  const read = () => readFile(toldFile, "utf8").catch(() => "");
  await expect.poll(read, patience).not.toBe("");
  const told = await read();
  const kept = owned.move();
  return {
    notebook,
    told,
    stillMs: () => workbench.page.evaluate(() => Number(document.body.dataset["stillMs"])),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Runs in the page: tells there for how long nothing else was done, at most. */
function watchStillness(): void {
  let lastMs = performance.now();
  let mostMs = 0;
  setInterval(() => {
    mostMs = Math.max(mostMs, performance.now() - lastMs);
    lastMs = performance.now();
    document.body.dataset["stillMs"] = String(mostMs);
  }, 20);
}

function notebookOf(sources: readonly string[]): string {
  const cells = sources.map((source) => ({
    cell_type: "code",
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  const metadata = { language_info: { name: "python" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 });
}
