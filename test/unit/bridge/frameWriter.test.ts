/**
 * Writing frames: one write per turn, batches where allowed, order always.
 */
import { Writable } from "node:stream";

import { describe, expect, it } from "vitest";

import { FrameReader } from "../../../src/bridge/frameReader.js";
import { FrameWriter } from "../../../src/bridge/frameWriter.js";

/** A stream that keeps what each write gave it. */
class Recorder extends Writable {
  readonly writes: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk);
    done();
  }

  /** The frames, as parsed. */
  frames(): unknown[] {
    const messages: unknown[] = [];
    const reader = new FrameReader({
      onMessage: (message) => messages.push(message),
      onBroken: (error) => {
        throw error;
      },
    });
    for (const chunk of this.writes) reader.push(chunk);
    return messages;
  }
}

function setUp() {
  const stream = new Recorder();
  return { stream, writer: new FrameWriter(stream) };
}

const turnEnd = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("FrameWriter", () => {
  it("sends a lone message as it is", async () => {
    const { stream, writer } = setUp();
    writer.enqueue({ id: 1 }, true);
    await turnEnd();
    expect(stream.writes.map(String)).toEqual(['Content-Length: 8\r\n\r\n{"id":1}']);
  });

  it("gathers the messages of one turn in one write and one batch", async () => {
    const { stream, writer } = setUp();
    for (let id = 1; id <= 3; id += 1) writer.enqueue({ id }, true);
    await turnEnd();
    expect(stream.writes).toHaveLength(1);
    expect(stream.frames()).toEqual([[{ id: 1 }, { id: 2 }, { id: 3 }]]);
  });

  it("never puts more than 256 messages into a batch", async () => {
    const { stream, writer } = setUp();
    for (let id = 0; id < 600; id += 1) writer.enqueue({ id }, true);
    await turnEnd();
    // SAFETY: what was enqueued above.
    const batches = stream.frames() as { id: number }[][];
    expect(batches.map(({ length }) => length)).toEqual([256, 256, 88]);
    expect(batches.flat().map(({ id }) => id)).toEqual(Array.from({ length: 600 }, (_, id) => id));
  });

  it("keeps messages that must stand alone out of batches, in their place", async () => {
    const { stream, writer } = setUp();
    writer.enqueue({ id: 1 }, true);
    writer.enqueue({ lsp: true }, false);
    writer.enqueue({ id: 2 }, true);
    writer.enqueue({ id: 3 }, true);
    await turnEnd();
    expect(stream.frames()).toEqual([{ id: 1 }, { lsp: true }, [{ id: 2 }, { id: 3 }]]);
  });

  it("sends large messages alone", async () => {
    const { stream, writer } = setUp();
    const text = "x".repeat(70_000);
    writer.enqueue({ id: 1 }, true);
    writer.enqueue({ id: 2, text }, true);
    writer.enqueue({ id: 3 }, true);
    await turnEnd();
    expect(stream.frames()).toEqual([{ id: 1 }, { id: 2, text }, { id: 3 }]);
  });

  it("sends a message with attachments alone, and the attachments behind it", async () => {
    const { stream, writer } = setUp();
    writer.enqueue({ id: 1 }, true);
    const attachments = [Uint8Array.of(97, 98), Uint8Array.of(99)];
    writer.enqueue({ __type__: "bytes", attachment: 1 }, true, undefined, attachments);
    writer.enqueue({ id: 3 }, true);
    await turnEnd();
    expect(stream.frames()).toEqual([
      { id: 1 },
      { __type__: "bytes", attachment: Uint8Array.of(99) },
      { id: 3 },
    ]);
  });

  it("counts bytes, not characters", async () => {
    const { stream, writer } = setUp();
    writer.enqueue({ text: "ψ🐍\ud800" }, true);
    await turnEnd();
    expect(stream.frames()).toEqual([{ text: "ψ🐍\ud800" }]);
  });

  it("lets a message be completed until its turn ends", async () => {
    const { stream, writer } = setUp();
    const message: { id: number; handle?: string } = { id: 1 };
    const { turn } = writer;
    writer.enqueue(message, true);
    expect(writer.turn).toBe(turn);
    message.handle = "h";
    await turnEnd();
    expect(writer.turn).not.toBe(turn);
    expect(stream.frames()).toEqual([{ id: 1, handle: "h" }]);
  });

  it("tells the sender of a message that cannot be JSON, and sends the others", async () => {
    const { stream, writer } = setUp();
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const errors: unknown[] = [];
    writer.enqueue({ id: 1 }, true);
    writer.enqueue(circular, true, (error) => errors.push(error));
    await turnEnd();
    expect(errors).toHaveLength(1);
    expect(stream.frames()).toEqual([{ id: 1 }]);
  });

  it("drops what is sent after the stream ended", async () => {
    const { stream, writer } = setUp();
    stream.end();
    writer.enqueue({ id: 1 }, true);
    await turnEnd();
    expect(stream.writes).toEqual([]);
  });
});
