/**
 * How much of everything the tests do that come in two sizes: small in `npm test`, large in `npm run soak`,
 * which sets one variable. The numbers are in volumes.json, which Python reads too.
 */
import volumes from "./volumes.json" with { type: "json" };

/** Whether the large volumes hold. */
export const isSoak = process.env["SNAKEBRIDGE_SOAK"] === "1";

/** What is done so many times. */
export type Volume = keyof typeof volumes;

/** How many of one kind. */
export function volumeOf(kind: Volume): number {
  const { test, soak } = volumes[kind];
  return isSoak ? soak : test;
}
