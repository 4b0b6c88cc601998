/**
 * Style sheets of anybody's without what they would load. The browser reads them first: in a sheet that was made by a
 * script it drops imports, and what it writes back has no escapes to hide an address behind. Where it keeps text as it
 * came (custom properties), the policy of the frame alone holds.
 */

const remoteAddress = /url\("(?!data:image\/|#)(?:[^"\\]|\\.)*"\)/gi;

export function cleanSheet(css: string): string {
  return withoutAddresses(Array.from(parsed(css), (rule) => rule.cssText).join("\n"));
}

/** What stands in a `style` attribute. */
export function cleanDeclarations(css: string): string {
  const [rule] = parsed(`x { ${css} }`);
  return rule instanceof CSSStyleRule ? withoutAddresses(rule.style.cssText) : "";
}

function parsed(css: string): CSSRuleList {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet.cssRules;
}

function withoutAddresses(css: string): string {
  return css.replaceAll(remoteAddress, "none");
}
