/** What of a docstring flows, and what stands as it was laid out. */
import { expect, it } from "vitest";

import { docBlocks } from "../../../webview/view/docText.js";

it("lets paragraphs flow, and leaves examples, lists and underlined titles as they are", () => {
  const prose = "Dict subclass for counting\nhashable items.";
  const laidOut = [
    ">>> c = Counter()\n>>> c.most_common(3)",
    "Parameters\n----------\nx : int\n    How many.",
    "- one\n- two",
    "1. one\n2. two",
  ];
  const doc = [prose, ...laidOut, "Gives 3."].join("\n\n");
  expect(docBlocks(doc)).toEqual([
    { isProse: true, text: prose },
    ...laidOut.map((text) => ({ isProse: false, text })),
    { isProse: true, text: "Gives 3." },
  ]);
});

it("drops what is empty only", () => {
  expect(docBlocks("\n \n\n  indented\n\n\n\nend\n").map(({ text }) => text)).toEqual([
    "  indented",
    "end\n",
  ]);
  expect(docBlocks(" \n ")).toEqual([]);
});
