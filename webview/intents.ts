/**
 * What a person can do to a row, by whatever means: mouse, key or button. Each turns into a change of the
 * state, a request to the host, or a command of the extension.
 */
import type { ObjectAddress } from "../src/protocol/inspection.js";
import type { PanelCommand } from "../src/protocol/panel.js";
import type { RefInfo } from "../src/protocol/sessions.js";

import { Refusal } from "./hostLink.js";
import type { Host } from "./host.js";
import type { Arrangement } from "./model/arrangement.js";
import { selectedWith } from "./model/lettingGo.js";
import { imageKey, reprKey } from "./model/nodeKeys.js";
import type { NodeKey } from "./model/nodeKeys.js";
import { rowContext } from "./model/rowContext.js";
import type {
  ChildRow,
  FailureRow,
  ObjectRow,
  RefRow,
  RowContent,
  SessionRow,
} from "./model/rowContent.js";
import type { Evaluation } from "./model/state.js";
import { addressOf } from "./pictures.js";
import { Selection } from "./selection.js";
import type { Store } from "./store.js";
import type { Surroundings } from "./surroundings.js";

/** What one press of Extend adds to a ref's remaining time. */
const extensionSeconds = 3600;

export class Intents {
  readonly selection: Selection;
  readonly #store: Store;
  readonly #host: Host;
  readonly #surroundings: Surroundings;

  constructor(store: Store, host: Host, surroundings: Surroundings) {
    this.#store = store;
    this.#host = host;
    this.#surroundings = surroundings;
    this.selection = new Selection(store, host);
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
    else if (row.kind === "child" && this.#isToEvaluate(row)) this.evaluate(row);
    else if (row.expanded !== null) this.setOpen(row, !row.expanded);
  }

  /** Brings the row that another one links to into view. */
  goTo({ address }: ChildRow, key: NodeKey): void {
    this.#store.apply({ kind: "goTo", sessionId: address.session, key });
  }

  /** Releases a ref; several, or a session with refs, ask first; what is gone already is only dismissed. */
  release(row: RowContent): void {
    if (selectedWith(this.#store.state, row.key).length > 0) this.selection.act("release", row.key);
    else if (row.kind === "ref") this.#releaseRef(row);
    else if (row.kind === "session") this.#releaseSession(row);
    else if (row.kind === "tombstone") this.#dismiss(row.sessionId, row.grave.refId);
  }

  /** What Escape means: no to a question, else nothing is selected any more. */
  cancel(): void {
    const { confirming, pendingRelease } = this.#store.state;
    if (confirming !== null) this.cancelRelease();
    else if (pendingRelease) this.selection.cancel();
    else this.selection.clear();
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

  /** Runs the code that a lazy row needs to know its value. */
  evaluate(row: ChildRow): void {
    this.#evaluate(row, row.key, "value");
  }

  /** Shows what `repr` says of the object instead of its preview. */
  showRepr(row: ObjectRow): void {
    this.#evaluate(row, reprKey(row.key), "repr");
  }

  /** Shows the image that the object makes of itself: instead of its preview, or beside the editors. */
  showImage(row: ObjectRow): void {
    if (!this.#surroundings.showsImages) {
      this.run("snakebridge.showAsImage", row);
      return;
    }
    this.#run(row, imageKey(row.key), async () => {
      const image = await this.#host.request("image", row.address);
      const { width, height } = image;
      return { status: "image", address: addressOf(image), width, height, outdated: false };
    });
  }

  /** Back to the preview. */
  hideResult(row: ObjectRow): void {
    for (const key of [reprKey(row.key), imageKey(row.key)]) {
      this.#store.apply({ kind: "evaluated", key, evaluation: null });
    }
  }

  /** Lists refs otherwise. */
  arrange(change: Partial<Arrangement>): void {
    this.#store.apply({ kind: "arrange", change });
  }

  /** Whether rows of a type offer to run its code. */
  ask(type: string, on: boolean): void {
    this.#store.apply({ kind: "ask", type, on });
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
    const context = row && rowContext(row, this.#store.state);
    this.#host.post({ kind: "command", command, ...(context && { row: context }) });
  }

  #isToEvaluate({ child, expanded, ownerType }: ChildRow): boolean {
    const isLazy = child.lazyReason !== null && expanded === null;
    return isLazy && !this.#store.state.unasked.has(ownerType);
  }

  #evaluate(row: ObjectRow, key: NodeKey, form: "value" | "repr"): void {
    this.#run(row, key, async () => {
      const { summary, text } = await this.#host.request("evaluate", { ...row.address, form });
      return summary
        ? { status: "value", summary, outdated: false }
        : { status: "text", text: text ?? "", outdated: false };
    });
  }

  /** Code runs for a row: what became of it is told there. */
  #run({ address }: ObjectRow, key: NodeKey, ask: () => Promise<Evaluation>): void {
    const settle = (evaluation: Evaluation): void =>
      this.#store.apply({ kind: "evaluated", key, evaluation });
    settle({ status: "running", isWaiting: this.#isBusy(address.session) });
    ask().then(settle, (error: unknown) =>
      settle({
        status: "failed",
        message: messageOf(error),
        ended: error instanceof Refusal ? error.ended : undefined,
      }),
    );
  }

  #isBusy(sessionId: string): boolean {
    const { sessions, workers } = this.#store.state;
    const workerId = sessions.find(({ info }) => info.id === sessionId)?.workerId;
    const worker = workers.find(({ id }) => id === workerId);
    return worker?.state === "busy" || worker?.state === "unresponsive";
  }

  /** Where the object's type is defined. */
  openSource({ session: sessionId, ref: refId, path = [] }: ObjectAddress): void {
    const kind = path.length > 0 ? "child" : "ref";
    const row = { snakebridgeRow: kind, sessionId, refId, path } as const;
    const preventDefaultContextMenuItems = true;
    const command = "snakebridge.openTypeSource";
    this.#host.post({ kind: "command", command, row: { ...row, preventDefaultContextMenuItems } });
  }

  #releaseRef({ key, address }: RefRow): void {
    const { session, ref } = address;
    const chosen = [{ session, refs: [ref] }];
    this.#attempt(key, () => this.#host.request("release", { chosen }));
  }

  #releaseSession({ key, session }: SessionRow): void {
    const sessionId = session.info.id;
    if (session.ended) {
      this.#store.apply({ kind: "forgetSession", sessionId });
    } else if (session.info.refCount > 0 && this.#store.state.confirming !== key) {
      this.#store.apply({ kind: "confirm", key });
      this.#attempt(key, async () => {
        const impact = await this.#host.request("releaseImpact", { session: sessionId });
        this.#store.apply({ kind: "sessionImpact", key, impact });
      });
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
