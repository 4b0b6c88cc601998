/**
 * An adapter process under fire: writes frames to its input, answers its callbacks, and judges what comes back.
 * Everything it says must be JSON-RPC, no request may be answered twice, nothing may fail inside it.
 */
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";

import { FrameReader } from "../../../src/bridge/frameReader.js";
import { isRecord } from "../../../src/bridge/guards.js";
import { repository } from "../../support/sources.js";
import { maxMessageBytes } from "./adapterFrames.ts";
import type { FuzzFrame, Id } from "./adapterFrames.ts";
import { HostileJson, writeJson } from "./hostileJson.ts";
import { Random } from "./random.ts";

const internalError = -32603;
const logError = 1;
/** Far beyond what a batch takes: who needs longer hangs. */
const patienceMs = 10_000;

/** One life of an adapter. */
export class FuzzedAdapter {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<string>;
  readonly #hostile: HostileJson;
  readonly #random: Random;
  /** Requests without their answer, and the frames that hold them. */
  readonly #due = new Map<Id, FuzzFrame>();
  /** Those of this batch, answered or not. */
  readonly #sent = new Map<Id, FuzzFrame>();
  readonly #possible = new Set<Id>();
  readonly #problems: string[] = [];
  #stderr = "";
  #wake: () => void = () => undefined;

  /** Choices of its own: when it calls back must not change what is sent. */
  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#hostile = new HostileJson(this.#random);
    this.#child = spawn("/usr/bin/env", ["python3", "-m", "snakebridge_adapter"], {
      cwd: join(repository, "python"),
      env: { ...process.env, SNAKEBRIDGE_MAX_MESSAGE_BYTES: String(maxMessageBytes) },
    });
    const reader = new FrameReader({
      onMessage: (message) => this.#hear(message),
      onBroken: (error) => this.#problems.push(`it wrote a broken frame: ${error.message}`),
    });
    this.#child.stdout.on("data", (chunk: Buffer) => {
      reader.push(chunk);
      this.#wake();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    // It may be gone before it has read everything.
    this.#child.stdin.on("error", () => undefined);
    this.#exited = new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        resolve(String(code ?? signal));
        this.#problems.push(`it ended with ${String(code ?? signal)}`);
        this.#wake();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Writes frames and waits until all that must be answered is. Rejects with everything that went wrong. */
  async withstand(frames: readonly FuzzFrame[]): Promise<void> {
    this.#sent.clear();
    this.#possible.clear();
    for (const frame of frames) {
      for (const id of frame.due) this.#due.set(id, frame);
      for (const id of frame.due) this.#sent.set(id, frame);
      for (const id of frame.possible) this.#possible.add(id);
    }
    this.#child.stdin.write(Buffer.concat(frames.map(({ bytes }) => bytes)));
    const deadline = performance.now() + patienceMs;
    while (this.#due.size > 0 && this.#problems.length === 0) await this.#activity(deadline);
    this.#judge();
  }

  /** Writes the last bytes of this life, ends its input, and gives what the process ends with. */
  async end(lastBytes: Buffer): Promise<string> {
    this.#child.stdin.end(lastBytes);
    const hung = setTimeout(() => this.#child.kill("SIGKILL"), patienceMs);
    const outcome = await this.#exited;
    clearTimeout(hung);
    this.#problems.pop();
    this.#judge();
    return outcome;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #judge(): void {
    if (/Traceback|Fatal|Error/.test(this.#stderr)) this.#problems.push(this.#stderr);
    if (this.#problems.length > 0) throw new Error(this.#problems.join("\n"));
  }

  async #activity(deadline: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        for (const id of this.#due.keys()) this.#complain(id, "no answer");
        resolve();
      }, deadline - performance.now());
      this.#wake = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }

  #hear(message: unknown): void {
    for (const member of Array.isArray(message) ? message : [message]) {
      if (!isRecord(member) || member["jsonrpc"] !== "2.0") {
        this.#problems.push(`no JSON-RPC: ${JSON.stringify(member)}`);
      } else if (typeof member["method"] === "string") {
        this.#heed(member["method"], member);
      } else {
        this.#count(member);
      }
    }
  }

  #count(answer: Readonly<Record<string, unknown>>): void {
    const { id, result, error } = answer;
    if ((result === undefined) === (error === undefined)) {
      this.#problems.push(`an answer is a result or an error: ${JSON.stringify(answer)}`);
    }
    if (isRecord(error) && error["code"] === internalError) {
      this.#complain(id, `it failed inside: ${JSON.stringify(error)}`);
    }
    // What was damaged may carry any id.
    if ((typeof id !== "string" && typeof id !== "number") || this.#due.delete(id)) return;
    if (this.#sent.has(id) && !this.#possible.has(id)) this.#complain(id, "answered twice");
  }

  #complain(id: unknown, problem: string): void {
    // SAFETY: a map may be asked for anything.
    const frame = this.#sent.get(id as Id);
    const text = frame?.bytes.toString("utf8", 0, 2000) ?? "";
    this.#problems.push(`${problem}: request ${String(id)}\n${text}`);
  }

  /** What it asks is answered, after answers to what it did not ask, and not always as it likes. */
  #heed(method: string, { id, params }: Readonly<Record<string, unknown>>): void {
    if (method === "window/logMessage" && isRecord(params) && params["type"] === logError) {
      this.#problems.push(`it logged ${String(params["message"])}`);
    }
    if (typeof id !== "string") return;
    const member = this.#random.pick(["result", "error"]);
    const { text, soundness } = writeJson({ jsonrpc: "2.0", id, [member]: this.#hostile.value() });
    const last = JSON.stringify({ jsonrpc: "2.0", id, result: null });
    for (const body of soundness === "json" ? [text] : [text, last]) {
      this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
  }
}
