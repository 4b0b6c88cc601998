/** A new user follows the tour of README.md to the letter: every step does what it says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readSource } from "../support/sources.js";
import { keepPictures } from "./support/failures.ts";
import { Workbench } from "./support/workbench.ts";
import { tour } from "./tour.ts";

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.start();
});

keepPictures("tour", () => workbench);

afterAll(() => workbench[Symbol.asyncDispose]());

describe("the tour of README.md", () => {
  test("has the steps that are walked here", () => {
    const [, section = ""] = readSource("README.md").split("## In the editor");
    const titles = Array.from(section.matchAll(/^\d+\. \*\*(.+?)\*\*/gm), ([, title]) => title);
    expect(titles).toEqual(tour.map(({ title }) => title));
  });

  for (const { title, act } of tour) test(title, () => act(workbench));
});
