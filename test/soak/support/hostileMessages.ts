/**
 * Hostile messages for a client: answers, events, requests and batches made of sound ones by changing what they say,
 * or how they are written. Behind what breaks the framing comes enough filler that the next frame is found again.
 */
import { lossy } from "./adapterFrames.ts";
import { HostileJson, writeJson } from "./hostileJson.ts";
import type { Random } from "./random.ts";

const text = (name: string) => ({ kind: "text", text: name });
const summary = {
  typeName: "Pattern",
  qualifiedType: "re.Pattern",
  kind: "object",
  preview: [text("re.compile('a')")],
  length: null,
  shape: null,
  dtype: null,
  sizeBytes: 100,
  hasChildren: true,
};
const sessionInfo = {
  id: "s",
  label: null,
  tags: [],
  refCount: 1,
  ttlSeconds: { value: 3600, source: "default" },
  maxRefs: { value: 10_000, source: "default" },
  ageSeconds: 1,
  nextEviction: null,
};
const refInfo = {
  ...summary,
  id: "0".repeat(32),
  sessionId: "s",
  names: ["x"],
  pinned: false,
  ageSeconds: 1,
  remainingSeconds: 3599,
  ttlSeconds: 3600,
  origin: null,
  streamType: null,
};
const children = {
  part: "items",
  start: 0,
  total: 1,
  children: [{ step: { item: 0 }, name: "0", part: "items", summary, refId: null, error: null }],
  parts: [{ part: "items", total: 1 }],
};
const pythonError = {
  pythonType: "ValueError",
  message: "no",
  traceback: "Traceback",
  frames: [{ file: "a.py", line: 1, function: "f", source: null }],
  notes: [],
  cause: null,
  exceptions: [],
};

const errorData: Readonly<Record<string, object>> = {
  1001: { ...pythonError, cause: pythonError, exceptions: [pythonError] },
  1002: { refId: "r", sessionId: "s", reason: "expired" },
  1003: { refId: "r", expectedSession: "s", actualSession: "t" },
  1004: { reason: "missing_id" },
  1005: { path: "$.x" },
  1006: { timeoutMs: 1 },
  1007: { sessionId: "s", maxRefs: 1 },
  1008: { reason: "unreachable", address: "tcp://host:1" },
  1009: { sessionId: "s", died: "worker", address: "tcp://host:2", workerName: null },
  "-32800": { interrupted: true },
  "-32603": {},
  7: {},
};

