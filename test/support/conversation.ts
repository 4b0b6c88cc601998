/** Conversations as documents write them, `→` to the worker and `←` from it, held with a real one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { expect } from "vitest";

import { readSource, repository } from "./sources.js";

/** The blocks of a document in one language. */
export function blocksOf(document: string, language: string): readonly string[] {
  const blocks = readSource(document).matchAll(/```([\w-]+)\n(.*?)```/gs);
  return Array.from(blocks).flatMap(([, name, block = ""]) => (name === language ? [block] : []));
}

/** Says what the page says and expects what it says; the worker ends as the page ends it. */
export async function holdConversations(document: string): Promise<number> {
  const lines = blocksOf(document, "json-rpc").flatMap((block) => block.trim().split("\n"));
  const worker = spawn("python3", ["-m", "snakebridge_adapter"], {
    cwd: join(repository, "python"),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exit = once(worker, "exit");
  try {
    const messages = messagesOf(worker.stdout);
    for (const line of lines) {
      const text = line.slice(2);
      if (line.startsWith("→")) worker.stdin.write(frame(text));
      else expect((await messages.next()).value, line).toMatchObject(Object(message(text)));
    }
    expect(await exit).toEqual([0, null]);
  } finally {
    worker.kill();
  }
  return lines.length;
}

/** What stands on a line, with the version that the page leaves out. */
function message(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  const whole = (one: unknown): object => Object.assign({ jsonrpc: "2.0" }, one);
  return Array.isArray(parsed) ? parsed.map(whole) : whole(parsed);
}

function frame(text: string): string {
  const body = JSON.stringify(message(text));
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Messages as they come. */
async function* messagesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<unknown, undefined> {
  let data = Buffer.alloc(0);
  for await (const chunk of stream) {
    data = Buffer.concat([data, chunk]);
    for (let end = data.indexOf("\r\n\r\n"); end >= 0; end = data.indexOf("\r\n\r\n")) {
      const length = Number(/Content-Length: (\d+)/.exec(data.toString("latin1", 0, end))?.[1]);
      const bodyEnd = end + 4 + length;
      if (data.length < bodyEnd) break;
      yield JSON.parse(data.toString("utf8", end + 4, bodyEnd));
      data = data.subarray(bodyEnd);
    }
  }
  return undefined;
}
