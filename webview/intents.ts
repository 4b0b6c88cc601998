/**
 * What a person can do to a row, by whatever means: mouse, key or button. Each turns into a change of the
 * state, a request to the host, or a command of the extension.
 */
import type { PanelCommand } from "../src/protocol/panel.js";
import type { RefInfo } from "../src/protocol/sessions.js";

import type { Host } from "./host.js";
import type { NodeKey } from "./model/nodeKeys.js";
import { rowContext } from "./model/rowContext.js";
import type { ChildRow, FailureRow, RefRow, RowContent, SessionRow } from "./model/rowContent.js";
import type { Evaluation } from "./model/state.js";
import type { Store } from "./store.js";

/** What one press of Extend adds to a ref's remaining time. */
const extensionSeconds = 3600;

export class Intents {
  readonly #store: Store;
  readonly #host: Host;

  constructor(store: Store, host: Host) {
    this.#store = store;
    this.#host = host;
  }

  focus(key: NodeKey): void {
    this.#store.apply({ kind: "focus", key });
  }

  setOpen(row: RowContent, on: boolean): void {
    if (row.expanded !== null && row.expanded !== on) {
      this.#store.apply({ kind: "expand", key: row.key, on });
    }
  }

  /** What Enter or a click on the row means. */
  activate(row: RowContent): void {
    if (this.#store.state.confirming === row.key) this.release(row);
    else if (row.kind === "failure") this.retry(row);
    else if (row.kind === "child" && row.sameAs !== null) this.goTo(row, row.sameAs);
    else if (row.kind === "child" && row.child.summary === null) this.evaluate(row);
    else if (row.expanded !== null) this.setOpen(row, !row.expanded);
  }

  /** Brings the row that another one links to into view. */
  goTo({ address }: ChildRow, key: NodeKey): void {
    this.#store.apply({ kind: "goTo", sessionId: address.session, key });
  }

  /** Releases a ref; a session with refs asks first; what is gone already is only dismissed. */
  release(row: RowContent): void {
    if (row.kind === "ref") this.#releaseRef(row);
    else if (row.kind === "session") this.#releaseSession(row);
    else if (row.kind === "tombstone") this.#dismiss(row.sessionId, row.grave.refId);
  }

  cancelRelease(): void {
    this.#store.apply({ kind: "confirm", key: null });
  }

  keep(row: RefRow): void {
    const { session, ref } = row.address;
    const on = !row.entry.info.pinned;
    this.#update(row.key, () => this.#host.request("pin", { session, ref, on }));
  }

  extend(row: RefRow): void {
    const { session, ref } = row.address;
    const remaining = ((row.entry.expiresAtMs ?? 0) - performance.now()) / 1000;
    const seconds = Math.ceil(Math.max(0, remaining)) + extensionSeconds;
    this.#update(row.key, () => this.#host.request("extend", { session, ref, seconds }));
  }

  evaluate(row: ChildRow): void {
    const { key, address } = row;
    const settle = (evaluation: Evaluation): void =>
      this.#store.apply({ kind: "evaluated", key, evaluation });
    settle({ status: "running" });
    this.#host.request("evaluate", { ...address, form: "value" }).then(
      ({ summary, text }) =>
        settle(
          summary
            ? { status: "value", summary, outdated: false }
            : { status: "text", text: text ?? "", outdated: false },
        ),
      (error: unknown) => settle({ status: "failed", message: messageOf(error) }),
    );
  }

  retry({ spot: { source } }: FailureRow): void {
    if (source.kind === "refs") {
      this.#store.apply({ kind: "refsFailed", sessionId: source.sessionId, message: null });
    } else {
      const { key, address, part } = source;
      this.#store.apply({ kind: "childrenFailed", key, address, part, message: null });
    }
  }

  run(command: PanelCommand, row?: RowContent): void {
    const context = row && rowContext(row);
    this.#host.post({ kind: "command", command, ...(context && { row: context }) });
  }

  #releaseRef({ key, address }: RefRow): void {
    const { session, ref } = address;
    this.#attempt(key, () => this.#host.request("release", { session, refs: [ref] }));
  }

  #releaseSession({ key, session }: SessionRow): void {
    const sessionId = session.info.id;
    if (session.ended) {
      this.#store.apply({ kind: "forgetSession", sessionId });
    } else if (session.info.refCount > 0 && this.#store.state.confirming !== key) {
      this.#store.apply({ kind: "confirm", key });
    } else {
      this.cancelRelease();
      this.#attempt(key, async () => {
        await this.#host.request("releaseSession", { session: sessionId });
        this.#store.apply({ kind: "sessionReleased", sessionId });
      });
    }
  }

  #dismiss(sessionId: string, refId: string): void {
    this.#store.apply({ kind: "dismiss", sessionId, refIds: [refId] });
    this.#host.post({ kind: "dismiss", sessionId, refIds: [refId] });
  }

  #update(key: NodeKey, ask: () => Promise<RefInfo>): void {
    this.#attempt(key, async () => this.#store.apply({ kind: "refUpdated", info: await ask() }));
  }

  /** What fails is told in the row it was asked of. */
  #attempt(key: NodeKey, act: () => Promise<unknown>): void {
    this.#store.apply({ kind: "failed", key, message: null });
    act().catch((error: unknown) => {
      this.#store.apply({ kind: "failed", key, message: messageOf(error) });
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
