/**
 * Hostile input for an adapter: frames made of sound requests by changing what they say, how they are written, or
 * how they are framed. Each frame knows which requests in it must be answered. Behind what breaks the framing comes
 * enough filler that the next frame is found again.
 */
import { HostileJson, writeJson } from "./hostileJson.ts";
import type { Random } from "./random.ts";
import { soundNotification, soundRequest } from "./requestSamples.ts";

export type Id = number | string;

export interface FuzzFrame {
  readonly bytes: Buffer;
  /** Requests that must get exactly one answer. */
  readonly due: readonly Id[];
  /** Requests that may get one. */
  readonly possible: readonly Id[];
}

/** A message and what its sender may expect. */
interface Message {
  readonly json: unknown;
  readonly due?: Id;
}

/** The adapter is told to take no more in one message, so that oversized ones need not be large. */
export const maxMessageBytes = 64 * 1024;

const maxDamage = 4;
const filler = (length: number) => Buffer.alloc(length, "x");

/** Makes frames, each another one. */
export class AdapterFrames {
  readonly #random: Random;
  readonly #hostile: HostileJson;
  /** Beyond every number that hostile messages have as their id. */
  #lastId = 10_000_000;

  constructor(random: Random) {
    this.#random = random;
    this.#hostile = new HostileJson(random);
  }

