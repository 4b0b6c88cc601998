/** Asking for an update from within one. */
import type { ReactiveControllerHost } from "lit";

export type DrawingHost = ReactiveControllerHost & {
  /** Whether it is about to draw. */
  readonly isUpdatePending: boolean;
};

/**
 * Draws the host again, after what it draws just now and before the browser paints: what is in view is known only when
 * it was drawn.
 */
export function drawAgain(host: DrawingHost): void {
  if (!host.isUpdatePending) void host.updateComplete.then(() => host.requestUpdate());
}
