/**
 * Start of the inspector's page: takes VS Code's API, picks up where the view was left, and tells the host
 * that it listens.
 */
import { registerControls } from "./controls.js";
import { Inspector } from "./inspector.js";
import { keepIn } from "./keeping.js";
import { keepPictures } from "./keptPictures.js";
import { recall } from "./model/memory.js";
import { takeOut } from "./taking.js";
import { ObjectDetails } from "./view/details.js";
import { SeekField } from "./view/seekField.js";
import { InspectorTree } from "./view/tree.js";
import { InspectorView } from "./view/view.js";

const api = acquireVsCodeApi();
const { state, scroll } = recall(api.getState());

registerControls();
customElements.define("snakebridge-tree", InspectorTree);
customElements.define("snakebridge-details", ObjectDetails);
customElements.define("snakebridge-seek", SeekField);
customElements.define("snakebridge-inspector", InspectorView);

const inspector = new Inspector(api, state);
const tree = new InspectorTree(inspector);
if (scroll) tree.restore(scroll);
keepIn(api, inspector.store, () => tree.place);
keepPictures(inspector.store);
document.body.append(new InspectorView(inspector, tree));
takeOut(inspector);
window.addEventListener("message", (event: MessageEvent<unknown>) => inspector.receive(event.data));
window.addEventListener("focus", () => inspector.setKeyboard(true));
window.addEventListener("blur", () => inspector.setKeyboard(false));
inspector.start();
if (document.hasFocus()) inspector.setKeyboard(true);
