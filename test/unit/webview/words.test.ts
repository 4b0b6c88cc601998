/** What is written and what a screen reader says, for each kind of row. */
import { describe, expect, it } from "vitest";

import type { Action } from "../../../webview/model/actions.js";
import { childKey, refKey } from "../../../webview/model/nodeKeys.js";
import type { PanelState } from "../../../webview/model/state.js";
import { announcementOf } from "../../../webview/view/announcements.js";
import {
  extentOf,
  formatBytes,
  groupDigits,
  textBefore,
  toOneLine,
  typeAndExtent,
} from "../../../webview/view/facts.js";
import { limitsText, rowLabel, rowTooltip } from "../../../webview/view/words.js";
import {
  changeOf,
  childOf,
  childrenOf,
  hostState,
  loaded,
  panelSessionOf,
  play,
  refOf,
  rowsOf,
  sessionOf,
  stateWithRefs,
  summaryOf,
  workerOf,
} from "./builders.js";

function labelOf(state: PanelState, index: number): string | undefined {
  const row = rowsOf(state)[index];
  return row && rowLabel(row, state, 0);
}

function refState(change: Parameters<typeof refOf>[1], session = {}): PanelState {
  const info = { refCount: 1, ...session };
  return play([hostState([panelSessionOf(info)]), loaded([refOf("r0", change)])]);
}

function childState(
  child: Parameters<typeof childOf>[1],
  more: readonly Action[] = [],
): PanelState {
  const key = refKey("r0");
  const result = childrenOf([childOf("shape", child)]);
  const address = { session: "s", ref: "r0" };
  const opened: readonly Action[] = [
    { kind: "expand", key, on: true },
    { kind: "childrenLoaded", key, address, generation: 0, result },
  ];
  return play([...opened, ...more], stateWithRefs(1));
}

