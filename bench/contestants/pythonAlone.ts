/**
 * Python by itself: what a start costs before anybody talks to it.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Contestant } from "../contestant.ts";
import { python } from "./interpreter.ts";

/** `python -c`, from its start to its end. */
export const pythonAlone: Contestant = {
  id: "python-alone",
  name: "python -c 'print(4)', which then ends",
  role: "yardstick",
  can: [],
  start: async () => {
    await promisify(execFile)(python, ["-c", "print(4)"]);
    return { end: () => Promise.resolve() };
  },
};
