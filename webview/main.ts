/**
 * Start of the inspector's page: takes VS Code's API, picks up where the view was left, and tells the host
 * that it listens.
 */
import { keepIn } from "./keeping.js";
import { recall } from "./model/memory.js";
import { mountInspector } from "./mount.js";
import { ownPage } from "./surroundings.js";
import { treeName } from "./view/words.js";

const api = acquireVsCodeApi();
const { state, scroll } = recall(api.getState());

const { inspector, tree, view } = mountInspector({
  place: document.body,
  port: api,
  state,
  surroundings: ownPage,
});
const heading = document.createElement("h1");
heading.className = "spoken";
heading.textContent = treeName;
view.role = "main";
view.prepend(heading);
if (scroll) tree.restore(scroll);
keepIn(api, inspector.store, () => tree.place);
window.addEventListener("message", (event: MessageEvent<unknown>) => inspector.receive(event.data));
window.addEventListener("focus", () => inspector.setKeyboard(true));
window.addEventListener("blur", () => inspector.setKeyboard(false));
inspector.start();
if (document.hasFocus()) inspector.setKeyboard(true);
