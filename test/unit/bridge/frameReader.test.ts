/**
 * Reading frames: whatever the chunks, every message arrives once and in order; whatever the bytes, nothing
 * throws.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { FrameReader } from "../../../src/bridge/frameReader.js";

function frame(body: string, header = `Content-Length: ${Buffer.byteLength(body)}`): Buffer {
  return Buffer.from(`${header}\r\n\r\n${body}`);
}

function readAll(chunks: Iterable<Buffer>, maxBodyBytes?: number) {
  const messages: unknown[] = [];
  const broken: { message: string; head: string }[] = [];
  const reader = new FrameReader(
    {
      onMessage: (message) => messages.push(message),
      onBroken: ({ message }, head) => broken.push({ message, head }),
    },
    maxBodyBytes,
  );
  for (const chunk of chunks) reader.push(chunk);
  return { messages, broken };
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  chunks.push(bytes.subarray(start));
  return chunks;
}

describe("FrameReader", () => {
  it("gives every message once and in order, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 10 }),
        fc.array(fc.nat(200), { maxLength: 20 }),
        (values, sizes) => {
          const sent = values.map((value) => JSON.stringify({ value }));
          const bytes = Buffer.concat(sent.map((body) => frame(body)));
          const { messages, broken } = readAll(cut(bytes, sizes));
          expect(messages).toEqual(sent.map((body): unknown => JSON.parse(body)));
          expect(broken).toEqual([]);
        },
      ),
    );
  });

  it("reads other header fields, in any order and case", () => {
    const header = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:  7";
    expect(readAll([frame('{"a":1}', header)]).messages).toEqual([{ a: 1 }]);
  });

  it("reads text outside ASCII by its bytes, also when a character is cut", () => {
    const bytes = frame('{"text":"ψ🐍"}');
    for (let at = 0; at < bytes.length; at += 1) {
      expect(readAll([bytes.subarray(0, at), bytes.subarray(at)]).messages).toEqual([
        { text: "ψ🐍" },
      ]);
    }
  });

  it("puts attachments where the message names them, however the stream is cut", () => {
    const body = JSON.stringify({
      a: [{ __type__: "bytes", attachment: 1 }],
      b: { attachment: 0 },
    });
    const lengths = `Content-Length: ${body.length + 7}\r\nSnakebridge-Attachments: 3,0,4`;
    const bytes = Buffer.concat([frame(`${body}abc1234`, lengths), frame("[1]")]);
    const expected = {
      a: [{ __type__: "bytes", attachment: new Uint8Array() }],
      b: { attachment: 0 },
    };
    for (let at = 0; at < bytes.length; at += 1) {
      const { messages, broken } = readAll([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(messages).toEqual([expected, [1]]);
      expect(broken).toEqual([]);
    }
  });

  it("gives each attachment memory of its own", () => {
    const body = '[{"__type__":"bytes","attachment":0}]';
    const lengths = `Content-Length: ${body.length + 3}\r\nSnakebridge-Attachments: 3`;
    const { messages } = readAll([frame(`${body}abc`, lengths)]);
    expect(messages).toEqual([[{ __type__: "bytes", attachment: Uint8Array.of(97, 98, 99) }]]);
    expect(messages).toMatchObject([[{ attachment: { buffer: { byteLength: 3 } } }]]);
  });

  it("finds attachments beside objects of any width", () => {
    const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, n]));
    const body = JSON.stringify([wide, { __type__: "bytes", attachment: 0 }]);
    const lengths = `Content-Length: ${body.length + 1}\r\nSnakebridge-Attachments: 1`;
    const { messages, broken } = readAll([frame(`${body}a`, lengths)]);
    expect(broken).toEqual([]);
    expect(messages).toMatchObject([[{}, { attachment: Uint8Array.of(97) }]]);
  });

  it("skips a frame that is shorter than its attachments and reads on", () => {
    const bytes = frame('{"a":1}', "Content-Length: 7\r\nSnakebridge-Attachments: 8");
    for (let at = 0; at < bytes.length; at += 1) {
      const chunks = [bytes.subarray(0, at), bytes.subarray(at), frame("[1]")];
      const { messages, broken } = readAll(chunks);
      expect(messages).toEqual([[1]]);
      expect(broken).toHaveLength(1);
    }
  });

  it("reports a body that is not JSON with its head and reads on", () => {
    const { messages, broken } = readAll([frame('{"id":-7,oops'), frame("[]")]);
    expect(messages).toEqual([[]]);
    expect(broken).toEqual([{ message: "Frame that is not JSON", head: '{"id":-7,oops' }]);
  });

  it("skips a body over the limit, reports its head, and reads on", () => {
    const large = JSON.stringify({ id: -3, text: "x".repeat(5000) });
    const bytes = Buffer.concat([frame(large), frame('{"a":1}')]);
    const { messages, broken } = readAll(cut(bytes, [100, 1000, 3000]), 1000);
    expect(messages).toEqual([{ a: 1 }]);
    expect(broken).toHaveLength(1);
    expect(broken[0]?.head).toMatch(/^\{"id":-3/);
  });

  it("skips a body over the limit that is whole in one chunk", () => {
    const bytes = Buffer.concat([frame(`"${"x".repeat(50)}"`), frame('{"a":1}')]);
    expect(readAll([bytes], 20).messages).toEqual([{ a: 1 }]);
  });

  it("finds its way again behind garbage", () => {
    const bytes = Buffer.concat([Buffer.from("Segmentation fault\r\n\r\nmore"), frame('{"a":1}')]);
    const { messages, broken } = readAll([bytes]);
    expect(messages).toEqual([{ a: 1 }]);
    expect(broken).toHaveLength(1);
  });

  it("drops an endless header instead of keeping it", () => {
    const { broken } = readAll([Buffer.alloc(10_000, "x")]);
    expect(broken.map(({ message }) => message)).toEqual(["Endless frame header"]);
  });

  it("finds the message behind an endless header, wherever that is cut", () => {
    const garbage = Buffer.alloc(10_000, "x");
    const next = frame('{"a":1}');
    for (let at = 0; at <= next.length; at += 1) {
      const chunks = [Buffer.concat([garbage, next.subarray(0, at)]), next.subarray(at)];
      expect(readAll(chunks).messages).toEqual([{ a: 1 }]);
    }
    const chunks = [Buffer.from("Content-Length: "), garbage, garbage, next];
    expect(readAll(chunks).messages).toEqual([{ a: 1 }]);
  });

  it("survives arbitrary bytes around frame headers", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.nat(60).map((length) => Buffer.from(`Content-Length: ${length}\r\n\r\n`)),
      fc.constantFrom("\r\n\r\n", "Content-Length: ", "{}", "[").map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (chunks) => {
        readAll(chunks, 100);
      }),
      { numRuns: 2000 },
    );
  });
});
