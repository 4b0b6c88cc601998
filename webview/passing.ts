/**
 * Lets pass what passes by itself: the flash of a changed row, the tombstone of a ref that the person
 * released, the row of a session that ended.
 */
import type { Host } from "./host.js";
import { removalTexts } from "./model/refLists.js";
import type { Change, Grave, PanelState } from "./model/state.js";
import type { Store } from "./store.js";

const flashMs = 1200;

/** Long enough to come back to the view and see what a statement changed. */
export const changeMs = 15_000;

/** Long enough to read what went. */
export const farewellMs = 4000;

/** So long, at most, until it is known what became of a ref that the person released. */
export const verdictMs = 16_000;

export class Passing {
  readonly #store: Store;
  readonly #host: Host;
  readonly #scheduled = new Set<string>();
  readonly #passingChanges = new WeakSet<Change>();

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  start(): void {
    this.#store.subscribe(() => this.#schedule(this.#store.state));
  }

  #schedule(state: PanelState): void {
    for (const [key, count] of state.flashing) this.#settle(key, count);
    for (const change of state.changes.values()) this.#forgetChange(change);
    for (const { info, ended } of state.sessions) {
      if (ended) this.#forget(info.id);
      for (const grave of state.refs.get(info.id)?.graves ?? []) {
        if (grave.fades) this.#dismiss(info.id, grave);
      }
    }
  }

  #settle(key: string, count: number): void {
    this.#later(`flash ${count} ${key}`, flashMs, () => {
      if (this.#store.state.flashing.get(key) !== count) return;
      this.#store.apply({ kind: "settled", keys: [key] });
    });
  }

  /** A row that changed again tells that change its whole time. */
  #forgetChange(change: Change): void {
    if (this.#passingChanges.has(change)) return;
    this.#passingChanges.add(change);
    setTimeout(() => {
      const { key } = change;
      if (this.#store.state.changes.get(key) !== change) return;
      this.#store.apply({ kind: "changeForgotten", key });
    }, changeMs);
  }

  #forget(sessionId: string): void {
    this.#later(`session ${sessionId}`, farewellMs, () => {
      const session = this.#store.state.sessions.find(({ info }) => info.id === sessionId);
      if (session?.ended) this.#store.apply({ kind: "forgetSession", sessionId });
    });
  }

  #dismiss(sessionId: string, { refId, reason }: Grave): void {
    const delayMs = reason === removalTexts.released ? verdictMs : farewellMs;
    this.#later(`ref ${refId} ${reason}`, delayMs, () => {
      // It may be back, or something else be known of it by now.
      const graves = this.#store.state.refs.get(sessionId)?.graves ?? [];
      if (!graves.some((grave) => grave.refId === refId && grave.reason === reason)) return;
      this.#store.apply({ kind: "dismiss", sessionId, refIds: [refId] });
      this.#host.post({ kind: "dismiss", sessionId, refIds: [refId] });
    });
  }

  #later(name: string, delayMs: number, act: () => void): void {
    if (this.#scheduled.has(name)) return;
    this.#scheduled.add(name);
    setTimeout(() => {
      this.#scheduled.delete(name);
      act();
    }, delayMs);
  }
}
