/** Start of a page that shows an object as an image or HTML: takes VS Code's API, draws, and says that it listens. */
import type { FromDisplayPanelMessage } from "../../src/protocol/displayPanel.js";
import { registerControls } from "../controls.js";

import { isDisplayMessage } from "./messages.js";
import { DisplayView } from "./view.js";

const api = acquireVsCodeApi();

registerControls();
customElements.define("snakebridge-display", DisplayView);

const post = (kind: FromDisplayPanelMessage["kind"]): void => api.postMessage({ kind });
const view = new DisplayView(post);
document.body.append(view);
window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (isDisplayMessage(data)) view.take(data);
  else console.warn("SnakeBridge: dropped a malformed message from the host", data);
});
post("ready");
