/** What a selection stands for is what Python gets: parsed and sent by the real adapter, without an editor. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { PythonError, Ref, SnakeBridge } from "../../src/bridge/index.js";
import { sendSelection } from "../../src/extension/sendSelection.js";

const session = "document";
const fileName = "/somewhere/example.py";

let bridge: SnakeBridge;

beforeAll(async () => {
  bridge = await SnakeBridge.start();
});

afterAll(() => bridge.dispose());

/** Selects the last place of `selected` in `text` and sends it. */
async function send(text: string, selected: string): Promise<unknown> {
  const start = text.lastIndexOf(selected);
  const range = { start: positionAt(text, start), end: positionAt(text, start + selected.length) };
  const selection = await bridge.documents.parseSelection({ session, text, range });
  if (selection.kind === "invalid") throw new Error(selection.reason);
  return await sendSelection(bridge, selection, { session, fileName });
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: (before.at(-1) ?? "").length };
}

async function namesInSession(): Promise<readonly (readonly string[])[]> {
  return (await bridge.refs(session)).map(({ names }) => names);
}

describe("sendSelection", () => {
  it("sends a call and binds its result to the assigned name", async () => {
    const value = await send('import re\nm = re.compile("a")\n', 'm = re.compile("a")');
    expect(value).toBeInstanceOf(Ref);
    expect(await namesInSession()).toEqual([["m"]]);
  });

  it("sends a method call on a name that is bound to a ref", async () => {
    expect(await send('m.match("a").group()\n', 'm.match("a").group()')).toBe("a");
  });

  it("keeps a float a float on its way through an argument", async () => {
    expect(await send("import builtins\nbuiltins.str(4.0)\n", "builtins.str(4.0)")).toBe("4.0");
  });

  it("sends keyword arguments, and names bound to refs as these refs", async () => {
    const text = "import re\nre.sub(m, repl='b', string='aa', count=1)\n";
    expect(await send(text, "re.sub(m, repl='b', string='aa', count=1)")).toBe("ba");
  });

  it("runs what is more than calls with the imports it needs, and gives what it bound", async () => {
    const text = "import math\n\nroots = [math.isqrt(n) for n in (4, 9)]\n";
    expect(await send(text, "roots = [math.isqrt(n) for n in (4, 9)]")).toEqual([2, 3]);
  });

  it("gives a ref for what statements bind to an object", async () => {
    expect(await send("both = [m, m] and m\n", "both = [m, m] and m")).toBeInstanceOf(Ref);
    expect(await namesInSession()).toEqual([["m", "both"]]);
  });

  it("lets tracebacks name the lines of the file", async () => {
    const text = "import math\n\n\ndef fail():\n    return math.log(0)\n\n\nfail()\n";
    await send(text, "def fail():\n    return math.log(0)");
    const error: unknown = await send(text, "fail()").catch((reason: unknown) => reason);
    if (!(error instanceof PythonError)) throw error;
    expect(error.frames.map(({ file, line, source }) => [file, line, source])).toEqual([
      [fileName, 8, "fail()"],
      [fileName, 5, "return math.log(0)"],
    ]);
  });
});