/** See the module's comment. */
export class HostileMessages {
  readonly #random: Random;
  readonly #hostile: HostileJson;
  readonly #sessions: string[] = ["s"];
  #callbackIds: readonly string[] = ["f"];
  #lastId = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#hostile = new HostileJson(random);
  }

  /** Picks up what a client's message tells: its functions, its sessions, how far its ids have come. */
  learn(body: string): void {
    const found = (pattern: RegExp) => [...body.matchAll(pattern)].map(([, name = ""]) => name);
    this.#callbackIds = [...this.#callbackIds, ...found(/"callback_id":"([^"]+)"/g)].slice(-5);
    this.#sessions.push(...found(/"session":"([^"]+)"/g));
    this.#sessions.splice(0, this.#sessions.length - 5);
    this.#lastId = Math.min(this.#lastId, ...found(/"id":(-\d+)/g).map(Number));
  }

  /** A message framed as it should be. */
  plain(message: unknown): Buffer {
    const body = Buffer.from(writeJson(message).text);
    return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
  }

  /** An answer that may be sound. */
  answerTo(id: unknown, method: string): Buffer {
    return this.plain(this.#answer(id, method));
  }

  /** Anything, asked for or not. */
  next(): Buffer {
    return this.#random.weighted<Buffer>([
      [10, () => this.plain(this.#message())],
      [2, () => this.plain(Array.from({ length: this.#random.below(6) }, () => this.#message()))],
      [1, () => this.#laden()],
      [1, () => this.#damaged()],
    ]);
  }

  #message(): unknown {
    const random = this.#random;
    const hostile = this.#hostile;
    return random.weighted<unknown>([
      [
        3,
        () => this.#answer(this.#someId(), random.pick(["snakebridge/call", "snakebridge/refs"])),
      ],
      [3, () => this.#event()],
      [2, () => this.#invocation()],
      [1, () => this.#perhaps({ jsonrpc: "2.0", id: 1, method: hostile.word(), params: {} })],
      [1, () => this.#perhaps({ jsonrpc: "2.0", method: hostile.word(), params: hostile.value() })],
      [1, () => ({ jsonrpc: "2.0", id: random.below(5), result: hostile.value() })],
      [1, () => hostile.value()],
    ]);
  }

  /** Of a request that waits, one that was answered, or none. */
  #someId(): unknown {
    return this.#random.weighted<unknown>([
      [4, () => this.#lastId + this.#random.below(40)],
      [1, () => this.#lastId - 1000],
      [1, () => this.#hostile.value()],
    ]);
  }

  #answer(id: unknown, method: string): object {
    return this.#perhaps(
      this.#random.chance(0.7)
        ? { jsonrpc: "2.0", id, result: this.#result(method) }
        : { jsonrpc: "2.0", id, error: this.#error() },
    );
  }

  #error(): object {
    const [code, data] = this.#random.pick(Object.entries(errorData));
    return { code: Number(code), message: this.#hostile.word(), data };
  }

  #result(method: string): unknown {
    const { id, ...about } = { ...refInfo, sessionId: this.#random.pick(this.#sessions) };
    switch (method) {
      case "snakebridge/sessions":
      case "snakebridge/subscribe":
        return [sessionInfo];
      case "snakebridge/refs":
        return { total: this.#random.pick([1, 1, 1e9]), start: 0, refs: [{ id, ...about }] };
      case "snakebridge/release":
        return { outcomes: [{ outcome: "freed" }] };
      case "snakebridge/children":
        return children;
      case "snakebridge/streamNext":
        return { items: [this.#value(), this.#value()], done: this.#random.chance(0.3) };
      default:
        return this.#value();
    }
  }

  /** A wire value as an adapter sends it, or nearly. */
  #value(): unknown {
    const random = this.#random;
    const ref = {
      __type__: random.pick(["ref", "stream_ref"]),
      __schema__: 1,
      id: random.below(100).toString(16).padStart(32, "0"),
      session_id: random.pick(this.#sessions),
      type_name: "T",
      python_module: "m",
      library: "l",
      stream_type: "iterator",
    };
    return random.weighted<unknown>([
      [4, () => ref],
      [2, () => [ref, { x: ref }]],
      [2, () => this.#hostile.value()],
    ]);
  }

  #event(): object {
    const sessionId = this.#random.pick(this.#sessions);
    const output = { session: sessionId, requestId: this.#lastId, stream: "stdout", text: "x" };
    const removed = [{ refId: "r", reason: "expired" }];
    const change = {
      sessionId,
      session: sessionInfo,
      added: [refInfo],
      changed: [refInfo],
      removed,
    };
    return this.#perhaps(
      this.#random.pick([
        { jsonrpc: "2.0", method: "snakebridge/output", params: output },
        { jsonrpc: "2.0", method: "snakebridge/refsChanged", params: change },
        { jsonrpc: "2.0", method: "window/logMessage", params: { type: 3, message: "x" } },
      ]),
    );
  }

  #invocation(): object {
    const params = {
      session: this.#random.pick(this.#sessions),
      callbackId: this.#random.pick(this.#callbackIds),
      invocationId: "invocation-1",
      args: [this.#value()],
      kwargs: this.#random.chance(0.3) ? { k: this.#value() } : {},
    };
    const id = this.#random.pick<unknown>(["invocation-1", this.#hostile.value()]);
    return this.#perhaps({ jsonrpc: "2.0", id, method: "snakebridge/invokeCallback", params });
  }

  /** As it is, or changed somewhere. */
  #perhaps(message: object): object {
    return this.#random.chance(0.5) ? message : this.#hostile.change(message);
  }

  /** An answer with attachments, which may not be as long as stated, nor what its tags say they are. */
  #laden(): Buffer {
    const random = this.#random;
    const parts = [8 * random.below(6), random.below(40)].map((length) => Buffer.alloc(length, 1));
    const result = ["bytes", "floats", "ints"].map((tag) => ({
      __type__: tag,
      __schema__: 1,
      attachment: random.pick<unknown>([0, 1, 2, -1, 0.5, "0", {}]),
    }));
    const body = Buffer.from(
      writeJson(this.#perhaps({ jsonrpc: "2.0", id: this.#someId(), result })).text,
    );
    const lengths = parts.map(({ length }) => length).join(",");
    const stated = random.pick([lengths, lengths, `${lengths},9`, "9".repeat(20), ",", "-1"]);
    const content = Buffer.concat([body, ...parts]);
    const header = `Content-Length: ${content.length}\r\nSnakebridge-Attachments: ${stated}\r\n\r\n`;
    return lossy(Buffer.concat([Buffer.from(header), content]), [], maxClaim).bytes;
  }

  #damaged(): Buffer {
    const random = this.#random;
    const sound = this.plain(this.#event());
    const at = random.below(sound.length);
    const noise = Buffer.from(Array.from({ length: random.below(50) }, () => random.below(256)));
    return lossy(
      random.weighted<Buffer>([
        [2, () => Buffer.concat([sound.subarray(0, at), noise, sound.subarray(at)])],
        [1, () => Buffer.concat([sound.subarray(0, at), sound.subarray(at + noise.length)])],
        [1, () => noise],
        [1, () => Buffer.from("Content-Length: 0\r\n\r\n")],
        [1, () => Buffer.from("Content-Length: -5\r\n\r\n{}")],
      ]),
      [],
      maxClaim,
    ).bytes;
  }
}

/** More would leave no header behind it to be found. */
const maxClaim = 3000;
