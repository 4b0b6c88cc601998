/**
 * A page's way to the extension host: requests with their answers, and the messages it sends by itself. It checks what
 * comes in and knows nothing of what the messages mean.
 */
import type { PageReply, PageRequest, PageRequests } from "../src/protocol/pageRequests.js";

import { anyOf, exactly, isNumber, isText, oneOf, optional, shape, unread } from "./check.js";
import type { Check } from "./check.js";

/** The part of VS Code's webview API that is needed here. */
export interface HostPort<Message> {
  readonly postMessage: (message: Message) => void;
}

/** What the host may say to a page; no more is believed. */
export interface Incoming<Requests extends PageRequests<keyof Requests>, Message> {
  readonly isMessage: Check<Message>;
  /** What the answer to each request looks like. */
  readonly results: ResultChecks<Requests>;
}

export type ResultChecks<Requests extends PageRequests<keyof Requests>> = {
  readonly [Name in keyof Requests]: Check<Requests[Name]["result"]>;
};

/** Why the host did not do what was asked. */
export class Refusal extends Error {
  /** What stopped the Python code that ran for it. */
  readonly ended: "timeout" | "interrupt" | undefined;

  constructor({ message, ended }: RefusedReply) {
    super(message);
    this.ended = ended;
  }
}

/** An answer that is on its way. */
export interface Asked<Result> {
  readonly id: number;
  /** Rejects with a {@link Refusal}, or when the answer is not what the request asks for. */
  readonly answer: Promise<Result>;
}

type RefusedReply = Extract<PageReply, { readonly ok: false }>;

export const isReply = anyOf<PageReply>(
  shape<Extract<PageReply, { readonly ok: true }>>({
    kind: exactly("reply"),
    id: isNumber,
    ok: exactly(true),
    result: unread(),
  }),
  shape<RefusedReply>({
    kind: exactly("reply"),
    id: isNumber,
    ok: exactly(false),
    message: isText,
    ended: optional(oneOf<NonNullable<RefusedReply["ended"]>>({ timeout: true, interrupt: true })),
  }),
);

export class HostLink<Requests extends PageRequests<keyof Requests>, FromHost, ToHost> {
  readonly #port: HostPort<ToHost | PageRequest<Requests>>;
  readonly #incoming: Incoming<Requests, FromHost>;
  readonly #waiting = new Map<number, (reply: PageReply) => void>();
  #lastId = 0;

  constructor(
    port: HostPort<ToHost | PageRequest<Requests>>,
    incoming: Incoming<Requests, FromHost>,
  ) {
    this.#port = port;
    this.#incoming = incoming;
  }

  post(message: ToHost): void {
    this.#port.postMessage(message);
  }

  request<Name extends keyof Requests & string>(
    name: Name,
    params: Requests[Name]["params"],
  ): Promise<Requests[Name]["result"]> {
    return this.ask(name, params).answer;
  }

  ask<Name extends keyof Requests & string>(
    name: Name,
    params: Requests[Name]["params"],
  ): Asked<Requests[Name]["result"]> {
    const id = ++this.#lastId;
    const isResult = this.#incoming.results[name];
    const answer = new Promise<Requests[Name]["result"]>((resolve, reject) => {
      this.#waiting.set(id, (reply) => {
        if (!reply.ok) reject(new Refusal(reply));
        else if (isResult(reply.result)) resolve(reply.result);
        else reject(new Error(`The answer to “${name}” cannot be read.`));
      });
    });
    this.#port.postMessage({ kind: "request", id, name, params });
    return { id, answer };
  }

  /** Takes what the window received; returns what the host sent by itself, if it was that. */
  receive(data: unknown): FromHost | undefined {
    if (this.#incoming.isMessage(data)) return data;
    if (isReply(data)) this.#settle(data);
    else console.warn("SnakeBridge: dropped a malformed message from the host", data);
    return undefined;
  }

  #settle(reply: PageReply): void {
    const settle = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    settle?.(reply);
  }
}
