/**
 * What workers and pools tell the bridge.
 */

import type { InvokeCallbackParams } from "../protocol/calls.js";
import type { WireValue } from "../protocol/values.js";
import type { OutputEvent, RefsChangedEvent, WorkerExitEvent, WorkerInfo } from "./bridgeEvents.js";
import type { SessionHome } from "./sessionHome.js";
import type { Worker } from "./worker.js";

/** Implemented by the bridge. */
export interface PoolEvents {
  onOutput(event: OutputEvent): void;
  onRefsChanged(event: RefsChangedEvent): void;
  /** A worker has shaken hands; nothing was sent to it yet. */
  onReady(worker: Worker): void;
  /** A worker exited without being asked to. */
  onExit(event: WorkerExitEvent): void;
  /** Workers ended as they were asked to; here as they were before. */
  onRestart(ended: readonly WorkerInfo[]): void;
  /** A worker changed its state. Called often: must be cheap. */
  onActivity(): void;
  /** Python calls a function of the host. */
  onInvokeCallback(
    home: SessionHome,
    worker: Worker,
    params: InvokeCallbackParams,
  ): Promise<WireValue>;
}
