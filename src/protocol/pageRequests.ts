/** How a page of the extension (the inspector, an open table) asks the extension host, and how that answers. */

/** The requests of one page by name, what each takes and what it is answered with. */
export type PageRequests<Name extends PropertyKey = PropertyKey> = Readonly<
  Record<Name, { readonly params: unknown; readonly result: unknown }>
>;

/** Page → host. `id` counts up and is never used again. */
export type PageRequest<Requests extends PageRequests<keyof Requests>> = {
  [Name in keyof Requests]: {
    readonly kind: "request";
    readonly id: number;
    readonly name: Name;
    readonly params: Requests[Name]["params"];
  };
}[keyof Requests];

/**
 * Host → page: the answer to the request with the same `id`. `message` is for a person; `ended` tells of what ran and
 * was stopped: by its budget, or by a person.
 */
export type PageReply =
  | { readonly kind: "reply"; readonly id: number; readonly ok: true; readonly result: unknown }
  | {
      readonly kind: "reply";
      readonly id: number;
      readonly ok: false;
      readonly message: string;
      readonly ended?: "timeout" | "interrupt";
    };
