/**
 * The renderer of refs in notebooks: which outputs there are, and who of them the host means. VS Code imports it into
 * the page of a notebook's outputs and calls `activate`.
 */
import type { FromRefOutput, OutputRef, ToRefOutput } from "../../src/protocol/refOutput.js";

import { anyOf, exactly, isNumber, isText, shape, unread } from "../check.js";

import { prepareOutputPage } from "./outputPage.js";
import { RefOutput } from "./refOutput.js";

/** The part of VS Code's renderer API that is needed here; without our extension there is nobody to talk to. */
export interface RendererContext {
  readonly postMessage?: (message: FromRefOutput) => void;
  readonly onDidReceiveMessage?: (listener: (message: unknown) => void) => unknown;
}

export interface OutputItem {
  readonly id: string;
  readonly metadata: unknown;
  json(): unknown;
}

interface Shown {
  readonly id: string;
  readonly element: HTMLElement;
  readonly output: RefOutput;
}

type MessageOf<Kind> = Extract<ToRefOutput, { readonly kind: Kind }>;

const isFromHost = anyOf<ToRefOutput>(
  shape<MessageOf<"alive">>({ kind: exactly("alive"), page: isNumber }),
  shape<MessageOf<"page">>({ kind: exactly("page"), page: isNumber, message: unread() }),
  shape<MessageOf<"gone">>({ kind: exactly("gone"), page: isNumber, reason: isText }),
);
const isPreview = shape<{ readonly preview: string }>({ preview: isText });
const isOutputRef = shape<OutputRef>({ session: isText, ref: isText });

export function activate(context: RendererContext) {
  const shown = new Map<number, Shown>();
  let lastPage = 0;
  const post = (message: FromRefOutput): void => context.postMessage?.(message);

  const end = (isMeant: (each: Shown) => boolean): void => {
    for (const [page, each] of [...shown].filter(([, one]) => isMeant(one))) {
      shown.delete(page);
      each.output.end();
      post({ kind: "close", page });
    }
  };

  context.onDidReceiveMessage?.((message) => {
    if (!isFromHost(message)) return;
    const output = shown.get(message.page)?.output;
    if (message.kind === "alive") output?.open();
    else if (message.kind === "page") output?.receive(message.message);
    else output?.close(message.reason);
  });
  prepareOutputPage();
  // Outputs of an earlier page, of which this one knows nothing, are no more.
  post({ kind: "start" });

  return {
    renderOutputItem(item: OutputItem, element: HTMLElement): void {
      end((each) => each.element === element);
      const data = item.json();
      const ref = refBeside(item.metadata);
      const page = (lastPage += 1);
      const output = new RefOutput(element, {
        text: isPreview(data) ? data.preview : "",
        post: (message) => post({ kind: "page", page, message }),
      });
      shown.set(page, { id: item.id, element, output });
      if (ref) post({ kind: "open", page, session: ref.session, ref: ref.ref });
    },
    disposeOutputItem(id?: string): void {
      end((each) => id === undefined || each.id === id);
    },
  };
}

/** The ref that stands beside the output; undefined where it was read from a file. */
function refBeside(metadata: unknown): OutputRef | undefined {
  const of = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  const ref = of(of(metadata, "transient"), "snakebridgeRef");
  return isOutputRef(ref) ? ref : undefined;
}
