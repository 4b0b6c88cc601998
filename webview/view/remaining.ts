/**
 * How much life a ref has left, as a number, a text and a spoken text. Pure: the clock is an argument.
 */
import type { RefEntry } from "../model/state.js";

/** `last`: within the last tenth of its time, when one may want to act. */
export interface Remaining {
  readonly phase: "calm" | "last" | "expired";
  /** What is left of a whole term, 0 to 1. */
  readonly fraction: number;
  /** `59m`, `45s` */
  readonly short: string;
  /** `59 minutes` */
  readonly spoken: string;
}

const lastPart = 0.1;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Null for a ref that does not expire. */
export function remainingOf({ info, expiresAtMs }: RefEntry, nowMs: number): Remaining | null {
  if (expiresAtMs === null) return null;
  const seconds = Math.max(0, (expiresAtMs - nowMs) / 1000);
  const term = info.ttlSeconds ?? 0;
  const fraction = term > 0 ? Math.min(1, seconds / term) : 1;
  return { ...inWords(seconds), fraction, phase: phaseOf(seconds, fraction) };
}

/** A stretch of time in its largest whole unit. */
export function inWords(seconds: number): { readonly short: string; readonly spoken: string } {
  if (seconds < minute) return say(Math.ceil(seconds), "s", "second");
  if (seconds < hour) return say(Math.floor(seconds / minute), "m", "minute");
  if (seconds < 2 * day) return say(Math.floor(seconds / hour), "h", "hour");
  return say(Math.floor(seconds / day), "d", "day");
}

function say(count: number, letter: string, word: string): { short: string; spoken: string } {
  return { short: `${count}${letter}`, spoken: `${count} ${word}${count === 1 ? "" : "s"}` };
}

function phaseOf(seconds: number, fraction: number): Remaining["phase"] {
  if (seconds <= 0) return "expired";
  return fraction <= lastPart ? "last" : "calm";
}
