/**
 * A worker that is busy and reacts to nothing is known as such, until it reacts again or is ended.
 */
import { describe, expect } from "vitest";

import type { SnakeBridge, WorkerState } from "../../src/bridge/index.js";
import { bridgeTest as test, rejection } from "../support/bridgeTest.js";

/** Sleeps in C without letting other threads run, as a long computation of an extension module may. */
const holdForMs = (ms: number) => `import ctypes\nctypes.PyDLL(None).usleep(${ms * 1000})`;

/** Does not let itself be interrupted, but lets other threads run. */
const defiance = `
import time
print("started", flush=True)
while True:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        pass
`;

function whenIn(bridge: SnakeBridge, workerId: string, state: WorkerState): Promise<void> {
  return new Promise((resolve) => {
    const listening = bridge.onDidChangeWorkers((workers) => {
      const worker = workers.find((known) => known.workerId === workerId);
      if (worker?.state !== state) return;
      listening.dispose();
      resolve();
    });
  });
}

describe("a worker that does not react", () => {
  const pooled = test.extend({ startOptions: { pools: { main: { size: 3 } } } });

  pooled("is known as unresponsive until it reacts or is restarted", async ({ bridge }) => {
    const sessions = ["a", "b", "c"] as const;
    await Promise.all(sessions.map((session) => bridge.run("['needle']", { session, as: "ref" })));
    const stuck = ["main-1", "main-2", "main-3"].map((id) => whenIn(bridge, id, "unresponsive"));
    const back = whenIn(bridge, "main-1", "ready");
    const short = bridge.run(holdForMs(7000), { session: "a" });
    const long = rejection(bridge.run(holdForMs(60_000), { session: "b" }));
    let defiant: Promise<Error> | undefined;
    await new Promise<void>((started) => {
      defiant = rejection(bridge.run(defiance, { session: "c", onOutput: () => started() }));
    });
    expect(await bridge.interrupt("c")).toEqual({ interrupted: true });
    await Promise.all(stuck);

    // One that hears nothing holds up no search; one that only refuses to stop answers it.
    const found = await bridge.search("needle", { session: "b" });
    expect(found).toMatchObject({ hits: [], isComplete: false });

    expect(await short).toBe(0);
    await back;
    await bridge.restart();
    expect(await long).toMatchObject({ code: "workerExited", signal: "SIGKILL" });
    expect(await defiant).toMatchObject({ code: "workerExited", signal: "SIGKILL" });
    expect(await bridge.run("1 + 1", { session: "b" })).toBe(2);
  });
});
