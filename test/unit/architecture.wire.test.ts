/**
 * Wire facts stand once per language: the tables of src/protocol and those of the adapter say the
 * same, and no other file knows a method that they lack.
 */
import { describe, expect, it } from "vitest";

import { errorCodes } from "../../src/protocol/errors.js";
import { executionMethods, sideMethods } from "../../src/protocol/methods.js";
import { filesUnder, readSource, stringsIn } from "../support/sources.js";

const adapter = "python/snakebridge_adapter";

/** The Python dictionary assigned to `name`, as `key → rest of the entry's line`. */
function pythonTable(path: string, name: string): Map<string, string> {
  const source = readSource(`${adapter}/${path}`);
  const body = new RegExp(`^${name}\\b[^\\n]*= \\{\\n(.*?)^\\}`, "ms").exec(source)?.[1] ?? "";
  const entries = body.matchAll(/^ {4}"([^"]+)": (.*?),?$/gm);
  return new Map(Array.from(entries, ([, key = "", value = ""]) => [key, value]));
}

/** The string literals of a union type in the protocol. */
function unionMembers(path: string, name: string): string[] {
  const source = readSource(`src/protocol/${path}`);
  const body = new RegExp(`type ${name} =([^;]*);`).exec(source)?.[1] ?? "";
  return Array.from(body.matchAll(/"([^"]+)"/g), ([, member = ""]) => member).sort();
}

const isMethodName = (text: string) => /^snakebridge\/\w/.test(text);

const requests = pythonTable("worker/dispatch.py", "REQUESTS");

function methodsOfKind(kind: RegExp): string[] {
  const own = [...requests].filter(([name]) => name.startsWith("snakebridge/"));
  return own
    .filter(([, handler]) => kind.test(handler))
    .map(([name]) => name)
    .sort();
}

describe("the method table", () => {
  it("names the same requests that run user code in both languages", () => {
    expect(methodsOfKind(/^Handler\(EXECUTION,/)).toEqual([...executionMethods].sort());
  });

  it("names the same requests that answer meanwhile in both languages", () => {
    expect(methodsOfKind(/^Handler\((SIDE|ORDERED),/)).toEqual([...sideMethods].sort());
  });

  it("is where the bridge takes every name from", () => {
    const table = stringsIn("src/protocol/methods.ts");
    const spoken = filesUnder("src/bridge", /\.ts$/).flatMap(stringsIn).filter(isMethodName);
    expect(spoken.filter((name) => !table.includes(name))).toEqual([]);
  });

  it("is nobody else's business", () => {
    const others = ["src/extension", "webview"].flatMap((folder) => filesUnder(folder, /\.ts$/));
    expect(others.filter((path) => stringsIn(path).some(isMethodName))).toEqual([]);
  });
});

describe("the error table", () => {
  it("has the same names and codes in both languages", () => {
    const python = pythonTable("errors.py", "CODES");
    const codes = Object.fromEntries([...python].map(([name, code]) => [name, Number(code)]));
    expect(codes).toEqual(errorCodes);
  });

  it("has the same reasons for removals in both languages", () => {
    const python = [...pythonTable("errors.py", "REMOVAL_REASONS").keys()].sort();
    expect(python).toEqual(unionMembers("errors.ts", "RemovalReason"));
  });

  it("has the same reasons for invalid refs in both languages", () => {
    const python = [...pythonTable("errors.py", "_INVALID_REF_MESSAGES").keys()].sort();
    expect(python).toEqual(unionMembers("errors.ts", "InvalidRefReason"));
  });
});
