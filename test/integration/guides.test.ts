/**
 * The code of the documents runs as a reader would run it, block after block, and gives what stands beside it.
 */
import { delimiter, dirname, join } from "node:path";

import { expect, it } from "vitest";

import { startClient } from "../support/clientProcess.js";
import { daskPython, hasDask } from "../support/daskCluster.js";
import { codeOf } from "../support/documentCode.js";
import { filesUnder, repository } from "../support/sources.js";

const documents = filesUnder("docs", /^docs\/(library|guide-.*)\.md$/);
/** Who reads of clusters has a Dask in the first Python on the path. */
const withDask = { PATH: [dirname(daskPython), process.env["PATH"]].join(delimiter) };
const library = JSON.stringify(join(repository, "src", "bridge", "index.ts"));

/** The client has `SnakeBridge` already. */
function program(document: string): string {
  return codeOf(document).replace(
    /import \{(.*?)\} from "snakebridge";/,
    (_, names: string) => `import {${names.replace(/,? SnakeBridge\b/, "")}} from ${library};`,
  );
}

it("there are documents to run", () => {
  expect(documents.length).toBeGreaterThan(5);
});

const ofClusters = "docs/guide-clusters.md";
const runnable = documents.filter((document) => document !== ofClusters || hasDask());

it.each(runnable)("the code of %s runs and gives what it says", async (document) => {
  const code = program(document);
  expect(code.match(/\bsame\(/g)?.length).toBeGreaterThan(2);
  await using client = await startClient(
    `import { deepEqual as same } from "node:assert/strict";\n${code}\nconsole.log("done");`,
    document === ofClusters ? withDask : {},
  );
  expect(await client.nextLine()).toBe("done");
  expect(await client.exited).toEqual({ code: 0, signal: null });
});
