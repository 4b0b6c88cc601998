/** What the bench makes of its numbers: medians, ratios round by round, verdicts, tables, the picture. */
import { describe, expect, it } from "vitest";

import type { Contestant } from "../../../bench/contestant.ts";
import { latencies, measureRow, median } from "../../../bench/measure.ts";
import type { Lane, Measured, Standing, Unit } from "../../../bench/measure.ts";
import { chartOf } from "../../../bench/report/chart.ts";
import { goalTable } from "../../../bench/report/goals.ts";
import { losses, peerGoal, peerTable } from "../../../bench/report/peers.ts";
import { duration, quantity } from "../../../bench/report/quantities.ts";
import { ratio } from "../../../bench/report/spread.ts";
import { asMarkdown, asText, tableOf } from "../../../bench/report/tables.ts";

const perCall: Unit = { of: "call", per: "operation" };

function standing(id: string, ...medians: readonly number[]): Standing {
  return { id, name: id, rounds: medians.map((p50) => ({ p50 })) };
}

function measured(id: string, standings: readonly Standing[], unit = perCall): Measured {
  return { id, title: id, about: "What is done", unit, standings, failures: [] };
}

const peer: Contestant = {
  id: "peer",
  name: "Peer",
  role: "peer",
  can: ["sqrt"],
  start: () => Promise.reject(new Error("nobody starts it here")),
};

/** The elements that markup leaves open, or closes without having opened. */
function unclosed(markup: string): string[] {
  const open: string[] = [];
  for (const [, name = "", end] of markup.matchAll(/<(\/?[a-z]+)[^>]*?(\/?)>/g)) {
    if (end) continue;
    if (`/${open.at(-1)}` === name) open.pop();
    else open.push(name);
  }
  return open;
}

describe("measuring", () => {
  it("takes the middle of unsorted values", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it("tells a 99th percentile only of a hundred and more", async () => {
    expect(await latencies(99, () => Promise.resolve())).not.toHaveProperty("p99");
    expect(await latencies(100, () => Promise.resolve())).toHaveProperty("p99");
  });

  it("keeps who fails out of the table, with the reason, and goes on", async () => {
    const works: Lane = {
      id: "works",
      name: "Works",
      start: () =>
        Promise.resolve({
          round: () => Promise.resolve({ p50: 1 }),
          end: () => Promise.resolve(),
        }),
    };
    const fails = {
      ...works,
      name: "Fails",
      start: () => Promise.reject(new Error("no such thing")),
    };
    const row = { id: "row", title: "", about: "", unit: perCall, lanes: [fails, works] };
    const { standings, failures } = await measureRow(row, 5, true);
    expect(standings.map(({ id, rounds }) => [id, rounds.length])).toEqual([["works", 5]]);
    expect(failures).toEqual([{ name: "Fails", reason: "no such thing" }]);
  });

  it("lets everyone be the first of some round", async () => {
    const order: string[] = [];
    const lane = (id: string): Lane => ({
      id,
      name: id,
      start: () =>
        Promise.resolve({
          round: (quick) => {
            if (!quick) order.push(id);
            return Promise.resolve({ p50: 1 });
          },
          end: () => Promise.resolve(),
        }),
    });
    const row = { id: "row", title: "", about: "", unit: perCall, lanes: [lane("a"), lane("b")] };
    await measureRow(row, 2, false);
    expect(order).toEqual(["a", "b", "b", "a"]);
  });
});

describe("comparing", () => {
  it("divides round by round, so that a slow round weighs on both", () => {
    expect(ratio(standing("one", 10, 100, 30), standing("other", 5, 50, 10))).toEqual({
      middle: 2,
      low: 2,
      high: 3,
    });
  });

  it("says of a goal whether its median meets it", () => {
    const met = measured("sequential", [
      standing("snakebridge", 12, 12, 99),
      standing("raw-json", 10, 10, 10),
    ]);
    expect(goalTable([met])[1]).toEqual([
      expect.stringContaining("1.5"),
      "1.2 × (1.2 – 9.9)",
      "met",
    ]);
    const missed = measured("sequential", [standing("snakebridge", 16), standing("raw-json", 10)]);
    expect(goalTable([missed])[1]?.[2]).toBe("**missed**");
  });

  it("holds SnakeBridge against the faster of two peers", () => {
    const row = measured("sequential", [
      standing("snakebridge", 12),
      standing("pythonia", 20),
      standing("python-shell", 10),
    ]);
    expect(goalTable([row])[3]).toEqual([expect.any(String), "1.2 × (1.2 – 1.2)", "**missed**"]);
  });

  it("holds the dearest size against the smallest", () => {
    const row = measured("ref-cost", [
      standing("snakebridge-1000", 10, 10, 10),
      standing("snakebridge-10000", 12, 15, 9),
      standing("snakebridge-100000", 11, 11, 11),
    ]);
    expect(goalTable([row])[12]?.slice(1)).toEqual(["1.2 × (0.9 – 1.5)", "met"]);
  });

  it("says what was not measured", () => {
    expect(goalTable([])[1]?.[2]).toBe("not measured");
  });

  it("marks where a peer is ahead", () => {
    const rows = [
      measured("won", [standing("snakebridge", 1), standing("peer", 3)]),
      measured("lost", [standing("snakebridge", 2), standing("peer", 1)]),
    ];
    expect(peerTable(rows, [peer]).slice(1)).toEqual([
      ["won", "3"],
      ["lost", "**0.5**"],
    ]);
    expect(losses(rows, [peer])).toEqual(["Peer: lost (0.5)"]);
    expect(peerGoal(rows, [peer]).slice(1)).toEqual(["1 of 2", "**missed**"]);
  });
});

describe("showing", () => {
  it("gives three digits and the unit that suits", () => {
    expect([0.1234, 41.26, 999.6, 12_345, 2_500_000].map(duration)).toEqual([
      "0.123 µs",
      "41.3 µs",
      "1 ms",
      "12.3 ms",
      "2.5 s",
    ]);
    expect(quantity(10, { of: "calls", per: "second" })).toBe("100,000 /s");
    expect(quantity(292.4, { of: "ref", per: "byte" })).toBe("292 B");
  });

  it("lays a row out for the terminal and for Markdown", () => {
    const table = tableOf(measured("row", [standing("snakebridge", 10), standing("other", 25)]));
    expect(table[2]).toEqual(["other", "25 µs", "25 µs – 25 µs", "2.5"]);
    expect(asText(table).split("\n")[2]).toMatch(/^ {2}other +25 µs +25 µs – 25 µs +2\.5$/);
    expect(asMarkdown(table).split("\n")[1]).toBe("| --- | ---: | ---: | ---: |");
  });

  it("draws longer bars for longer times, on whole decades, as valid markup", () => {
    const row = measured("fast & <slow>", [standing("snakebridge", 2), standing("peer", 200)]);
    const picture = chartOf([row], [peer]);
    const ends = Array.from(
      picture.matchAll(/<rect class="(\w+)".* width="([\d.]+)" height="13"/gm),
    );
    const [first, second] = ends.map(([, kind, width]) => ({ kind, width: Number(width) }));
    expect(second?.kind).toBe("peer");
    expect(second?.width).toBeGreaterThan(first?.width ?? Infinity);
    expect(picture).toContain(">1 ms</text>");
    expect(picture).toContain("fast &amp; &lt;slow&gt;");
    expect(unclosed(picture)).toEqual([]);
  });
});
