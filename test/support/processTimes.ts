/**
 * What processes of this machine are and have used, as the kernel tells: Linux only.
 */
import { readFileSync, readdirSync } from "node:fs";

/** What all threads of a process ran so far, by the scheduler's account. */
export function ranNanoseconds(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1"))
    .reduce((sum, stat) => sum + Number(stat.split(" ")[0]), 0);
}

/** The processes that descend from `root` and have `word` in their command line. */
export function descendantsWith(word: string, root: number): readonly number[] {
  const children = readdirSync(`/proc/${root}/task`).flatMap((thread) =>
    readFileSync(`/proc/${root}/task/${thread}/children`, "latin1").split(" ").filter(Boolean),
  );
  return children.map(Number).flatMap((pid) => {
    const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
    return [...(command.includes(word) ? [pid] : []), ...descendantsWith(word, pid)];
  });
}
