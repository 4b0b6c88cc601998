/**
 * The page that each of our webviews starts from: our script, our style sheet, and a policy that allows
 * nothing else. Pure text; it contains nothing that came out of a program.
 */
export interface PanelAssets {
  /** What VS Code serves local files from, as a source of the content security policy. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Fresh for each page. */
  readonly nonce: string;
  /** Fresh for each page, and another than the script's: it can be read from the page. */
  readonly styleNonce: string;
  readonly language: string;
  /** Where images may come from; nowhere if not said. */
  readonly imageSources?: readonly string[];
}

export function panelHtml(assets: PanelAssets): string {
  const { scriptUri, styleUri, nonce, styleNonce, language } = assets;
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy(assets))}">
    <meta property="csp-nonce" content="${escapeAttribute(styleNonce)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>SnakeBridge</title>
    <link rel="stylesheet" href="${escapeAttribute(styleUri)}">
  </head>
  <body>
    <script type="module" nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
  </body>
</html>`;
}

function policy({ cspSource, nonce, styleNonce, imageSources }: PanelAssets): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The nonce is for the toolkit, which tries out a style element of its own (`csp-nonce` above).
    `style-src ${cspSource} 'nonce-${styleNonce}'`,
    `font-src ${cspSource}`,
    ...(imageSources ? [`img-src ${imageSources.join(" ")}`] : []),
  ].join("; ");
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
