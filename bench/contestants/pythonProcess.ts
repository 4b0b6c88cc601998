/**
 * A Python program of `bench/python` on pipes, for contestants whose Node half is only a few lines.
 */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

import { python, pythonEnvironment, pythonFolder } from "./interpreter.ts";

/** What is written to and read from. Its standard error is this process's. */
export type PythonProcess = ChildProcessByStdio<Writable, Readable, null>;

/** Starts a program by its file name. */
export function startProgram(
  name: string,
  env = pythonEnvironment(),
  interpreter = python,
): PythonProcess {
  return spawn(interpreter, [join(pythonFolder, name)], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Ends a program by ending its input. */
export async function endProgram(program: PythonProcess): Promise<void> {
  if (program.exitCode !== null) return;
  program.stdin.end();
  await once(program, "exit");
}

/** Requests as lines of JSON with an `id`, answers likewise, in any order. */
export class JsonLines<Request extends object, Answer> {
  readonly #program: PythonProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #parts: string[] = [];
  #lastId = 0;

  constructor(program: PythonProcess) {
    this.#program = program;
    program.stdout.setEncoding("utf8").on("data", (chunk: string) => this.#receive(chunk));
    program.once("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("its Python ended"));
    });
  }

  ask(request: Request): Promise<Answer> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.set(id, answer);
    this.#program.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    return answer.promise;
  }

  end(): Promise<void> {
    return endProgram(this.#program);
  }

  #receive(chunk: string): void {
    const [first = "", ...others] = chunk.split("\n");
    this.#parts.push(first);
    for (const start of others) {
      // SAFETY: what the programs of bench/python write.
      const answer = JSON.parse(this.#parts.join("")) as Answer & { readonly id: number };
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
      this.#parts = [start];
    }
  }
}
