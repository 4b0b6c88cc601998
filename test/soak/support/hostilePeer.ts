#!/usr/bin/env node
/**
 * Takes the place of Python and lies: shakes hands, then throws hostile messages at the client with every request
 * it gets, among them a first answer that may be anything. A last answer, which says null, always comes, so that a
 * client that waits for longer has lost it.
 */
import { HostileMessages } from "./hostileMessages.ts";
import { Random } from "./random.ts";

const seed = Number(process.env["HOSTILE_SEED"]);
const messagesPerRequest = Number(process.env["HOSTILE_MESSAGES"]);
const messages = new HostileMessages(new Random(seed));

interface ClientMessage {
  readonly id?: number;
  readonly method?: string;
}

const handshake = {
  protocolVersion: 1,
  pid: process.pid,
  pythonVersion: "3.11.2",
  executable: process.argv[1],
  epoch: String(seed),
};
const capabilities = { experimental: { snakebridge: handshake } };

function answer({ id, method }: ClientMessage): void {
  if (method === "exit") process.exit(0);
  if (id === undefined || method === undefined) return;
  if (method === "initialize" || method === "shutdown") {
    say(messages.plain({ jsonrpc: "2.0", id, result: { capabilities } }));
    return;
  }
  for (let count = 0; count < messagesPerRequest - 2; count += 1) say(messages.next());
  say(messages.answerTo(id, method));
  say(messages.plain({ jsonrpc: "2.0", id, result: null }));
}

const waiting: Buffer[] = [];
function say(bytes: Buffer): void {
  if (waiting.push(bytes) === 1)
    setImmediate(() => process.stdout.write(Buffer.concat(waiting.splice(0))));
}

let input = Buffer.alloc(0);
process.stdin.on("data", (chunk: Buffer) => {
  input = Buffer.concat([input, chunk]);
  for (;;) {
    const headerEnd = input.indexOf("\r\n\r\n");
    const length = Number(/\d+/.exec(input.toString("latin1", 0, Math.max(0, headerEnd)))?.[0]);
    const end = headerEnd + 4 + length;
    if (headerEnd < 0 || input.length < end) return;
    const body = input.toString("utf8", headerEnd + 4, end);
    input = input.subarray(end);
    messages.learn(body);
    // SAFETY: the client under test writes JSON-RPC.
    const message = JSON.parse(body) as ClientMessage | readonly ClientMessage[];
    for (const member of [message].flat()) answer(member);
  }
});
