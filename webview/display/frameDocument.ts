/**
 * HTML of anybody's as the document of a frame in which it can do nothing but look. DOMPurify takes out what could act,
 * load, link or ask; the document's own policy, and that of the page around it, refuse what might be left.
 */
import DOMPurify from "dompurify";
import type { Config } from "dompurify";

import { cleanDeclarations, cleanSheet } from "./cleanStyles.js";

/** What the frame takes from the theme, and what its styles are allowed by. */
export interface FrameLook {
  readonly color: string;
  readonly backgroundColor: string;
  readonly fontFamily: string;
  readonly fontSize: string;
  readonly colorScheme: "light" | "dark";
  readonly nonce: string;
}

const rules: Config & { readonly RETURN_DOM_FRAGMENT: true } = {
  USE_PROFILES: { html: true, svg: true },
  FORBID_TAGS: [
    ...["form", "input", "button", "select", "option", "optgroup", "textarea", "datalist"],
    ...["fieldset", "audio", "video", "source", "track", "picture", "dialog", "template", "slot"],
  ],
  FORBID_ATTR: [
    ...["action", "background", "poster", "srcset", "sizes", "ping", "target", "autofocus"],
    ...["contenteditable", "popover", "popovertarget", "accesskey", "tabindex", "slot", "nonce"],
  ],
  ALLOW_DATA_ATTR: false,
  // Styles before the first element count, too.
  FORCE_BODY: true,
  RETURN_DOM_FRAGMENT: true,
};

const addresses: ReadonlySet<string> = new Set(["href", "xlink:href", "src"]);
/** A place in the same document, or an image that is all there. */
const isLocal = /^\s*(?:#|data:image\/(?:png|gif|jpeg|webp|svg\+xml)[;,])/i;
const isRemoteStyle = /url\((?!\s*["']?#)/i;

const purifier = DOMPurify(window);
purifier.addHook("uponSanitizeAttribute", (_element, attribute) => {
  const { attrName, attrValue } = attribute;
  if (addresses.has(attrName)) attribute.keepAttr = isLocal.test(attrValue);
  // What a drawing names in its attributes; `style` is cleaned as a whole.
  else if (attrName !== "style" && isRemoteStyle.test(attrValue)) attribute.keepAttr = false;
});

export function toFrameDocument(html: string, look: FrameLook): string {
  // Without what it needs of a browser it would give back what it got.
  if (!purifier.isSupported) throw new Error("HTML cannot be made safe here");
  // In a document that is not shown nothing loads.
  const body = document.implementation.createHTMLDocument().createElement("div");
  body.append(purifier.sanitize(html, rules));
  const inline = withoutInlineStyles(body);
  for (const style of body.querySelectorAll("style")) {
    style.textContent = asContent(cleanSheet(style.textContent));
    style.setAttribute("nonce", look.nonce);
  }
  const policy = `default-src 'none'; style-src 'nonce-${look.nonce}'; img-src data:`;
  return `<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <style nonce="${look.nonce}">${asContent(baseStyle(look))}</style>
  </head>
  <body>${body.innerHTML}<style nonce="${look.nonce}">${asContent(inline)}</style></body>
</html>`;
}

/** The policy knows no way to allow style attributes alone, so each becomes a rule that counts for more than others. */
function withoutInlineStyles(body: HTMLElement): string {
  const styled = Array.from(body.querySelectorAll("[style]"));
  return styled
    .map((element, number) => {
      const style = cleanDeclarations(element.getAttribute("style") ?? "");
      element.removeAttribute("style");
      element.setAttribute("data-style", String(number));
      return `${`[data-style="${number}"]`.repeat(weight)} { ${style} }`;
    })
    .join("\n");
}

/** Attributes in a selector: more than the identifiers, classes and attributes of usual style sheets come to. */
const weight = 8;

/** Nothing in a style sheet may end the element it stands in; in CSS the escape means the same character. */
function asContent(css: string): string {
  return css.replaceAll("<", "\\3c ");
}

function baseStyle(look: FrameLook): string {
  const { color, backgroundColor, fontFamily, fontSize, colorScheme } = look;
  return `:root { color-scheme: ${colorScheme}; }
body { margin: 10px; color: ${color}; background: ${backgroundColor}; font: ${fontSize} ${fontFamily}; }
table { border-collapse: collapse; border: none; }
th, td { padding: 3px 8px; border: none; text-align: end; }
thead { border-bottom: 1px solid currentColor; }
img, svg { max-width: 100%; }`;
}
