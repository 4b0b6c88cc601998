/** Restart Notebook Session, on the notebook in the active editor. */
import type { Services } from "../services.js";

export async function restartNotebook({ notebooks }: Services): Promise<void> {
  await notebooks.restart();
}
