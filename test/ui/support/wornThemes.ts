/**
 * Themes as VS Code puts them on the page of a webview: variables on the document, names on its body. Read once
 * while the workbench changes its theme, and put on again in no time, whatever the page shows then.
 */
import type { Frame } from "playwright-core";

import { themeNames, type ThemeName, type Workbench } from "./workbench.ts";

interface Worn {
  readonly variables: string;
  readonly bodyClass: string;
}

/** What the body wears with each theme. */
const bodyClasses: Readonly<Record<ThemeName, string>> = {
  light: ".vscode-light",
  dark: ".vscode-dark",
  highContrast: ".vscode-high-contrast:not(.vscode-high-contrast-light)",
  highContrastLight: ".vscode-high-contrast-light",
};

export class WornThemes {
  readonly #worn: ReadonlyMap<ThemeName, Worn>;

  constructor(worn: ReadonlyMap<ThemeName, Worn>) {
    this.#worn = worn;
  }

  static async read(workbench: Workbench, frame: Frame): Promise<WornThemes> {
    const worn = new Map<ThemeName, Worn>();
    for (const theme of themeNames) {
      await workbench.useTheme(theme);
      await frame.locator(`body${bodyClasses[theme]}`).waitFor();
      worn.set(theme, await frame.evaluate(readWorn));
    }
    return new WornThemes(worn);
  }

  /**
   * A webview has no background of its own; here it gets that of what lies behind it, as a tool that judges
   * contrasts sees no further than the frame.
   */
  async putOn(frame: Frame, theme: ThemeName, behind = "sideBar"): Promise<void> {
    const worn = this.#worn.get(theme);
    if (!worn) throw new Error(`${theme} was not read`);
    await frame.evaluate(putOnWorn, { ...worn, behind });
    // Controls take their colours from it with the next drawing.
    await frame.evaluate(untilDrawn);
  }
}

/** Runs in the page. */
function readWorn(): Worn {
  return {
    variables: document.documentElement.style.cssText,
    bodyClass: document.body.className,
  };
}

/** Runs in the page. */
function putOnWorn({ variables, bodyClass, behind }: Worn & { readonly behind: string }): void {
  document.documentElement.style.cssText = variables;
  document.body.className = bodyClass;
  document.body.style.background = `var(--vscode-${behind}-background)`;
}

/** Runs in the page. */
async function untilDrawn(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
