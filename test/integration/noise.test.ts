/**
 * Nothing that user code writes can break the protocol, and all of it is heard.
 */
import { describe, expect } from "vitest";

import type { OutputEvent } from "../../src/bridge/index.js";
import { bridgeTest as test, eventually } from "../support/bridgeTest.js";

function textOf(events: readonly OutputEvent[], stream: OutputEvent["stream"]): string {
  return events
    .filter((event) => event.stream === stream)
    .map(({ text }) => text)
    .join("");
}

describe("user code's output", () => {
  test.for([
    ["print", "print('noise')", "stdout"],
    ["sys.stderr", "import sys; sys.stderr.write('noise\\n')", "stderr"],
    ["os.write(1)", "import os; os.write(1, b'noise\\n')", "stdout"],
    ["os.write(2)", "import os; os.write(2, b'noise\\n')", "stderr"],
    ["a child's echo", "import subprocess; subprocess.run(['echo', 'noise'])", "stdout"],
    [
      "C puts",
      "import ctypes; libc = ctypes.CDLL(None); libc.puts(b'noise'); libc.fflush(None)",
      "stdout",
    ],
    ["a frame of our own", "print('Content-Length: 5\\r\\n\\r\\nnoise')", "stdout"],
  ] as const)(
    "by %s reaches the events and not the protocol",
    async ([, source, stream], { bridge }) => {
      const events: OutputEvent[] = [];
      bridge.onDidWriteOutput((event) => events.push(event));
      await bridge.run(source);
      expect(await bridge.call("math", "sqrt", [16])).toBe(4);
      await eventually("the output's event", () => textOf(events, stream).includes("noise"));
    },
  );

  test("of 10 MB arrives whole while calls go on", async ({ bridge }) => {
    let length = 0;
    bridge.onDidWriteOutput(({ text }) => (length += text.length));
    const source = "import os\nfor _ in range(160): os.write(1, b'x' * 65536)";
    await Promise.all([
      bridge.run(source),
      bridge.run("print('y' * 10_000_000)"),
      bridge.call("math", "sqrt", [16]),
    ]);
    await eventually("20 MB of output", () => length === 160 * 65536 + 10_000_001, 15_000);
  });

  test("is told to the call that made it", async ({ bridge }) => {
    const heard: string[] = [];
    const other: string[] = [];
    await Promise.all([
      bridge.run("print('mine')", { onOutput: ({ text }) => heard.push(text) }),
      bridge.run("print('yours')", { onOutput: ({ text }) => other.push(text) }),
    ]);
    expect(heard.join("")).toBe("mine\n");
    expect(other.join("")).toBe("yours\n");
  });

  test("names its session", async ({ bridge }) => {
    const events: OutputEvent[] = [];
    bridge.onDidWriteOutput((event) => events.push(event));
    await bridge.run("print('x')", { session: "s" });
    expect(events[0]).toMatchObject({ sessionId: "s", workerId: "main-1", pool: "main" });
  });
});

describe("user code's input", () => {
  test("is at its end at once", async ({ bridge }) => {
    expect(await bridge.run("import sys; sys.stdin.read()")).toBe("");
    expect(await bridge.run("import os; os.read(0, 10)")).toEqual(new Uint8Array());
  });
});
