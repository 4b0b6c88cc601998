/**
 * One output: the text of a value, and below it, while its ref is alive, the inspector. It stands in a shadow tree,
 * so that neither it nor the notebook sees the other's styles and ids.
 */
import type { FromPanelMessage } from "../../src/protocol/panel.js";

import { initialState } from "../model/state.js";
import { mountInspector } from "../mount.js";
import type { Mounted } from "../mount.js";
import { output } from "../surroundings.js";

import { keepGestures } from "./gestures.js";
import { loadStyles } from "./outputPage.js";

export interface RefOutputOptions {
  /** What the value looks like, for when its ref is not alive, too. */
  readonly text: string;
  readonly post: (message: FromPanelMessage) => void;
}

export class RefOutput {
  readonly #root: ShadowRoot;
  readonly #isStyled: Promise<void>;
  readonly #reason = document.createElement("p");
  readonly #post: (message: FromPanelMessage) => void;
  #isOpen = false;
  #mounted: Mounted | undefined;

  constructor(element: HTMLElement, { text, post }: RefOutputOptions) {
    const host = document.createElement("div");
    host.className = "snakebridge-output";
    this.#root = host.attachShadow({ mode: "open" });
    this.#isStyled = loadStyles(this.#root);
    this.#post = post;
    const preview = document.createElement("pre");
    preview.className = "text";
    preview.textContent = text;
    this.#reason.className = "reason";
    this.#reason.role = "status";
    this.#root.append(preview, this.#reason);
    keepGestures(this.#root);
    element.replaceChildren(host);
  }

  /** The ref is alive: it can be looked into. */
  open(): void {
    this.#isOpen = true;
    // Rows are as high as the style sheet says.
    void this.#isStyled.then(() => this.#mount());
  }

  /** Takes what the host says to the inspector. */
  receive(message: unknown): void {
    this.#mounted?.inspector.receive(message);
  }

  /** The ref is gone; its text stays and says why there is no more. */
  close(reason: string): void {
    this.end();
    this.#reason.textContent = reason;
  }

  end(): void {
    this.#isOpen = false;
    // VS Code hears of a keyboard that leaves, and not of one whose place is gone.
    if (this.#root.activeElement instanceof HTMLElement) this.#root.activeElement.blur();
    this.#mounted?.remove();
    this.#mounted = undefined;
  }

  #mount(): void {
    if (!this.#isOpen || this.#mounted) return;
    this.#reason.textContent = "";
    this.#mounted = mountInspector({
      place: this.#root,
      port: { postMessage: this.#post },
      state: initialState,
      surroundings: output,
    });
    const { inspector, view } = this.#mounted;
    view.role = "group";
    view.ariaLabel = "Live object";
    inspector.start();
  }
}
