/**
 * What the inspector asks for when a person opens a container of a million, when they go to its end, and when they go
 * to an item by index or key: a hundred rows with type, preview and size each.
 */
import type { ChildrenResult, PathStep } from "../../src/protocol/inspection.ts";
import { startPlainClient } from "../contestants/plainClient.ts";
import { DebianPackages } from "../install/debian.ts";
import { latencies } from "../measure.ts";
import type { Lane, Row } from "../measure.ts";

const million = 1_000_000;
const rowCount = 100;
const request = "snakebridge/children";

interface Container {
  /** Python for it. */
  readonly source: string;
  readonly size: number;
  /** What a person types to go to its last item. */
  readonly last: string;
  /** From it to what has the rows. */
  readonly path?: readonly PathStep[];
  readonly packages?: DebianPackages;
}

/** By what they are called in the tables. */
const containers: Readonly<Record<string, Container>> = {
  dict: {
    source: `{f"k{n}": n for n in range(${million})}`,
    size: million,
    last: `k${million - 1}`,
  },
  list: { source: `list(range(${million}))`, size: million, last: "-1" },
  set: { source: `set(range(${million}))`, size: million, last: String(million - 1) },
  deque: {
    source: `__import__("collections").deque(range(${million}))`,
    size: million,
    last: "-1",
  },
  "frame of ten million": {
    source: `__import__("pandas").DataFrame({"n": range(${10 * million})})`,
    size: 10 * million,
    last: "-1",
    path: [{ item: 0 }],
    packages: new DebianPackages("debian-pandas", ["python3-pandas"], ["pandas"]),
  },
};

export function windowRows(): Row[] {
  return [
    row("first-rows", "First rows", "The first", () => ({ start: 0 })),
    row("last-rows", "Last rows", "The last", ({ size }) => ({ start: size - rowCount })),
    row("sought-rows", "Rows gone to", "By index, key or element: the last", ({ last }) => ({
      seek: last,
    })),
  ];
}

type Where = { readonly start: number } | { readonly seek: string };

function row(id: string, title: string, which: string, whereIn: (of: Container) => Where): Row {
  return {
    id,
    title,
    about: `${which} ${rowCount} rows of a container of a million, and of a frame of ten`,
    unit: { of: "window", per: "operation" },
    lanes: Object.entries(containers).map(([kind, container]) =>
      lane(kind, container, whereIn(container)),
    ),
  };
}

function lane(kind: string, { source, path = [], packages }: Container, where: Where): Lane {
  return {
    id: kind,
    name: `SnakeBridge, ${kind}`,
    start: async () => {
      await packages?.prepare();
      const { connection, end } = await startPlainClient(packages);
      const made: unknown = await connection.sendRequest("snakebridge/run", {
        session: "s",
        source,
        as: "ref",
      });
      const ref: unknown = made && Reflect.get(made, "id");
      const params = { session: "s", ref, path, ...where, count: rowCount };
      return {
        round: (quick) =>
          latencies(quick ? 20 : 100, async () => {
            let found = await connection.sendRequest<ChildrenResult>(request, params);
            // Keys are gone through in slices, between which others have their turn.
            for (
              let next = found.sought?.next;
              typeof next === "number";
              next = found.sought?.next
            ) {
              const rest = { ...params, start: next };
              found = await connection.sendRequest<ChildrenResult>(request, rest);
            }
            if (found.children.length !== rowCount) throw new Error("the rows did not come");
          }),
        end,
      };
    },
  };
}
