/**
 * Which Python runs, and what is said when none can.
 */
import { chmod, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { InterpreterError, SnakeBridge } from "../../src/bridge/index.js";
import type { StartOptions } from "../../src/bridge/index.js";
import { rejection } from "../support/bridgeTest.js";

async function failure(options: StartOptions): Promise<Error> {
  await using bridge = await SnakeBridge.start(options);
  return await rejection(bridge.call("math", "sqrt", [1]));
}

async function script(name: string, body: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "snakebridge-python-")), name);
  await writeFile(path, body);
  await chmod(path, 0o755);
  return path;
}

describe("the interpreter", () => {
  it("is python3 when none is named, and the worker tells which that was", async () => {
    await using bridge = await SnakeBridge.start();
    const executable = await bridge.get("sys", "executable");
    expect(bridge.workers[0]?.executable).toBe(executable);
  });

  it("may be a path, a command, a link, or found when first needed", async () => {
    await using plain = await SnakeBridge.start();
    const path = String(await plain.get("sys", "executable"));
    const link = join(await mkdtemp(join(tmpdir(), "snakebridge-python-")), "my python");
    await symlink(path, link);
    let asked = 0;
    const late = () => {
      asked += 1;
      return Promise.resolve(link);
    };
    for (const python of [path, "python3", link, late]) {
      await using bridge = await SnakeBridge.start({ python });
      expect(await bridge.call("math", "sqrt", [16])).toBe(4);
    }
    expect(asked).toBe(1);
  });

  it("that is missing is named, with what to do", async () => {
    const error = await failure({ python: "/nowhere/python3" });
    expect(error).toBeInstanceOf(InterpreterError);
    expect(error.message).toMatch(/\/nowhere\/python3 \(not found\)/);
    expect(error.message).toMatch(/option 'python'/);
    expect(error).toMatchObject({ tried: [{ command: "/nowhere/python3", problem: "not found" }] });
  });

  it("that is too old is named with its version", async () => {
    const old = await script(
      "python3",
      '#!/bin/sh\ncase "$*" in *version_info*) echo 3.8;; *) echo "SyntaxError" >&2; exit 1;; esac\n',
    );
    const error = await failure({ python: old });
    expect(error).toBeInstanceOf(InterpreterError);
    expect(error).toMatchObject({ tried: [{ command: old, problem: "is Python 3.8" }] });
  });

  it("that is no Python, or not executable, is named", async () => {
    const mute = await script("mute", "#!/bin/sh\nexit 3\n");
    expect(await failure({ python: mute })).toMatchObject({
      tried: [{ command: mute, problem: "it does not run" }],
    });
    await chmod(mute, 0o644);
    expect(await failure({ python: mute })).toMatchObject({
      tried: [{ command: mute, problem: "not executable" }],
    });
  });

  it("is looked for again after a failure", async () => {
    const python = await script("python3", "#!/bin/sh\nexit 3\n");
    await using bridge = await SnakeBridge.start({ python });
    await rejection(bridge.call("math", "sqrt", [1]));
    await writeFile(python, '#!/bin/sh\nexec python3 "$@"\n');
    await bridge.restart();
    expect(await bridge.call("math", "sqrt", [16])).toBe(4);
  });

  it("runs in the folder and with the environment and search paths of the options", async () => {
    const folder = await mkdtemp(join(tmpdir(), "snakebridge cwd ü-"));
    await writeFile(join(folder, "mine_here.py"), "value = 7\n");
    const other = await mkdtemp(join(tmpdir(), "snakebridge-path-"));
    await writeFile(join(other, "mine_there.py"), "value = 8\n");
    const env = { MINE: "yes", HOME: undefined };
    await using bridge = await SnakeBridge.start({ cwd: folder, env, searchPaths: [other] });
    expect(await bridge.call("os", "getcwd")).toBe(folder);
    expect(await bridge.call("os", "getenv", ["MINE"])).toBe("yes");
    expect(await bridge.call("os", "getenv", ["HOME"])).toBeNull();
    expect(await bridge.get("mine_here", "value")).toBe(7);
    expect(await bridge.get("mine_there", "value")).toBe(8);
  });
});
