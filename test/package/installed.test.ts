/** The packaged extension: what the file contains, and the walk after installing it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { walkAsTests } from "../ui/sliceTests.ts";
import { listPackage, packageExtension } from "../vscode/extensionPackage.ts";

describe("the packaged extension", () => {
  let file: string;

  beforeAll(async () => {
    file = await packageExtension();
  });

  test("contains what it needs and nothing else", async () => {
    const golden = await readFile(join(import.meta.dirname, "contents.txt"), "utf8");
    expect((await listPackage(file)).join("\n")).toBe(golden.trimEnd());
  });

  describe("installed into a clean VS Code", () => {
    walkAsTests("package", () => ({ extensionPackage: file }));
  });
});
