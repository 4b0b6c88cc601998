/**
 * Python's moments as JavaScript dates, where they name an instant.
 */
import { describe, expect, it } from "vitest";

import { PyDateTime, PyTimedelta } from "../../../src/bridge/index.js";

describe("PyDateTime", () => {
  it.each([
    ["2024-02-29T12:00:00+00:00", "2024-02-29T12:00:00.000Z"],
    ["2024-02-29T12:00:00.123456-05:30", "2024-02-29T17:30:00.123Z"],
    ["2024-02-29T00:00:00.5+01:00:30", "2024-02-28T22:59:30.500Z"],
    ["0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.000Z"],
  ])("gives %s as the instant %s", (iso, instant) => {
    expect(new PyDateTime(iso).date?.toISOString()).toBe(instant);
  });

  it("gives no Date for a naive one", () => {
    expect(new PyDateTime("2024-02-29T12:00:00").date).toBeUndefined();
  });

  it("is made from a Date and gives it back", () => {
    const date = new Date(1_234_567_890_123);
    expect(PyDateTime.from(date).date).toEqual(date);
    expect(PyDateTime.from(date).iso).toBe("2009-02-13T23:31:30.123+00:00");
  });
});

describe("PyTimedelta", () => {
  it("counts its milliseconds", () => {
    expect(new PyTimedelta(-1, 3600, 500).totalMs).toBe(-86_400_000 + 3_600_000 + 0.5);
  });
});
