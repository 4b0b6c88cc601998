/**
 * How what the host throws looks in Python.
 */

import type { HostError } from "../protocol/calls.js";
import { PythonError } from "./errors.js";

/** Anything may be thrown. A `PythonError` names the exception it tells of. */
export function toHostError(error: unknown): HostError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: null };
  const { name, message, stack = null } = error;
  const exceptionId = error instanceof PythonError ? error.exceptionId : undefined;
  return { name, message, stack, ...(exceptionId !== undefined && { exceptionId }) };
}
