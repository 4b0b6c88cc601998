/** The policy of the inspector's page, and that nothing can break out of it. */
import { describe, expect, it } from "vitest";

import { panelHtml } from "../../../src/extension/panelHtml.js";

const assets = {
  cspSource: "https://resource.example",
  scriptUri: "https://resource.example/main.js",
  styleUri: "https://resource.example/styles.css",
  nonce: "abc123",
  styleNonce: "5ty1e",
  language: "en",
};

describe("panelHtml", () => {
  it("allows its own script, style sheet and font, and nothing else", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(panelHtml(assets))?.[1];
    expect(policy?.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      "style-src https://resource.example 'nonce-5ty1e'",
      "font-src https://resource.example",
    ]);
  });

  it("allows images from where it is told, and nowhere else", () => {
    const page = panelHtml({ ...assets, imageSources: ["blob:", "data:"] });
    expect(page).toContain("; img-src blob: data:&quot;".replace("&quot;", '"'));
  });

  it("has one script, which carries the nonce", () => {
    const scripts = panelHtml(assets).match(/<script[^>]*>/g);
    expect(scripts).toEqual([
      '<script type="module" nonce="abc123" src="https://resource.example/main.js">',
    ]);
  });

  it("keeps quotes and brackets of its parts inside their attributes", () => {
    const html = panelHtml({ ...assets, language: '"><script>alert(1)</script>' });
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});
