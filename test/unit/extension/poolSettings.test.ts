/** The setting `snakebridge.pools`, whatever somebody wrote there. */
import { describe, expect, it } from "vitest";

import { toPools } from "../../../src/extension/poolSettings.js";

const single = { main: {} };

describe("the pools of the setting", () => {
  it("are one pool `main` of one worker where none is set", () => {
    for (const value of [undefined, null, {}, [], "main", 3])
      expect(toPools(value)).toEqual(single);
  });

  it("are taken as written", () => {
    const gpu = { size: 2, python: "/opt/python", cwd: "/data", affinity: "hint" };
    expect(toPools({ main: {}, gpu })).toEqual({ main: {}, gpu });
  });

  it("set, change and take away variables of the environment", () => {
    const env = { KEPT: "text", COUNT: 3, FLAG: true, GONE: null, ODD: { a: 1 } };
    expect(toPools({ main: { env } })).toEqual({
      main: { env: { KEPT: "text", COUNT: "3", FLAG: "true", GONE: undefined } },
    });
  });

  it("leave out what does not fit, and keep the rest", () => {
    const odd = { size: 0, python: " ", env: [], cwd: 3, affinity: "strict", other: 1 };
    expect(toPools({ odd, " ": {}, none: null, fine: { size: 1.5, python: " py " } })).toEqual({
      odd: {},
      fine: { python: "py" },
    });
  });
});
