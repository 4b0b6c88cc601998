/**
 * What the inspector asks for when a person opens a container of a million, and when they go to its end: a hundred
 * rows with type, preview and size each.
 */
import { startPlainClient } from "../contestants/plainClient.ts";
import { latencies } from "../measure.ts";
import type { Lane, Row } from "../measure.ts";

const size = 1_000_000;
const rowCount = 100;

/** Python for a container of each kind, by what it is called in the tables. */
const containers = {
  dict: `{f"k{n}": n for n in range(${size})}`,
  list: `list(range(${size}))`,
  set: `set(range(${size}))`,
  deque: `__import__("collections").deque(range(${size}))`,
} as const;

export function windowRows(): Row[] {
  return [
    row("first-rows", "First rows", "The first", 0),
    row("last-rows", "Last rows", "The last", size - rowCount),
  ];
}

function row(id: string, title: string, which: string, start: number): Row {
  return {
    id,
    title,
    about: `${which} ${rowCount} rows of a container of a million`,
    unit: { of: "window", per: "operation" },
    lanes: Object.entries(containers).map(([kind, source]) => lane(kind, source, start)),
  };
}

function lane(kind: string, source: string, start: number): Lane {
  return {
    id: kind,
    name: `SnakeBridge, ${kind}`,
    start: async () => {
      const { connection, end } = await startPlainClient();
      const made: unknown = await connection.sendRequest("snakebridge/run", {
        session: "s",
        source,
        as: "ref",
      });
      const ref: unknown = made && Reflect.get(made, "id");
      const params = { session: "s", ref, start, count: rowCount };
      return {
        round: (quick) =>
          latencies(quick ? 20 : 100, async () => {
            const found: unknown = await connection.sendRequest("snakebridge/children", params);
            const children: unknown = found && Reflect.get(found, "children");
            if (!Array.isArray(children) || children.length !== rowCount) {
              throw new Error("the rows did not come");
            }
          }),
        end,
      };
    },
  };
}
