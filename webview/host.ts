/**
 * The way to the extension host: commands, requests with their answers, and the messages it sends by
 * itself. It checks what comes in and knows nothing of what the messages mean.
 */
import type {
  FromPanelMessage,
  PanelReply,
  PanelRequestName,
  PanelRequests,
  ToPanelMessage,
} from "../src/protocol/panel.js";

import { isHostMessage, resultChecks } from "./messages.js";

/** The part of VS Code's webview API that is needed here. */
export interface HostPort {
  readonly postMessage: (message: FromPanelMessage) => void;
}

/** What the host sends by itself. */
export type HostMessage = Exclude<ToPanelMessage, PanelReply>;

/** Why the host did not do what was asked. */
export class Refusal extends Error {
  /** What stopped the Python code that ran for it. */
  readonly ended: "timeout" | "interrupt" | undefined;

  constructor({ message, ended }: Extract<PanelReply, { ok: false }>) {
    super(message);
    this.ended = ended;
  }
}

interface Waiting {
  readonly name: PanelRequestName;
  readonly settle: (reply: PanelReply) => void;
}

export class Host {
  readonly #port: HostPort;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(port: HostPort) {
    this.#port = port;
  }

  post(message: Exclude<FromPanelMessage, { kind: "request" }>): void {
    this.#port.postMessage(message);
  }

  /** Rejects with the host's words, or when the answer is not what the request asks for. */
  request<Name extends PanelRequestName>(
    name: Name,
    params: PanelRequests[Name]["params"],
  ): Promise<PanelRequests[Name]["result"]> {
    const id = ++this.#lastId;
    const isResult = resultChecks[name];
    const answer = new Promise<PanelRequests[Name]["result"]>((resolve, reject) => {
      const settle = (reply: PanelReply): void => {
        if (!reply.ok) reject(new Refusal(reply));
        else if (isResult(reply.result)) resolve(reply.result);
        else reject(new Error(`The answer to “${name}” cannot be read.`));
      };
      this.#waiting.set(id, { name, settle });
    });
    // SAFETY: `params` belongs to `name` by the signature; TypeScript does not follow the pair into the union.
    this.#port.postMessage({ kind: "request", id, name, params } as FromPanelMessage);
    return answer;
  }

  /** Takes what the window received; returns what the host sent by itself, if it was that. */
  receive(data: unknown): HostMessage | undefined {
    if (!isHostMessage(data)) {
      console.warn("SnakeBridge: dropped a malformed message from the host", data);
      return undefined;
    }
    if (data.kind !== "reply") return data;
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    waiting?.settle(data);
    return undefined;
  }
}