describe("row labels", () => {
  it("say name, type, value, size and life of a ref", () => {
    const state = refState({ names: ["pattern"], remainingSeconds: 3541 });
    expect(labelOf(state, 1)).toBe(
      String.raw`pattern, re.Pattern, re.compile('\\d+'), 64 B, expires in 59 minutes`,
    );
  });

  it("say the type of a ref without a name, its extent, and that it is kept", () => {
    const state = refState({
      ...summaryOf({ typeName: "ndarray", qualifiedType: "numpy.ndarray", shape: [3, 4] }),
      dtype: "float64",
      preview: [],
      sizeBytes: null,
      names: [],
      pinned: true,
      remainingSeconds: null,
    });
    expect(labelOf(state, 1)).toBe("ndarray, numpy.ndarray, (3, 4) float64, kept");
  });

  it("warn of the ref that goes next when its session is nearly full", () => {
    const limits = { maxRefs: { value: 1, source: "session" }, nextEviction: "r0" } as const;
    expect(labelOf(refState({}, limits), 1)).toContain("next to be evicted");
    expect(labelOf(refState({}, { nextEviction: "r0" }), 1)).not.toContain("next to be evicted");
  });

  it("say of a session what it is, what it holds and what limits it", () => {
    const state = play([
      hostState([
        panelSessionOf({
          refCount: 1,
          tags: ["ml"],
          ttlSeconds: { value: 86_400, source: "session" },
          maxRefs: { value: 0, source: "default" },
        }),
      ]),
    ]);
    expect(labelOf(state, 0)).toBe(
      "demo.py, current session, 1 ref, tags ml, refs rest 24 hours (set for this session)",
    );
  });

  it("say when a session is nearly full", () => {
    const label = (refCount: number, value: number) => {
      const maxRefs = { value, source: "default" } as const;
      return labelOf(play([hostState([panelSessionOf({ refCount, maxRefs })])]), 0);
    };
    expect(label(90, 100)).toMatch(/, at most 100 refs \(the default\), nearly full$/);
    expect(label(89, 100)).toMatch(/\(the default\)$/);
    expect(label(89, 0)).not.toContain("full");
  });

  it("say what memory a worker takes, each time that it tells", () => {
    const workers = [workerOf(), workerOf({ id: "w2", memoryBytes: 9e6 })];
    const state = play(
      [changeOf({ memoryBytes: 84_000_000 })],
      play([hostState([panelSessionOf()], workers)]),
    );
    expect(labelOf(state, 0)).toBe("w, Python 3.11.7, ready, 84 MB of memory");
    expect(rowsOf(state).map((row) => rowLabel(row, state, 0))).toContain(
      "w2, Python 3.11.7, ready, 9.0 MB of memory",
    );
  });

  it("say first of what is gone that it is", () => {
    const removed = [{ refId: "r0", reason: "expired" }] as const;
    const session = sessionOf();
    const gone = play([changeOf({ removed, session })], stateWithRefs(1));
    expect(labelOf(gone, 1)).toBe("gone, r0, expired");
    const ended = play([changeOf({ session: null })], stateWithRefs(1));
    expect(labelOf(ended, 0)).toBe("gone, demo.py, session ended");
  });

  it("say why a session was lost", () => {
    const exit = { summary: "killed by SIGKILL", stderrTail: [] };
    const lost = panelSessionOf({}, { lost: true });
    const state = play([hostState([lost], [workerOf({ state: "exited", exit })])]);
    expect(labelOf(state, 0)).toBe("killed by SIGKILL");
    expect(labelOf(state, 1)).toBe("demo.py, lost, killed by SIGKILL");
  });

  it("say of a cluster where it is, and of its sessions where they live and what memory is in use there", () => {
    const cluster = workerOf({ id: "far-1", cluster: "tcp://10.0.0.5:8786" });
    const place = { address: "tcp://10.0.0.6:9", memoryBytes: 5e8, memoryLimitBytes: 2e9 };
    const sessions = [
      panelSessionOf({ place: { ...place, name: "alpha" } }, { workerId: "far-1" }),
      panelSessionOf(
        { id: "t", place: { ...place, name: "0", memoryBytes: 1.9e9 } },
        { workerId: "far-1" },
      ),
      panelSessionOf(
        { id: "u", place: { address: "tcp://10.0.0.7:9", memoryBytes: null } },
        { workerId: "far-1" },
      ),
    ];
    const state = play([hostState(sessions, [cluster])]);
    expect(labelOf(state, 0)).toBe(
      "far-1, Dask cluster at tcp://10.0.0.5:8786, Python 3.11.7, ready",
    );
    expect(labelOf(state, 1)).toMatch(/, on alpha at tcp:.*:9, 500 MB of 2.0 GB of memory$/);
    expect(labelOf(state, 2)).toMatch(
      /, on worker 0 at tcp:\S+:9, 1.9 GB of 2.0 GB of memory, memory nearly full$/,
    );
    expect(labelOf(state, 3)).toMatch(/, on tcp:\S+:9$/);
  });

  it("say of a session that went with a part of a cluster why, while its gateway lives", () => {
    const gone = panelSessionOf({}, { lost: true, lossReason: "The cluster worker alpha ended" });
    const state = play([hostState([gone], [workerOf({ cluster: "tcp://10.0.0.5:8786" })])]);
    expect(labelOf(state, 1)).toBe("demo.py, lost, The cluster worker alpha ended");
  });

  it("say of a lazy row that only running code can tell, then what it told", () => {
    const lazy = { summary: null, lazyReason: "property of Frame" };
    const key = childKey(refKey("r0"), { attr: "shape" });
    expect(labelOf(childState(lazy), 2)).toBe("shape, property of Frame");
    const evaluation = { status: "failed", message: "ValueError: no" } as const;
    const failed = childState(lazy, [{ kind: "evaluated", key, evaluation }]);
    expect(labelOf(failed, 2)).toBe("shape, property of Frame, ValueError: no");
  });

  it("say of a cycle where it leads, and of an error what it is", () => {
    expect(labelOf(childState({ cycleDepth: 0 }), 2)).toContain("same object as a row above");
    const broken = { summary: null, error: "AttributeError: no slot" };
    expect(labelOf(childState(broken), 2)).toBe("shape, AttributeError: no slot");
  });

  it("are one line, whatever the value holds", () => {
    const preview = [{ kind: "string", text: "'a\nb\u2028c\td'" }] as const;
    expect(labelOf(refState({ preview }), 1)).toContain("'a b c d'");
  });

  it("tell in the tooltip of a session how much of what it has used", () => {
    const state = play([
      hostState([panelSessionOf({ refCount: 12 })], [workerOf({ memoryBytes: 2e7 })]),
    ]);
    const row = rowsOf(state)[0];
    expect(row && rowTooltip(row, state, 0).split("\n").slice(-2)).toEqual([
      "12 of 10,000 refs used",
      "Python 3.11.7, 20 MB of memory",
    ]);
  });

  it("tell in the tooltip besides: aliases and origin", () => {
    const origin = { expression: "re.compile(r'\\d+')" };
    const state = refState({ names: ["a", "b"], origin });
    const row = rowsOf(state)[1];
    expect(row && rowTooltip(row, state, 0).split("\n").slice(-2)).toEqual([
      "also bound as b",
      "made by re.compile(r'\\d+')",
    ]);
  });
});

