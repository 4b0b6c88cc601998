/**
 * Calls, attributes, statements: what comes back, and what a wrong one says.
 */
import { describe, expect } from "vitest";

import {
  PythonError,
  PyDecimal,
  PyTuple,
  Ref,
  SerializationError,
  StreamRef,
} from "../../src/bridge/index.js";
import { asRef, bridgeTest as test, rejection } from "../support/bridgeTest.js";

describe("call", () => {
  test("gives values as values", async ({ bridge }) => {
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    expect(await bridge.call("os.path", "join", ["a", "b"])).toBe("a/b");
    expect(await bridge.call("builtins", "divmod", [7, 2])).toEqual(new PyTuple([3, 1]));
  });

  test("resolves dotted functions and takes keyword arguments", async ({ bridge }) => {
    expect(await bridge.call("datetime", "datetime.fromisoformat", ["2024-02-29"])).toMatchObject({
      iso: "2024-02-29T00:00:00",
    });
    const options = { kwargs: { sort_keys: true, indent: undefined } };
    expect(await bridge.call("json", "dumps", [{ b: 1, a: [null] }], options)).toBe(
      '{"a": [null], "b": 1}',
    );
  });

  test("keeps what cannot be sent in Python, as refs in their places", async ({ bridge }) => {
    const pattern = asRef(await bridge.call("re", "compile", ["\\d+"]));
    expect(pattern).toMatchObject({
      typeName: "Pattern",
      pythonModule: "re",
      library: "stdlib",
      poolName: "main",
      schema: 1,
      sessionId: bridge.currentSession(),
    });
    const mixed = await bridge.run("import re; [1, {'p': re.compile('x')}, (re.compile('y'),)]");
    const anyRef: unknown = expect.any(Ref);
    expect(mixed).toEqual([1, { p: anyRef }, new PyTuple([anyRef])]);
  });

  test("gives the same object the same id", async ({ bridge }) => {
    const [first, second] = [await bridge.get("os", "environ"), await bridge.get("os", "environ")];
    expect(asRef(first).id).toBe(asRef(second).id);
  });

  test("prints a ref without running Python", async ({ bridge }) => {
    const pattern = asRef(await bridge.call("re", "compile", ["x"]));
    const printed = `#Python<re.Pattern ${pattern.id.slice(0, 4)}…${pattern.id.slice(-4)}>`;
    expect(String(pattern)).toBe(printed);
    expect(String(await bridge.run("type('Mine', (), {})()"))).toMatch(/^#Python<__main__\.Mine /);
  });

  test("keeps any result in Python, or none, as asked", async ({ bridge }) => {
    expect(asRef(await bridge.call("math", "sqrt", [16], { as: "ref" })).typeName).toBe("float");
    const error = await rejection(bridge.call("re", "compile", ["x"], { as: "value" }));
    expect(error).toBeInstanceOf(SerializationError);
    expect(error).toMatchObject({ path: "$" });
  });

  test("awaits awaitable results", async ({ bridge }) => {
    expect(await bridge.call("asyncio", "sleep", [0, "slept"])).toBe("slept");
  });

  test("refuses arguments before anything is sent", async ({ bridge }) => {
    const error = await rejection(bridge.call("math", "sqrt", [[1, Symbol("x")]]));
    expect(error).toMatchObject({ code: "serialization", path: "$.args[0][1]" });
    expect(bridge.workers).toEqual([]);
  });
});

describe("get, method, attr, setAttr", () => {
  test("reads attributes of modules, dotted ones too", async ({ bridge }) => {
    expect(await bridge.get("math", "pi")).toBe(Math.PI);
    expect(await bridge.get("os", "path.sep")).toBe("/");
  });

  test("calls methods and reads attributes of a ref", async ({ bridge }) => {
    const pattern = asRef(await bridge.call("re", "compile", ["\\d+"]));
    const match = asRef(await bridge.method(pattern, "match", ["123abc"]));
    expect(await match.method("group")).toBe("123");
    expect(await bridge.attr(pattern, "pattern")).toBe("\\d+");
    expect(await pattern.attr("pattern")).toBe("\\d+");
  });

  test("assigns attributes", async ({ bridge }) => {
    const thing = asRef(await bridge.call("types", "SimpleNamespace"));
    await thing.setAttr("price", new PyDecimal("1.10"));
    expect(await thing.attr("price")).toEqual(new PyDecimal("1.10"));
  });

  test("takes the wire form of a ref as receiver", async ({ bridge }) => {
    const pattern = asRef(await bridge.call("re", "compile", ["a+"]));
    const wire = pattern.toJSON();
    expect(bridge.isRef(wire)).toBe(true);
    expect(await bridge.attr(wire, "pattern")).toBe("a+");
  });

  test("sends refs inside arguments, at any depth", async ({ bridge }) => {
    const list = asRef(await bridge.run("[3, 1, 2]", { as: "ref" }));
    expect(await bridge.call("builtins", "sorted", [list])).toEqual([1, 2, 3]);
    expect(await bridge.run("same = lambda x: x['a'][0] is x['b']")).toBeNull();
    const same = asRef(await bridge.run("same"));
    expect(await same.method("__call__", [{ a: [list], b: list }])).toBe(true);
    const keys = asRef(await bridge.run("lambda d: [type(k).__name__ for k in d]"));
    const pattern = await bridge.call("re", "compile", ["x"]);
    expect(await keys.method("__call__", [new Map([[pattern, 1]])])).toEqual(["Pattern"]);
    expect(await keys.method("__call__", [new Set([pattern])])).toEqual(["Pattern"]);
  });
});

describe("run", () => {
  test("gives the last expression and keeps names for later runs", async ({ bridge }) => {
    expect(await bridge.run("x = 20\ny = 1")).toBeNull();
    expect(await bridge.run("x += 1\nx + y")).toBe(22);
  });

  test("tells errors by file and line of the caller", async ({ bridge }) => {
    const options = { fileName: "/tmp/cell.py", firstLine: 9 };
    const error = await rejection(bridge.run("a = 1\nb = a / 0", options));
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({ pythonType: "ZeroDivisionError" });
    expect(error).toHaveProperty("frames.0.file", "/tmp/cell.py");
    expect(error).toHaveProperty("frames.0.line", 11);
  });

  test("binds a result to a name", async ({ bridge }) => {
    await bridge.call("re", "compile", ["x"], { bind: "pattern" });
    expect(await bridge.run("pattern.pattern")).toBe("x");
    const [info] = await bridge.refs(bridge.currentSession());
    expect(info?.names).toEqual(["pattern"]);
  });
});

describe("Python's errors", () => {
  test("come with type, message, traceback, notes and cause", async ({ bridge }) => {
    const source = [
      "def inner():",
      "    return {}['missing']",
      "def outer():",
      "    try:",
      "        inner()",
      "    except KeyError as error:",
      "        raise ValueError('outer went wrong') from error",
      "outer()",
    ].join("\n");
    const error = await rejection(bridge.run(source));
    if (!(error instanceof PythonError)) throw error;
    expect(error).toMatchObject({ code: "python", name: "PythonError", pythonType: "ValueError" });
    expect(error.message).toBe("outer went wrong");
    expect(error.traceback).toMatch(
      /The above exception was the direct cause[\s\S]*ValueError: outer went wrong\n$/,
    );
    expect(error.frames.at(-1)).toMatchObject({ function: "outer", line: 7 });
    expect(error.cause).toMatchObject({ pythonType: "KeyError", message: "'missing'" });
  });

  test.for([
    ["no_such_module", "f", "ModuleNotFoundError"],
    ["math", "no_such_function", "AttributeError"],
    ["math", "sqrt", "TypeError"],
    ["json", "loads", "json.decoder.JSONDecodeError"],
    ["sys", "exit", "SystemExit"],
  ] as const)("name the type: %s.%s is a %s", async ([module, fn, pythonType], { bridge }) => {
    const args = fn === "loads" ? ["{"] : [];
    expect(await rejection(bridge.call(module, fn, args))).toMatchObject({ pythonType });
    expect(await bridge.call("math", "sqrt", [9])).toBe(3);
  });

  test("come in ok/error form for those who want it", async ({ bridge }) => {
    expect(await bridge.settle(bridge.call("math", "sqrt", [4]))).toEqual({ ok: true, value: 2 });
    const failed = await bridge.settle(bridge.call("math", "sqrt", [-1]));
    expect(failed).toMatchObject({ ok: false, error: { pythonType: "ValueError" } });
    await expect(bridge.settle(Promise.reject(new TypeError("mine")))).rejects.toThrow("mine");
  });
});

describe("iterators", () => {
  test("become refs that can be iterated", async ({ bridge }) => {
    const count = await bridge.call("itertools", "count", [1]);
    expect(bridge.isStreamRef(count)).toBe(true);
    expect(count).toBeInstanceOf(StreamRef);
  });
});
