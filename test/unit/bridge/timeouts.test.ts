/**
 * Which limits a call gets.
 */
import { describe, expect, it } from "vitest";

import { TimeoutTable } from "../../../src/bridge/timeouts.js";

describe("TimeoutTable", () => {
  it("gives a call two minutes and a stream half an hour of silence", () => {
    expect(new TimeoutTable().resolve({})).toEqual({
      timeoutMs: 120_000,
      streamTimeoutMs: 1_800_000,
    });
  });

  it("lets the call's own number win over its profile, and that over the default", () => {
    const table = new TimeoutTable({ quick: { timeoutMs: 50 } }, 1000);
    expect(table.resolve({}).timeoutMs).toBe(1000);
    expect(table.resolve({ profile: "quick" }).timeoutMs).toBe(50);
    expect(table.resolve({ profile: "quick", timeoutMs: 7 }).timeoutMs).toBe(7);
    expect(table.resolve({ profile: "quick" }).streamTimeoutMs).toBe(1_800_000);
  });

  it("knows the built-in profiles, and lets them be changed", () => {
    const table = new TimeoutTable({ ml_inference: { timeoutMs: 5 } });
    expect(table.resolve({ profile: "batch_job" }).timeoutMs).toBe(0);
    expect(table.resolve({ profile: "streaming" }).timeoutMs).toBe(120_000);
    expect(table.resolve({ profile: "ml_inference" }).timeoutMs).toBe(5);
  });

  it("refuses unknown profiles and negative numbers", () => {
    expect(() => new TimeoutTable().resolve({ profile: "nope" })).toThrow(/'nope'/);
    expect(() => new TimeoutTable().resolve({ timeoutMs: -1 })).toThrow(RangeError);
    expect(() => new TimeoutTable().resolve({ timeoutMs: NaN })).toThrow(RangeError);
  });
});
