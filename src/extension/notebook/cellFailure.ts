/** Why a cell did not end well, as its notebook tells it. */
import { CancelledError, PythonError, WorkerExitedError } from "../../bridge/index.js";
import { explainError } from "../userErrors.js";
import type { CellError } from "./cellOutputs.js";
import { toNotebookStack } from "./notebookStack.js";

export function cellFailure(error: unknown): CellError {
  if (error instanceof PythonError) {
    const { pythonType: name, message, traceback } = error;
    return { name, message, stack: toNotebookStack(traceback) };
  }
  if (error instanceof CancelledError) return bare("KeyboardInterrupt", "");
  const name = error instanceof WorkerExitedError ? "WorkerExited" : "SnakeBridge";
  return bare(name, explainError(error)?.message ?? String(error));
}

function bare(name: string, message: string): CellError {
  return { name, message, stack: message === "" ? name : `${name}: ${message}` };
}