describe("short forms", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [48_000_132, "48 MB"],
    [2_100_000_000_000, "2.1 TB"],
  ])("write %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("tell of a value that changed what it was, near what differs", () => {
    const summary = (text: string, length = 1) =>
      summaryOf({ typeName: "list", length, preview: [{ kind: "text", text }] });
    const before = (was: string, now: string) => textBefore(summary(was), summary(now, 2));
    expect(before("1", "2")).toBe("1");
    expect(before(`${"a".repeat(50)}bcd`, `${"a".repeat(50)}x`)).toBe("…aaaaaaaabcd");
    expect(before("x".repeat(50), "y")).toBe(`${"x".repeat(40)}…`);
    expect(before("[0, …]", "[0, …]")).toBe("list [1]");
    expect(before("", "now")).toBe("list [1]");
  });

  it("group digits as Python does", () => {
    expect([7, 1000, 1_234_567].map(groupDigits)).toEqual(["7", "1,000", "1,234,567"]);
  });

  it("show the extent that is known", () => {
    expect(extentOf(summaryOf({ length: 1_000_000 }))).toBe("[1,000,000]");
    expect(extentOf(summaryOf({ length: 3, shape: [3, 2], dtype: "int64" }))).toBe("(3, 2) int64");
    expect(typeAndExtent(summaryOf())).toBe("Pattern");
  });

  it("fold every kind of line break", () => {
    expect(toOneLine("a\r\n\n b\u0085c\u2029d")).toMatch(/^a b.?c d$/u);
  });

  it("write a session's limits in a few letters", () => {
    const row = rowsOf(play([hostState([panelSessionOf()])]))[0];
    expect(row?.kind === "session" && limitsText(row)).toBe("1h · ≤ 10,000");
  });
});

describe("announcements", () => {
  it("tell what went", () => {
    const before = stateWithRefs(3);
    const removed = [{ refId: "r0", reason: "released" }] as const;
    const after = play([changeOf({ removed, session: sessionOf({ refCount: 2 }) })], before);
    expect(announcementOf(before, after)).toBe("r0 released");
    const more = [
      { refId: "r1", reason: "expired" },
      { refId: "r2", reason: "expired" },
    ] as const;
    const none = play([changeOf({ removed: more, session: sessionOf() })], after);
    expect(announcementOf(after, none)).toBe("2 refs gone");
  });

  it("ask before a session is released, and tell what a button could not do", () => {
    const before = stateWithRefs(1);
    const asking = play([{ kind: "confirm", key: "session:s" }], before);
    expect(announcementOf(before, asking)).toContain("Enter releases it");
    const failed = play([{ kind: "failed", key: "ref:r0", message: "busy" }], asking);
    expect(announcementOf(asking, failed)).toBe("busy");
  });

  it("tell the result of running code", () => {
    const key = "ref:r0/x";
    const running = play(
      [{ kind: "evaluated", key, evaluation: { status: "running", isWaiting: false } }],
      stateWithRefs(1),
    );
    const evaluation = { status: "value", summary: summaryOf(), outdated: false } as const;
    const after = play([{ kind: "evaluated", key, evaluation }], running);
    expect(announcementOf(running, after)).toBe(String.raw`re.compile('\\d+')`);
  });

  it("are silent about everything else", () => {
    const before = stateWithRefs(1);
    expect(
      announcementOf(before, play([{ kind: "focus", key: "ref:r0" }], before)),
    ).toBeUndefined();
  });
});
