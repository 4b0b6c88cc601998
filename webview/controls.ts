/**
 * The only door to @vscode/webview-ui-toolkit, which is no longer developed: whoever replaces it changes
 * this file. It registers the elements that are used and makes templates of them. Of its elements, badge and
 * determinate progress ring write style attributes, which the page's policy refuses.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
} from "@vscode/webview-ui-toolkit";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

export interface ButtonOptions {
  /** The accessible name, and the tooltip of a button that shows only an icon. */
  readonly label: string;
  readonly onPress: () => void;
  /** Whether Tab reaches it; a tree has one tab stop and the buttons of one row. */
  readonly isTabStop?: boolean;
}

export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}

/** A `text` stands beside the icon where there is room for it. */
export function iconButton(
  icon: string,
  { label, onPress, isTabStop, text }: ButtonOptions & { readonly text?: string },
): TemplateResult {
  return html`<vscode-button
    appearance="icon"
    aria-label=${label}
    title=${label}
    tabindex=${ifDefined(isTabStop === false ? -1 : undefined)}
    @click=${onPress}
    ><span class="codicon codicon-${icon}" aria-hidden="true"></span
    >${text === undefined ? nothing : html`<span class="button-text">${text}</span>`}</vscode-button
  >`;
}

export function textButton(
  text: string,
  { label, onPress, isTabStop, isPrimary }: ButtonOptions & { readonly isPrimary?: boolean },
): TemplateResult {
  return html`<vscode-button
    appearance=${isPrimary === false ? "secondary" : "primary"}
    aria-label=${label}
    tabindex=${ifDefined(isTabStop === false ? -1 : undefined)}
    @click=${onPress}
    >${text}</vscode-button
  >`;
}

export function progressRing(): TemplateResult {
  return html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>`;
}
