/**
 * The library in a process of its own: it ends cleanly, and its death ends Python.
 */
import { describe, expect, it } from "vitest";

import { eventually, isAlive, processesWith } from "../support/bridgeTest.js";
import { startClient } from "../support/clientProcess.js";

const start = `
  const bridge = await SnakeBridge.start();
  const child = await bridge.run(
    "import subprocess; subprocess.Popen(['sleep', '300'], start_new_session=True).pid",
  );
  const [worker] = bridge.workers;
  console.log(JSON.stringify({ worker: worker.pid, child }));
`;

async function pidsOf(line: Promise<string>): Promise<{ worker: number; child: number }> {
  const pids: unknown = JSON.parse(await line);
  // SAFETY: what the program above prints.
  return pids as { worker: number; child: number };
}

describe("a Node program", () => {
  it("calls, releases and ends by itself, and no process is left", async () => {
    await using client = await startClient(`
      const bridge = await SnakeBridge.start();
      const pattern = await bridge.call("re", "compile", ["\\\\d+"]);
      const match = await bridge.method(pattern, "match", ["123abc"]);
      console.log(await match.method("group"), await bridge.attr(pattern, "pattern"));
      await bridge.releaseRef(match);
      console.log(JSON.stringify(await bridge.releaseSession(bridge.currentSession())));
      console.log(bridge.workers[0].pid);
      await bridge.dispose();
    `);
    expect(await client.nextLine()).toBe("123 \\d+");
    expect(await client.nextLine()).toBe('{"released":1}');
    const pid = Number(await client.nextLine());
    expect(await client.exited).toEqual({ code: 0, signal: null });
    expect(isAlive(pid)).toBe(false);
  });

  it("that waits for a call goes on waiting while a worker ends that has closed its pipes", async () => {
    const last = "import os, time; os.closerange(3, 1000); time.sleep(0.3); os._exit(3)";
    await using client = await startClient(
      `await using bridge = await SnakeBridge.start();
      const { error } = await bridge.settle(bridge.run(${JSON.stringify(last)}));
      console.log(error.code);`,
    );
    expect(await client.nextLine()).toBe("workerExited");
    expect(await client.exited).toEqual({ code: 0, signal: null });
  });

  it("that forgets to dispose ends nevertheless, and so does Python", async () => {
    await using client = await startClient(start);
    const { worker, child } = await pidsOf(client.nextLine());
    expect(await client.exited).toEqual({ code: 0, signal: null });
    await eventually("the end of Python", () => !isAlive(worker) && !isAlive(child), 3000);
  });

  it.each([
    ["is idle", ""],
    ["sleeps", `void bridge.call("time", "sleep", [300]);`],
    ["computes", `void bridge.run("while True: pass");`],
    ["prints", `void bridge.run("while True: print('x')");`],
  ])("that is killed while Python %s takes all of Python along within 3 s", async (_what, work) => {
    await using client = await startClient(`${start} ${work} setInterval(() => {}, 1000);`);
    const { worker, child } = await pidsOf(client.nextLine());
    expect([worker, child].filter(isAlive)).toHaveLength(2);
    client.process.kill("SIGKILL");
    await eventually("the end of Python", () => !isAlive(worker) && !isAlive(child), 3000);
    expect(processesWith(`SNAKEBRIDGE_TEST_${worker}`)).toEqual([]);
  });
});
