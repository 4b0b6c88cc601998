/** Tracebacks in the form that notebooks link from. */
import { expect, it } from "vitest";

import { cellFileName, toNotebookStack } from "../../../src/extension/notebook/notebookStack.js";

it("names frames of cells by number and frames of files by path, each line marked", () => {
  const traceback = [
    "Traceback (most recent call last):",
    `  File "${cellFileName(3)}", line 1, in <module>`,
    "    divide(0)",
    '  File "/a b/tools.py", line 12, in divide',
    "    return 1 / by",
    "           ~~^~~~",
    "ZeroDivisionError: division by zero",
    "",
  ].join("\n");
  expect(toNotebookStack(traceback)).toBe(
    [
      "Traceback (most recent call last):",
      "Cell In[3], line 1, in <module>",
      "----> 1 divide(0)",
      "File /a b/tools.py:12, in divide",
      "----> 12 return 1 / by",
      "                ~~^~~~",
      "ZeroDivisionError: division by zero",
    ].join("\n"),
  );
});

it("leaves what is no frame as Python prints it", () => {
  const traceback = "ValueError: no\n    indented\n\nDuring handling of the above exception\n";
  expect(toNotebookStack(traceback)).toBe(traceback.trimEnd());
});
