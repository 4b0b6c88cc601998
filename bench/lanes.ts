/**
 * From contestants to lanes of a row: those who can do the task, each with a Python started for it.
 */
import type { Contestant, Running, Task } from "./contestant.ts";
import type { Lane, Sample } from "./measure.ts";

/** How much a contestant does of what is usual, in this round. */
export interface Amounts {
  /** Repetitions: fewer of them in a quick round. */
  readonly times: (usual: number) => number;
  /** The size of one piece of work: quick rounds have the same, for less would be other work. */
  readonly size: (usual: number) => number;
}

/** One round of a task. */
export type Round<T extends Task> = (
  work: NonNullable<Running[T]>,
  amounts: Amounts,
) => Promise<Sample>;

/** A lane for each contestant that can do `task`. */
export function lanes<T extends Task>(
  contestants: readonly Contestant[],
  task: T,
  round: Round<T>,
): Lane[] {
  return contestants
    .filter(({ can }) => can.includes(task))
    .map((contestant) => ({
      id: contestant.id,
      name: contestant.name,
      start: async () => {
        const running = await contestant.start();
        const work = running[task];
        if (!work) throw new TypeError(`${contestant.name} said it can do "${task}"`);
        return {
          round: (quick) => round(work, amounts(contestant, task, quick)),
          end: running.end,
        };
      },
    }));
}

/** What `contestant` does of a task. */
export function amounts({ share }: Contestant, task: Task | "start", quick: boolean): Amounts {
  const scale = (usual: number, factor: number) =>
    Math.max(1, Math.round(usual * (share?.[task] ?? 1) * factor));
  return { times: (usual) => scale(usual, quick ? 0.1 : 1), size: (usual) => scale(usual, 1) };
}

/** The same lanes under other names, to stand beside others of the same contestants. */
export function renamed(
  made: readonly Lane[],
  rename: (lane: Lane) => Pick<Lane, "id" | "name">,
): Lane[] {
  return made.map((lane) => ({ ...lane, ...rename(lane) }));
}
