/**
 * The only door to @vscode/webview-ui-toolkit, which is no longer developed: whoever replaces it changes
 * this file. It registers the elements that are used and makes templates of them. Of its elements, badge and
 * determinate progress ring write style attributes, which the page's policy refuses.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextField,
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
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField());
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

export interface TextButtonOptions extends ButtonOptions {
  readonly isPrimary?: boolean;
  /** Of a button that stays pressed. */
  readonly isPressed?: boolean;
}

export function textButton(
  text: string | TemplateResult,
  { label, onPress, isTabStop, isPrimary, isPressed }: TextButtonOptions,
): TemplateResult {
  return html`<vscode-button
    appearance=${isPrimary === false ? "secondary" : "primary"}
    aria-label=${label}
    aria-pressed=${ifDefined(isPressed)}
    tabindex=${ifDefined(isTabStop === false ? -1 : undefined)}
    @click=${onPress}
    >${text}</vscode-button
  >`;
}

export interface TextFieldOptions {
  readonly label: string;
  readonly placeholder: string;
  readonly icon: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly isInvalid?: boolean;
}

/** Says what is typed as it is typed. */
export function textField(options: TextFieldOptions): TemplateResult {
  const { label, placeholder, icon, value, onInput, onKey, isInvalid = false } = options;
  const onKeydown = (event: KeyboardEvent): void => {
    // VS Code would select all once more in its own time, with what was typed since.
    if (event.key === "a" && event.ctrlKey) event.stopPropagation();
    onKey(event);
  };
  // The element takes its accessible name from its text, which the style sheet hides.
  return html`<vscode-text-field
    placeholder=${placeholder}
    .value=${value}
    aria-invalid=${isInvalid}
    @input=${(event: Event) => onInput(textOf(event))}
    @keydown=${onKeydown}
    >${label}<span slot="start" class="codicon codicon-${icon}" aria-hidden="true"></span
  ></vscode-text-field>`;
}

type SearchFieldOptions = Omit<TextFieldOptions, "icon" | "onKey" | "isInvalid">;

/** Says what is typed as it is typed; Escape empties it. */
export function searchField(options: SearchFieldOptions): TemplateResult {
  const { value, onInput } = options;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && value !== "") onInput("");
  };
  return textField({ ...options, icon: "filter", onKey });
}

function textOf({ target }: Event): string {
  const value: unknown = target && Reflect.get(target, "value");
  return typeof value === "string" ? value : "";
}

export interface IconChoiceOptions<Name extends string> {
  readonly label: string;
  readonly options: readonly (readonly [name: Name, text: string])[];
  readonly value: Name;
  readonly onChoose: (name: Name) => void;
}

/**
 * An icon that opens a list of choices. The browser's own select lies over it unseen: the list of the toolkit's
 * dropdown would be cut off at the edge of a narrow view.
 */
export function iconChoice<Name extends string>(
  icon: string,
  { label, options, value, onChoose }: IconChoiceOptions<Name>,
): TemplateResult {
  const choose = ({ target }: Event): void => {
    const chosen = options[target instanceof HTMLSelectElement ? target.selectedIndex : -1];
    if (chosen) onChoose(chosen[0]);
  };
  return html`<span class="icon-choice ${value === "" ? "" : "chosen"}">
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    <select aria-label=${label} title=${label} @change=${choose}>
      ${options.map(
        ([name, text]) => html`<option value=${name} .selected=${name === value}>${text}</option>`,
      )}
    </select>
  </span>`;
}

export function progressRing(): TemplateResult {
  return html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>`;
}
