/**
 * The floor: one line of JSON there and one back, with nothing around it.
 */
import type { Contestant } from "../contestant.ts";
import { JsonLines, startProgram } from "./pythonProcess.ts";

/** A Python that answers square roots and nothing else. */
export const rawJson: Contestant = {
  id: "raw-json",
  name: "raw JSON ping-pong",
  role: "yardstick",
  can: ["sqrt"],
  start: () => {
    const program = startProgram("raw_json.py");
    const lines = new JsonLines(program);
    return Promise.resolve({
      pid: program.pid,
      sqrt: () => lines.ask({ x: 16 }),
      end: () => lines.end(),
    });
  },
};
