/** Asking for an update from within one: what is in view is known only when it was drawn. */
import type { ReactiveControllerHost } from "lit";

/** Draws the host again, after what it draws just now and before the browser paints. */
export function drawAgain(host: ReactiveControllerHost): void {
  void host.updateComplete.then(() => host.requestUpdate());
}
