/**
 * Small checks that compose into the shape of a message from a page. What a page sends is input from outside, so
 * they take nothing for granted, refuse unknown fields, and throw nothing.
 */
import type { PathStep } from "../protocol/inspection.js";

export type Check = (value: unknown) => boolean;

const longestText = 1_000_000;
export const deepestPath = 1_000;
export const mostRefs = 100_000;

export const isText: Check = (value) => typeof value === "string" && value.length <= longestText;
export const isId: Check = (value) =>
  typeof value === "string" && value.length > 0 && value.length <= 256;
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const isAmount: Check = (value) =>
  typeof value === "number" && value >= 0 && Number.isFinite(value);
export const isBoolean: Check = (value) => typeof value === "boolean";
export const isPart = oneOf("items", "attributes", "inherited", "functions", "special");

/** A wire value as far as its shape goes; Python's decoder judges its tags. */
function isJson(value: unknown, depth = 0): boolean {
  if (depth > deepestPath) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (isRecord(value)) return Object.values(value).every((item) => isJson(item, depth + 1));
  return value === null || isText(value) || isBoolean(value) || Number.isFinite(value);
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function oneOf(...texts: readonly string[]): Check {
  return (value) => typeof value === "string" && texts.includes(value);
}

export function listOf(check: Check, longest: number): Check {
  return (value) => Array.isArray(value) && value.length <= longest && value.every(check);
}

export function shape(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isRecord(value) &&
    Object.entries(checks).every(([key, check]) => check(value[key])) &&
    Object.keys(value).every((key) => Object.hasOwn(checks, key));
}

export const isStep: Check = (value) =>
  [shape({ attr: isText }), shape({ item: isCount }), shape({ key: (key) => isJson(key) })].some(
    (fits) => fits(value),
  );

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A path from a ref to a part of it. */
export function isPath(value: unknown): value is readonly PathStep[] {
  return listOf(isStep, deepestPath)(value);
}
