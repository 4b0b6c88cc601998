/**
 * The first walk through the product, written once: the UI tests and the tests of the packaged
 * extension run it step by step, the demo shows it.
 */
import assert from "node:assert/strict";

import { Inspector } from "./support/inspector.ts";
import type { Workbench } from "./support/workbench.ts";

export interface Step {
  /** What the product does, in the present tense. */
  readonly title: string;
  readonly act: (workbench: Workbench) => Promise<void>;
  /** A name for the picture that is worth taking after this step. */
  readonly picture?: string;
}

const file = "patterns.py";
const assignment = 'pattern = re.compile(r"\\d+")';
const methodCall = 'pattern.match("123abc")';
const wrongCall = 'broken = re.compile("(")';

export const slice: readonly Step[] = [
  {
    title: "a Python file opens without any set-up",
    act: async ({ editor }) => {
      await editor.open(file);
    },
  },
  {
    title: "the palette offers SnakeBridge: Call for a selection",
    act: async (workbench) => {
      await workbench.editor.select(assignment);
      await workbench.findCommand("SnakeBridge: Call");
    },
    picture: "palette",
  },
  {
    title: "Call starts Python and shows the result after the line",
    act: async ({ quickPick, editor }) => {
      await quickPick.entry("SnakeBridge: Call").click();
      await editor.waitForDecoration(assignment, "re.Pattern");
    },
    picture: "inline-result",
  },
  {
    title: "the inspector shows the document's session and the ref",
    act: async (workbench) => {
      await workbench.showView("SnakeBridge");
      const inspector = new Inspector(workbench);
      await inspector.row(file, "current session").waitFor();
      await inspector.rowMatching(/^pattern, re\.Pattern, .*expires in/).waitFor();
    },
  },
  {
    title: "expanding the ref lists its attributes",
    act: async (workbench) => {
      const inspector = new Inspector(workbench);
      await inspector.expand("pattern");
      await inspector.row("flags", "int", "32").waitFor();
    },
    picture: "inspector-expanded",
  },
  {
    title: "Method on a bound name makes a second ref",
    act: async (workbench) => {
      await workbench.editor.select(methodCall);
      await workbench.runCommand("SnakeBridge: Method");
      await workbench.editor.waitForDecoration(methodCall, "re.Match");
      await new Inspector(workbench).row("Match").waitFor();
    },
    picture: "method",
  },
  {
    title: "hovering over the name shows what it is",
    act: async ({ editor }) => {
      const hover = await editor.hover(assignment, "pattern");
      const text = await hover.innerText();
      for (const expected of ["re.Pattern", "flags"]) assert.ok(text.includes(expected), text);
    },
    picture: "hover",
  },
  {
    title: "Release on the row frees the ref, and its line says so",
    act: async (workbench) => {
      await workbench.editor.leaveHover();
      const inspector = new Inspector(workbench);
      await inspector.press("pattern", "Release pattern");
      await inspector.row("pattern", "re.Pattern").waitFor({ state: "detached" });
      await workbench.statusBarItem("1 ref").waitFor();
      await workbench.editor.waitForDecoration(assignment, "re.Pattern · released");
    },
    picture: "after-release",
  },
  {
    title: "a wrong call shows Python's own error, and its traceback on hover",
    act: async (workbench) => {
      await workbench.editor.select(wrongCall);
      await workbench.runCommand("SnakeBridge: Call");
      await workbench.editor.waitForDecoration(wrongCall, "unterminated subpattern");
      const hover = await workbench.editor.hoverDecoration(wrongCall);
      const text = await hover.innerText();
      for (const expected of ["Traceback", "source.error"])
        assert.ok(text.includes(expected), text);
    },
    picture: "error",
  },
  {
    title: "closing the document releases its session",
    act: async (workbench) => {
      const inspector = new Inspector(workbench);
      await workbench.editor.leaveHover();
      await workbench.editor.close(file);
      await inspector.row(file).waitFor({ state: "detached" });
      await workbench.statusBarItem("0 refs").waitFor();
    },
    picture: "after-close",
  },
];
