/** An image in full: as large as fits or as it is, on a ground that shows what is transparent, and copied as PNG. */
import { html } from "lit";
import type { TemplateResult } from "lit";

import type { PanelImage } from "../../src/protocol/displayPanel.js";
import { textButton } from "../controls.js";
import { addressOf, giveUp, imageWords, pixels } from "../pictures.js";

type Zoom = "fit" | "full";

export class Picture {
  readonly #changed: () => void;
  #image: PanelImage | undefined;
  #address = "";
  #typeName = "";
  #zoom: Zoom = "fit";
  #drawn: HTMLImageElement | undefined;
  problem: string | undefined;
  /** What a screen reader shall hear. */
  announcement = "";

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What stands in words beside it. */
  get facts(): string {
    const { width, height } = this.#size();
    const size = width === null || height === null ? "" : `${pixels(width, height)} · `;
    const format = (this.#image?.mimeType ?? "").replace(/^image\/|\+xml$/g, "").toUpperCase();
    return `${this.#typeName} · ${size}${format}`;
  }

  show(image: PanelImage, typeName: string): void {
    giveUp(this.#address);
    this.#image = image;
    this.#typeName = typeName;
    this.#address = addressOf(image);
    this.#drawn = undefined;
    this.problem = undefined;
  }

  template(): TemplateResult {
    return html`<div class="stage ${this.#zoom}" tabindex="0" role="region" aria-label="Image">
      <img
        src=${this.#address}
        alt=${imageWords(this.#typeName, this.#size())}
        @load=${this.#onLoad}
        @error=${this.#onError}
      />
    </div>`;
  }

  actions(): TemplateResult {
    const zoom = (text: string, label: string, to: Zoom): TemplateResult =>
      textButton(text, {
        label,
        onPress: () => this.#zoomTo(to),
        isPrimary: this.#zoom === to,
        isPressed: this.#zoom === to,
      });
    const copy = { label: "Copy the image", onPress: () => void this.#copy(), isPrimary: false };
    return html`${zoom("Fit", "Fit the image into the view", "fit")}
    ${zoom("100 %", "100 %: show the image in its own size", "full")} ${textButton("Copy", copy)}`;
  }

  /** Of drawings that do not tell it, as the browser has it. */
  #size(): Pick<PanelImage, "width" | "height"> {
    const { width = null, height = null } = this.#image ?? {};
    if (width !== null || !this.#drawn) return { width, height };
    return { width: this.#drawn.naturalWidth, height: this.#drawn.naturalHeight };
  }

  #zoomTo(zoom: Zoom): void {
    this.#zoom = zoom;
    this.announcement = zoom === "fit" ? "Fits into the view" : "In its own size";
    this.#changed();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": toPng(this.#drawn) })]);
      this.announcement = "Image copied";
    } catch (error) {
      this.problem = `The image cannot be copied: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.#changed();
  }

  readonly #onLoad = ({ target }: Event): void => {
    if (target instanceof HTMLImageElement) this.#drawn = target;
    this.#changed();
  };

  readonly #onError = (): void => {
    this.problem = "The image cannot be drawn.";
    this.#changed();
  };
}

async function toPng(drawn: HTMLImageElement | undefined): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = drawn?.naturalWidth ?? 0;
  canvas.height = drawn?.naturalHeight ?? 0;
  if (drawn) canvas.getContext("2d")?.drawImage(drawn, 0, 0);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("it cannot be drawn as PNG"));
    });
  });
}
