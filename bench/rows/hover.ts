/**
 * Hovers, through the adapter as a plain language server: over text it has read already, and right after an edit of
 * a thousand lines, which are read anew.
 */
import type { MessageConnection } from "vscode-jsonrpc/node";

import { startPlainClient } from "../contestants/plainClient.ts";
import { latencies } from "../measure.ts";
import type { Lane, Row } from "../measure.ts";

const uri = "file:///bench.py";
const lineCount = 1_000;
const textDocument = { uri, languageId: "python", version: 1 };
const hovered = { textDocument, position: { line: lineCount, character: 3 } };

export function hoverRows(): Row[] {
  return [
    {
      id: "hover",
      title: "Hover",
      about: `Over a name bound to an object of 60 attributes, in a file of ${lineCount.toLocaleString("en")} lines`,
      unit: { of: "hover", per: "operation" },
      lanes: [
        lane("cached", "SnakeBridge, text read before", () => Promise.resolve()),
        lane("live", "SnakeBridge, right after an edit", edit),
      ],
    },
  ];
}

function lane(
  id: string,
  name: string,
  before: (client: MessageConnection) => Promise<void>,
): Lane {
  return {
    id,
    name,
    start: async () => {
      const { connection: client, end } = await startPlainClient();
      await open(client);
      return {
        round: (quick) =>
          latencies(quick ? 100 : 500, async () => {
            await before(client);
            const found = await client.sendRequest("textDocument/hover", hovered);
            if (found === null) throw new Error("there was no hover");
          }),
        end,
      };
    },
  };
}

async function open(client: MessageConnection): Promise<void> {
  const source = "import workload; found = workload.sixty()";
  await client.sendRequest("snakebridge/run", { session: "s", source });
  await client.sendRequest("snakebridge/attachDocument", { uri, session: "s" });
  const lines = Array.from(
    { length: lineCount },
    (_, line) => `value_${line} = compute(${line}, "text")`,
  );
  const text = `${lines.join("\n")}\nfound.a1\n`;
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, text },
  });
}

/** A line more and a line less, so that the place stays where it is. */
async function edit(client: MessageConnection): Promise<void> {
  const start = { line: 0, character: 0 };
  const range = { start, end: { line: 1, character: 0 } };
  await client.sendNotification("textDocument/didChange", {
    textDocument,
    contentChanges: [{ range, text: "value_0 = compute(1)\n" }],
  });
}
