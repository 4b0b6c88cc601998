/** The host's end of the wire: keeps what was posted and answers requests when a test says so. */
import type {
  FromPanelMessage,
  PanelRequestName,
  PanelRequests,
  ToPanelMessage,
} from "../../../src/protocol/panel.js";
import type { HostPort } from "../../../webview/hostLink.js";

type Request = Extract<FromPanelMessage, { kind: "request" }>;

export class TestHostPort implements HostPort<FromPanelMessage> {
  readonly posted: FromPanelMessage[] = [];
  readonly #answered = new Set<number>();
  /** Set by the test: where answers go. */
  deliver: (message: ToPanelMessage) => void = () => {
    throw new Error("Nobody listens to the host");
  };

  readonly postMessage = (message: FromPanelMessage): void => {
    this.posted.push(message);
  };

  /** Requests that wait for an answer. */
  get open(): readonly Request[] {
    return this.posted
      .filter((message) => message.kind === "request")
      .filter(({ id }) => !this.#answered.has(id));
  }

  async answer<Name extends PanelRequestName>(
    name: Name,
    result: PanelRequests[Name]["result"],
  ): Promise<void> {
    this.deliver({ kind: "reply", id: this.#take(name), ok: true, result });
    await settled();
  }

  async refuse(
    name: PanelRequestName,
    message: string,
    ended?: "timeout" | "interrupt",
  ): Promise<void> {
    const reply = { kind: "reply", id: this.#take(name), ok: false, message } as const;
    this.deliver(ended ? { ...reply, ended } : reply);
    await settled();
  }

  #take(name: PanelRequestName): number {
    const request = this.open.find((each) => each.name === name);
    if (!request) throw new Error(`No open request “${name}”`);
    this.#answered.add(request.id);
    return request.id;
  }
}

/** Lets promises that are settled already tell so. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}
