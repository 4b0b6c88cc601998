/**
 * Puts an inspector onto a page. There may be any number of them, each in a tree of elements of its own: it takes
 * its place, its way to the host and what it remembers as arguments, and gives the page back as it was.
 */
import type { FromPanelMessage } from "../src/protocol/panel.js";

import { registerControls } from "./controls.js";
import type { HostPort } from "./hostLink.js";
import { Inspector } from "./inspector.js";
import { keepPictures } from "./keptPictures.js";
import type { PanelState } from "./model/state.js";
import type { Surroundings } from "./surroundings.js";
import { takeOut } from "./taking.js";
import { ObjectDetails } from "./view/details.js";
import { SeekField } from "./view/seekField.js";
import { InspectorTree } from "./view/tree.js";
import { InspectorView } from "./view/view.js";

export interface MountOptions {
  /** What holds it: the body of a page, or a shadow root, which keeps its ids and styles apart from the page's. */
  readonly place: HTMLElement | ShadowRoot;
  readonly port: HostPort<FromPanelMessage>;
  readonly state: PanelState;
  readonly surroundings: Surroundings;
}

export interface Mounted {
  readonly inspector: Inspector;
  readonly tree: InspectorTree;
  readonly view: InspectorView;
  readonly remove: () => void;
}

export function mountInspector({ place, port, state, surroundings }: MountOptions): Mounted {
  defineElements();
  const inspector = new Inspector(port, state, surroundings);
  const tree = new InspectorTree(inspector);
  const view = new InspectorView(inspector, tree);
  keepPictures(inspector.store);
  place.append(view);
  const stopTaking = takeOut(inspector, view);
  const remove = (): void => {
    stopTaking();
    view.remove();
  };
  return { inspector, tree, view, remove };
}

/** With the first one; elements are the whole page's. */
function defineElements(): void {
  if (customElements.get("snakebridge-inspector")) return;
  registerControls();
  customElements.define("snakebridge-tree", InspectorTree);
  customElements.define("snakebridge-details", ObjectDetails);
  customElements.define("snakebridge-seek", SeekField);
  customElements.define("snakebridge-inspector", InspectorView);
}