  next(): FuzzFrame {
    return this.#random.weighted<FuzzFrame>([
      [20, () => this.#framed(this.#request())],
      [30, () => this.#framed(this.#changedRequest())],
      [5, () => this.#framed(this.#notification())],
      [5, () => this.#framed(this.#answer())],
      [6, () => this.#framed(this.#nonMessage())],
      [6, () => this.#batch()],
      [6, () => this.#unusualHeader()],
      [4, () => this.#laden()],
      [8, () => this.#damaged()],
      [4, () => this.#wrongLength()],
      [3, () => this.#garbage()],
      [2, () => this.#noJson()],
      [1, () => this.#oversized()],
    ]);
  }

  /** A request that nobody changed, to be waited for. */
  request(method: string, params: object): FuzzFrame & { readonly id: Id } {
    const id = this.#newId();
    return { ...this.#framed({ json: { jsonrpc: "2.0", id, method, params }, due: id }), id };
  }

  #newId(): Id {
    this.#lastId += 1;
    if (this.#random.chance(0.9)) return this.#lastId;
    return `${this.#hostile.word()} ${this.#lastId}`;
  }

  #request(): Message {
    const id = this.#newId();
    return { json: { jsonrpc: "2.0", id, ...soundRequest(this.#random) }, due: id };
  }

  /** The same with something wrong in its params; the answer may be an error, but it must come. */
  #changedRequest(): Message {
    const id = this.#newId();
    const { method, params } = soundRequest(this.#random);
    const changed = this.#random.chance(0.05)
      ? this.#hostile.value()
      : this.#hostile.change(params);
    return { json: { jsonrpc: "2.0", id, method, params: changed }, due: id };
  }

  #notification(): Message {
    const { method, params } = soundNotification(this.#random);
    const isCancel = method === "$/cancelRequest";
    const known = isCancel ? { id: this.#lastId - this.#random.below(20) } : params;
    return {
      json: {
        jsonrpc: "2.0",
        method,
        params: this.#random.chance(0.5) ? known : this.#hostile.change(known),
      },
    };
  }

  /** To a request the adapter never sent, or to a callback whose turn it is not. */
  #answer(): Message {
    const id = this.#random.pick([
      this.#hostile.value(),
      this.#random.below(50),
      this.#invocation(),
      null,
    ]);
    const member = this.#random.pick(["result", "error"]);
    return { json: { jsonrpc: "2.0", id, [member]: this.#hostile.value() } };
  }

  /** As the adapter names its calls of host functions. */
  #invocation(): string {
    return `invocation-${1 + this.#random.below(200)}`;
  }

  /** JSON that is no message, or nearly one. */
  #nonMessage(): Message {
    const hostile = this.#hostile;
    const sound = { jsonrpc: "2.0", id: this.#newId(), ...soundRequest(this.#random) };
    return {
      json: this.#random.weighted<unknown>([
        [2, () => hostile.value()],
        [1, () => ({ ...sound, jsonrpc: hostile.value() })],
        [1, () => ({ ...sound, method: hostile.value() })],
        [1, () => ({ ...sound, id: this.#random.pick([null, true, 0.5, [], {}, [1]]) })],
        [1, () => ({ ...sound, [hostile.word()]: hostile.value() })],
      ]),
    };
  }

  #batch(): FuzzFrame {
    const messages = Array.from({ length: this.#random.below(9) }, () =>
      this.#random.weighted<Message>([
        [3, () => this.#request()],
        [3, () => this.#changedRequest()],
        [1, () => this.#notification()],
        [1, () => this.#answer()],
        [1, () => this.#nonMessage()],
      ]),
    );
    const due = messages.flatMap((message) => (message.due === undefined ? [] : [message.due]));
    return this.#write(
      messages.map(({ json }) => json),
      due,
    );
  }

  #framed({ json, due }: Message): FuzzFrame {
    return this.#write(json, due === undefined ? [] : [due]);
  }

  #write(json: unknown, due: readonly Id[], header = lengthHeader): FuzzFrame {
    const { text, soundness } = writeJson(json);
    const body = Buffer.from(text);
    const bytes = Buffer.concat([header(body.length), body]);
    // The texts that only some readers take may be refused as a whole, and so may long ones.
    const isDue = soundness === "json" && body.length <= maxMessageBytes;
    // A message with a member too many may have lost its id to it; a broken text has none.
    const possible = [...due, ...(isDue ? idsIn(json) : [])];
    return isDue ? { bytes, due, possible } : { bytes, due: [], possible };
  }

  /** Behind garbage only a header as everybody writes it is found again, so one comes before. */
  #unusualHeader(): FuzzFrame {
    const usual = this.#framed({ json: { jsonrpc: "2.0", method: "initialized", params: {} } });
    const { json, due } = this.#request();
    const frame = this.#write(json, due === undefined ? [] : [due], (length) =>
      Buffer.from(
        this.#random.pick([
          `content-length:${length}\r\n\r\n`,
          `CONTENT-LENGTH:   ${length}  \r\n\r\n`,
          `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: ${length}\r\n\r\n`,
          `Content-Length: ${length}\r\nX-Other: ${this.#hostile.word().replace(/[\r\n]/g, "")}\r\n\r\n`,
          `Content-Length: 000${length}\r\n\r\n`,
        ]),
      ),
    );
    return { ...frame, bytes: Buffer.concat([usual.bytes, frame.bytes]) };
  }

  /** With attachments, which may not be as long, as many or of the kind that is stated. */
  #laden(): FuzzFrame {
    const random = this.#random;
    const lengths = [8 * random.below(6), random.below(40)];
    const stated = random.weighted<string>([
      [4, () => lengths.join(",")],
      [1, () => random.pick(["", "-1", ",", "1,,2", "0x1", "9".repeat(20), "0,".repeat(900)])],
      [1, () => [...lengths, random.pick([0, 1, 1e5, 1e14])].join(",")],
    ]);
    const tags = [0, 1, random.pick([2, -1, 0.5, 1e20, "0", null])].map((attachment) => ({
      __type__: random.pick(["bytes", "floats", "ints", "tuple"]),
      __schema__: 1,
      attachment: random.chance(0.8) ? attachment : this.#hostile.value(),
    }));
    const id = this.#newId();
    const params = {
      session: "a",
      module: "builtins",
      function: "repr",
      args: [tags.slice(random.below(3))],
    };
    const body = Buffer.from(
      writeJson({ jsonrpc: "2.0", id, method: "snakebridge/call", params }).text,
    );
    const parts = lengths.map((length) => filler(length));
    const content = Buffer.concat([body, ...parts]);
    const header = `Content-Length: ${content.length}\r\nSnakebridge-Attachments: ${stated}\r\n\r\n`;
    // What is stated wrongly is passed over, and the rest is looked for the next header.
    return lossy(Buffer.concat([Buffer.from(header), content]), [id]);
  }

  /** A sound frame with some of its bytes changed, taken out, doubled, or cut off. */
  #damaged(): FuzzFrame {
    const frame = this.#framed(this.#request());
    let bytes = frame.bytes;
    const damage = 1 + this.#random.below(maxDamage);
    for (let count = 0; count < damage; count += 1) bytes = this.#damage(bytes);
    return lossy(bytes, frame.due);
  }

  #damage(bytes: Buffer): Buffer {
    const random = this.#random;
    const at = random.below(bytes.length + 1);
    const until = at + random.below(8);
    const [head, part, tail] = [
      bytes.subarray(0, at),
      bytes.subarray(at, until),
      bytes.subarray(until),
    ];
    return random.weighted<Buffer>([
      [3, () => Buffer.concat([head, Buffer.from([random.below(256)]), bytes.subarray(at + 1)])],
      [1, () => Buffer.concat([head, tail])],
      [1, () => Buffer.concat([head, part, part, tail])],
      [1, () => head],
    ]);
  }

  #wrongLength(): FuzzFrame {
    const { json, due } = this.#request();
    const body = Buffer.from(writeJson(json).text);
    const length = Math.max(0, body.length + this.#random.below(60) - 30);
    const written = this.#random.pick([
      String(length),
      `-${length}`,
      `${length}.0`,
      "",
      "0x10",
      `+${length}`,
    ]);
    const header = Buffer.from(`Content-Length: ${written}\r\n\r\n`);
    return lossy(Buffer.concat([header, body]), due === undefined ? [] : [due]);
  }

  #garbage(): FuzzFrame {
    const random = this.#random;
    const noise = () =>
      Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
    return lossy(
      random.weighted<Buffer>([
        [3, noise],
        [1, () => Buffer.concat([noise(), Buffer.from("\r\n\r\n")])],
        [1, () => Buffer.from("\r\n".repeat(random.below(9)))],
        [1, () => filler(9000)],
        [1, () => Buffer.from("Content-Length: 5\r\nContent-Length: 7\r\n\r\n[1,2]")],
        [1, () => Buffer.from("Content-Length: Content-Length: 3\r\n\r\nContent-Length: ")],
        [1, () => Buffer.from(`Content-Length: ${"9".repeat(30)}\r\n\r\n`)],
        [1, () => Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n")],
      ]),
      [],
    );
  }

  #noJson(): FuzzFrame {
    const random = this.#random;
    const body = random.weighted<Buffer>([
      [1, () => Buffer.from([0xff, 0xfe, 0xc0, 0x80])],
      [1, () => Buffer.from("[".repeat(60_000))],
      [1, () => Buffer.from(`${'{"a":'.repeat(9000)}1`)],
      [1, () => Buffer.from(`\u{feff}{}`)],
      [1, () => Buffer.from("\ud800{}", "utf16le")],
      [1, () => Buffer.alloc(random.below(100))],
    ]);
    return { bytes: Buffer.concat([lengthHeader(body.length), body]), due: [], possible: [] };
  }

  #oversized(): FuzzFrame {
    const { json, due } = this.#request();
    const text = `${writeJson(json).text}${" ".repeat(maxMessageBytes)}`;
    const bytes = Buffer.concat([lengthHeader(Buffer.byteLength(text)), Buffer.from(text)]);
    return { bytes, due: [], possible: due === undefined ? [] : [due] };
  }
}

function lengthHeader(length: number): Buffer {
  return Buffer.from(`Content-Length: ${length}\r\n\r\n`);
}

/**
 * What the framing may not survive. As much filler follows as any length in it may ask for, then the end of any
 * header, and as much again.
 */
export function lossy(
  bytes: Buffer,
  possible: readonly Id[],
  largestClaim = 2 * maxMessageBytes,
): FuzzFrame {
  const lengths = bytes.toString("latin1").matchAll(/length\D*(\d+)/gi);
  const asked = Math.max(0, ...[...lengths].map(([, digits]) => Number(digits)));
  // What is larger is refused, and then so much is skipped: too much to be sent. More digits are no length.
  const isSendable = asked <= largestClaim || asked >= 1e15;
  if (!isSendable) return lossy(bytes.subarray(0, 3), possible, largestClaim);
  const rest = filler(asked < 1e15 ? asked : 0);
  return { bytes: Buffer.concat([bytes, rest, Buffer.from("\r\n\r\n"), rest]), due: [], possible };
}

/** Ids that members of a value carry, whether or not it is a request. */
function idsIn(json: unknown): readonly Id[] {
  if (Array.isArray(json)) return json.flatMap(idsIn);
  if (typeof json !== "object" || json === null || !("id" in json)) return [];
  const { id } = json;
  return typeof id === "string" || typeof id === "number" ? [id] : [];
}
