/**
 * Sessions on a Dask cluster: a call beside a round trip of Dask's own actors, and listing what many sessions hold.
 */
import { SnakeBridge } from "snakebridge";

import { pytestInterpreter } from "../../test/vscode/setup/pytestInterpreter.ts";
import { pythonEnvironment } from "../contestants/interpreter.ts";
import { JsonLines, startProgram } from "../contestants/pythonProcess.ts";
import { latencies } from "../measure.ts";
import type { Row, Sample } from "../measure.ts";

const sessions = 10;
const refsEach = 10_000;
/** What an inspector asks of a session at first. */
const window = 200;
/** Calls of one round. */
const calls = { usual: 1_000, quick: 100 };

type Answer = Sample & { readonly address: string };
type DaskActor = JsonLines<{ readonly times?: number }, Answer>;

export function clusterRows(): Row[] {
  return [
    {
      id: "cluster-call",
      title: "Call on a cluster",
      about: "`math.sqrt(16)`, one at a time, in a session on a Dask worker of this machine",
      unit: { of: "call", per: "operation" },
      lanes: [callLane, actorLane],
    },
    {
      id: "cluster-listing",
      title: "Listing sessions on a cluster",
      about: "100,000 refs over 10 sessions: all sessions, and the first 200 refs of each",
      unit: { of: "listing", per: "operation" },
      lanes: [listingLane],
    },
  ];
}

const callLane = {
  id: "snakebridge",
  name: "SnakeBridge",
  start: async () => {
    const { bridge, end } = await startOnCluster();
    const round = (quick: boolean) =>
      latencies(quick ? calls.quick : calls.usual, () => bridge.call("math", "sqrt", [16]));
    return { round, end };
  },
};

const actorLane = {
  id: "dask-actor",
  name: "Dask's own actor",
  start: () => {
    const actor = startActor();
    const round = (quick: boolean) => actor.ask({ times: quick ? calls.quick : calls.usual });
    return Promise.resolve({ round, end: () => actor.end() });
  },
};

const listingLane = {
  id: "snakebridge",
  name: "SnakeBridge",
  start: async () => {
    const { bridge, end } = await startOnCluster();
    const ids = Array.from({ length: sessions }, (_, index) => `session ${index}`);
    const fill = `[object() for _ in range(${refsEach})]`;
    await Promise.all(ids.map((session) => bridge.run(fill, { session })));
    const list = () =>
      Promise.all([
        bridge.sessions(),
        ...ids.map((session) => bridge.inspection.refs({ session, count: window })),
      ]);
    const round = (quick: boolean) => latencies(quick ? 3 : 10, list);
    return { round, end };
  },
};

function startActor(): DaskActor {
  return new JsonLines(startProgram("dask_actor.py", pythonEnvironment(), pytestInterpreter));
}

/** A bridge on a cluster of its own; the same program that measures Dask's actors starts it. */
async function startOnCluster(): Promise<{ bridge: SnakeBridge; end: () => Promise<void> }> {
  const actor = startActor();
  const { address } = await actor.ask({});
  const bridge = await SnakeBridge.start({
    python: pytestInterpreter,
    pools: { main: { engine: "dask", address } },
    defaults: { maxRefs: 0 },
  });
  const end = async () => {
    await bridge.dispose();
    await actor.end();
  };
  return { bridge, end };
}
