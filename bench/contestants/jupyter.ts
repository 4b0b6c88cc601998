/**
 * A Jupyter kernel: code as text in, text out, over five sockets. `kernel_client.py` speaks with it as
 * a notebook does; the line of JSON from there to here adds about one hundredth.
 */
import type { Contestant } from "../contestant.ts";
import { DebianPackages } from "../install/debian.ts";
import { JsonLines, startProgram } from "./pythonProcess.ts";

const packages = new DebianPackages(
  "debian-jupyter",
  ["python3-ipykernel", "python3-jupyter-client"],
  ["ipykernel", "jupyter_client"],
);

const imports = "import base64, io, json, math, workload";

/** ipykernel with Debian's jupyter-client. */
export const jupyter: Contestant = {
  id: "jupyter",
  name: "Jupyter kernel",
  role: "peer",
  can: ["sqrt", "cycle", "attributes", "value"],
  share: { sqrt: 0.005, cycle: 0.03, attributes: 0.03, value: 0.2, start: 0.2 },
  prepare: () => packages.prepare(),
  start: async () => {
    const program = startProgram("kernel_client.py", {
      ...(await packages.environment()),
      // Its debugger warns of standard library modules on every start.
      PYDEVD_DISABLE_FILE_VALIDATION: "1",
    });
    const lines = new JsonLines<{ code: string }, { text: string }>(program);
    const execute = async (code: string): Promise<string> => (await lines.ask({ code })).text;
    const lengthOf = async (expression: string): Promise<number> => {
      // SAFETY: the expressions below are lists.
      return (JSON.parse(await execute(`print(json.dumps(${expression}))`)) as unknown[]).length;
    };
    await execute(imports);
    return {
      sqrt: () => execute("math.sqrt(16)"),
      cycle: async () => {
        await execute("text = io.StringIO('text')");
        await execute("text.read(2)");
        await execute("text.closed");
        await execute("del text");
      },
      attributes: () => lengthOf("workload.listing()"),
      value: async (name) => {
        if (name !== "blob") return lengthOf(`workload.${name}()`);
        const text = await execute("print(workload.blob_text())");
        return Buffer.from(text, "base64").length;
      },
      end: () => lines.end(),
    };
  },
};
