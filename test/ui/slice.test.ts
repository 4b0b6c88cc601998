/** The walk with the extension run from its folder, as in the Extension Development Host. */
import { describe } from "vitest";

import { walkAsTests } from "./sliceTests.ts";

describe("from a selection to a live ref", () => {
  walkAsTests("slice", () => ({}));
});
