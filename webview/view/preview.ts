/**
 * A preview as styled pieces of text. Values reach the page here as text nodes and nowhere as markup.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";

import type { PreviewPart } from "../../src/protocol/inspection.js";

import { toOneLine } from "./facts.js";

export function previewTemplate(
  parts: readonly PreviewPart[],
): readonly (TemplateResult | string)[] {
  return parts.map(({ kind, text }) =>
    isPlain(kind) ? toOneLine(text) : html`<span class="part-${kind}">${toOneLine(text)}</span>`,
  );
}

/** What has no colour of its own needs no element, of which a list of rows has many. */
function isPlain(kind: PreviewPart["kind"]): boolean {
  return kind === "punctuation" || kind === "text";
}
