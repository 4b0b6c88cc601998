/** What may be live is asked about, and nothing else: told from one line and the names that are bound. */
import { expect, it } from "vitest";

import { mayBeLive } from "../../../src/extension/liveText.js";

const names = new Set(["model", "é_1"]);

/** Asks at the mark. */
function ask(marked: string): boolean {
  return mayBeLive(marked.replace("|", ""), marked.indexOf("|"), names);
}

it.each([
  "|model",
  "mo|del",
  "model|",
  "x = model.we|ights",
  "model.weights[0].re|al",
  "model[a[0]][1].na|me",
  "model . fit . na|me",
  'model.options["de|pth"]',
  "model.weights[|0]",
  "é_|1",
  "  .fi|t()",
  "  ].fi|t()",
  '  "dep|th"]',
])("%s may be live", (marked) => {
  expect(ask(marked)).toBe(true);
});

it.each([
  "un|bound",
  "unbound.mo|del",
  "unbound[0].model|",
  "f(1).mo|del",
  "model2|",
  "unbound.fi|t(model)",
  "model.fit(un|bound)",
  "model.fit(unbound.na|me)",
  "model = un|bound",
  "print('un|bound')",
  "un|bound # model",
  "# un|bound",
  "",
])("%s is not", (marked) => {
  expect(ask(marked)).toBe(false);
});

it("everything may be while the names are not known", () => {
  expect(mayBeLive("unbound", 3, undefined)).toBe(true);
});
