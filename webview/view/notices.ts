/**
 * What fills the view while there is nothing to list: how to start, or what stands in the way, each with
 * the button that goes on.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";

import type { PanelCommand, PanelNotice } from "../../src/protocol/panel.js";
import { textButton } from "../controls.js";

interface NoticeText {
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly command: PanelCommand;
}

/** Undefined when the tree is to be shown. */
export function noticeTemplate(
  notice: PanelNotice,
  run: (command: PanelCommand) => void,
): TemplateResult | undefined {
  const text = textOf(notice);
  if (!text) return undefined;
  const { paragraphs, button, command } = text;
  return html`<section class="notice">
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
    ${textButton(button, { label: button, onPress: () => run(command) })}
  </section>`;
}

function textOf(notice: PanelNotice): NoticeText | undefined {
  switch (notice.kind) {
    case "none":
      return undefined;
    case "empty":
      return {
        paragraphs: [
          "No live Python objects yet.",
          'Select a call in a Python file, such as re.compile(r"\\d+"), and run SnakeBridge: Call. What it returns stays alive in Python and shows up here.',
        ],
        button: "Call Selection",
        command: "snakebridge.call",
      };
    case "untrusted":
      return {
        paragraphs: [
          "This workspace is in Restricted Mode.",
          "SnakeBridge runs Python with the workspace's code, so it starts nothing until you trust it.",
        ],
        button: "Manage Workspace Trust",
        command: "workbench.trust.manage",
      };
    case "noInterpreter":
      return {
        paragraphs: ["No Python to run.", notice.message],
        button: "Select Interpreter",
        command: "snakebridge.selectInterpreter",
      };
  }
}
