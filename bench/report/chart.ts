/**
 * All rows that measure time as one picture: horizontal bars on one logarithmic axis. It brings its
 * colours for light and dark; what it shows is in the tables as text.
 */
import type { Contestant } from "../contestant.ts";
import type { Measured } from "../measure.ts";
import { duration } from "./quantities.ts";
import { spreadOfStanding } from "./spread.ts";

/** Rows that are parts of others or have one contestant only. */
const apart: ReadonlySet<string> = new Set(["node-cpu", "python-cpu", "ref-cost"]);

const width = 800;
const left = 290;
const right = 70;
const barHeight = 13;
const pitch = 17;
const titleHeight = 30;
const axisHeight = 26;

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly kind: string;
}
interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const style = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .axis, .value { fill: #57606a; }
  line { stroke: #d0d7de; }
  .self { fill: #0969da; }
  .yardstick { fill: #8c959f; }
  .peer { fill: #bf8700; }
  .inside { fill: #bf8700; fill-opacity: .45; stroke: #bf8700; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .axis, .value { fill: #9198a1; }
    line { stroke: #3d444d; }
    .self { fill: #4493f8; }
    .yardstick { fill: #767e88; }
    .peer, .inside { fill: #d29922; }
    .inside { stroke: #d29922; }
  }`;

const legend: readonly (readonly [kind: string, text: string])[] = [
  ["self", "SnakeBridge"],
  ["yardstick", "yardsticks"],
  ["peer", "peers"],
  ["inside", "peers inside Node's process"],
];

/** The picture as SVG. */
export function chartOf(rows: readonly Measured[], contestants: readonly Contestant[]): string {
  const groups = rows
    .filter(({ unit, id }) => unit.per !== "byte" && !apart.has(id))
    .map((row) => groupOf(row, contestants));
  const x = scaleFor(groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const top = axisHeight + titleHeight;
  let y = top;
  const drawn = groups.map((group) => {
    const text = drawGroup(group, y, x.at);
    y += titleHeight + group.bars.length * pitch;
    return text;
  });
  const height = y + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">How long SnakeBridge and others take</title>
<desc id="description">Bars on a logarithmic axis; shorter is faster. The same numbers stand in the tables of performance.md.</desc>
<style>${style}
</style>
${drawLegend()}
${x.decades.map((decade) => drawDecade(decade, x.at(decade), top, height)).join("\n")}
${drawn.join("\n")}
</svg>
`;
}

function groupOf(row: Measured, contestants: readonly Contestant[]): Group {
  const per = row.unit.per === "second" ? `, per ${row.unit.of.replace(/s$/, "")}` : "";
  return {
    title: row.title + per,
    bars: row.standings.map((standing) => ({
      name: standing.name,
      value: spreadOfStanding(standing).middle,
      kind: kindOf(standing.id, contestants),
    })),
  };
}

function kindOf(id: string, contestants: readonly Contestant[]): string {
  const contestant = contestants.find((each) => id === each.id || id.startsWith(`${each.id}-`));
  if (contestant?.isInProcess) return "inside";
  return contestant?.role ?? "yardstick";
}

/** Whole decades around the values, and where a value lies. */
function scaleFor(values: readonly number[]): {
  readonly decades: readonly number[];
  readonly at: (value: number) => number;
} {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.ceil(Math.log10(Math.max(...values)));
  const step = (width - left - right) / (last - first);
  return {
    decades: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    at: (value) => Math.round((left + (Math.log10(value) - first) * step) * 10) / 10,
  };
}

function drawGroup({ title, bars }: Group, top: number, at: (value: number) => number): string {
  const heading = `<text class="title" x="0" y="${top + titleHeight - 9}">${escaped(title)}</text>`;
  const drawn = bars.map(({ name, value, kind }, index) => {
    const y = top + titleHeight + index * pitch;
    const end = at(value);
    return [
      `<text x="${left - 8}" y="${y + 11}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${kind}" x="${left}" y="${y}" width="${Math.max(1, end - left).toFixed(1)}" height="${barHeight}"/>`,
      `<text class="value" x="${end + 5}" y="${y + 11}">${duration(value)}</text>`,
    ].join("");
  });
  return [heading, ...drawn].join("\n");
}

function drawDecade(decade: number, x: number, top: number, bottom: number): string {
  return `<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text class="axis" x="${x}" y="${top - 6}" text-anchor="middle">${duration(decade)}</text>`;
}

function drawLegend(): string {
  return legend
    .map(([kind, text], index) => {
      const x = left + index * 105;
      return `<rect class="${kind}" x="${x}" y="4" width="12" height="12"/><text x="${x + 17}" y="14">${text}</text>`;
    })
    .join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
