/**
 * The floor: one line of JSON there and one back, with nothing around it.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../python/raw_json.py", import.meta.url));

/** A Python that answers `sqrt` in newline-terminated JSON. */
export class RawJson {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #rest = "";
  #lastId = 0;

  constructor(python: string) {
    this.#process = spawn(python, [program], { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
  }

  sqrt(x: number): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.stdin.write(`${JSON.stringify({ id, x })}\n`);
    });
  }

  end(): Promise<void> {
    this.#process.stdin.end();
    return new Promise((resolve) => this.#process.once("exit", () => resolve()));
  }

  #receive(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString()).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      // SAFETY: what raw_json.py writes.
      const { id, result } = JSON.parse(line) as { id: number; result: unknown };
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    }
  }
}
