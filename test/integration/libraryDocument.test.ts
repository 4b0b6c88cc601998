/**
 * Every code block of docs/library.md runs, one after the other, as a reader would run them.
 */
import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { startClient } from "../support/clientProcess.js";

it("the code of docs/library.md runs as it stands", async () => {
  const document = readFileSync(new URL("../../docs/library.md", import.meta.url), "utf8");
  const blocks = Array.from(document.matchAll(/```ts\n(.*?)```/gs), ([, code = ""]) => code);
  expect(blocks.length).toBeGreaterThan(4);
  const program = blocks.join("\n").replace('import { Ref, SnakeBridge } from "snakebridge";', "");
  await using client = await startClient(
    `import type { Ref } from ${JSON.stringify(new URL("../../src/bridge/index.ts", import.meta.url).pathname)};\n` +
      `${program}\nconsole.log("done");`,
  );
  expect(await client.nextLine()).toBe("done");
  expect(await client.exited).toEqual({ code: 0, signal: null });
});
