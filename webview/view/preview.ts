/**
 * A preview as styled pieces of text. Values reach the page here as text nodes and nowhere as markup.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";

import type { PreviewPart } from "../../src/protocol/inspection.js";

import { toOneLine } from "./facts.js";

export function previewTemplate(parts: readonly PreviewPart[]): readonly TemplateResult[] {
  return parts.map(({ kind, text }) => html`<span class="part-${kind}">${toOneLine(text)}</span>`);
}
