/**
 * HTML that an object gave, in a frame of its own: made safe first, then without scripts, without an origin and without
 * a way to the network. It follows the theme, which it cannot see from in there.
 */
import { toFrameDocument } from "./frameDocument.js";
import type { FrameLook } from "./frameDocument.js";

export class HtmlFrame {
  readonly element: HTMLIFrameElement;
  #html = "";

  constructor() {
    this.element = document.createElement("iframe");
    // Empty: nothing of what a frame may do.
    this.element.setAttribute("sandbox", "");
    const themes = new MutationObserver(() => this.#draw());
    themes.observe(document.documentElement, { attributeFilter: ["style", "class"] });
  }

  show(html: string, title: string): void {
    this.#html = html;
    this.element.title = `${title} as HTML`;
    this.#draw();
  }

  #draw(): void {
    this.element.srcdoc = toFrameDocument(this.#html, currentLook());
  }
}

function currentLook(): FrameLook {
  const { color, backgroundColor, fontFamily, fontSize } = getComputedStyle(document.body);
  const { colorScheme } = document.body.dataset["vscodeThemeKind"]?.includes("light")
    ? { colorScheme: "light" as const }
    : { colorScheme: "dark" as const };
  return { color, backgroundColor, fontFamily, fontSize, colorScheme, nonce: styleNonce() };
}

/** Whoever may style this page may style the frame, which is held by the same policy. */
function styleNonce(): string {
  return document.querySelector('meta[property="csp-nonce"]')?.getAttribute("content") ?? "";
}
