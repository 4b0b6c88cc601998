/** What outputs share on the page of a notebook, and how each gets its styles: the inspector's own, as they are. */

const near = (file: string): string => new URL(file, import.meta.url).href;

/** What a style sheet in a shadow tree cannot give: the icons' font, and what kind of value a row's height is. */
export function prepareOutputPage(): void {
  document.fonts.add(new FontFace("codicon", `url("${near("codicon.ttf")}")`));
  CSS.registerProperty({
    name: "--row-height",
    syntax: "<length>",
    inherits: true,
    initialValue: "22px",
  });
}

/** Resolves when the styles hold, or cannot be had. */
export async function loadStyles(root: ShadowRoot): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = near("styles.css");
  const settled = new Promise<void>((resolve) => {
    for (const outcome of ["load", "error"]) link.addEventListener(outcome, () => resolve());
  });
  root.append(link);
  await settled;
}
