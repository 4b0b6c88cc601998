/** Objects as images and as HTML, in panels among the editors. */
import type {
  FromDisplayPanelMessage,
  ToDisplayPanelMessage,
} from "../../protocol/displayPanel.js";
import type { DisplayKind } from "../../protocol/inspection.js";
import { oneOf, shape } from "../messageShape.js";
import { ObjectPanels } from "../objectPanels.js";
import type { ObjectPanelPorts } from "../objectPanels.js";
import { OpenDisplay } from "./openDisplay.js";

export type DisplayPanels = ObjectPanels<ToDisplayPanelMessage>;

const viewTypes: Readonly<Record<DisplayKind, string>> = {
  image: "snakebridgeImage",
  html: "snakebridgeHtml",
};

/** `data:` is for images inside HTML, whose frame is held by the policy of its page, too. */
const imageSources = ["blob:", "data:"];

const hasShape = shape({ kind: oneOf("ready", "again", "cancel", "save") });

export function createDisplayPanels(ports: ObjectPanelPorts, kind: DisplayKind): DisplayPanels {
  return new ObjectPanels(ports, {
    viewType: viewTypes[kind],
    page: "display",
    imageSources,
    show: (object, post) => {
      const display = new OpenDisplay(object, kind, { bridge: () => ports.bridge.get(), post });
      return {
        address: object.address,
        receive: async (message) => {
          if (!isMessage(message)) return false;
          await act(display, message);
          return true;
        },
        end: (message) => display.end(message),
        close: () => {
          display.cancel();
          return Promise.resolve();
        },
      };
    },
  });
}

function isMessage(value: unknown): value is FromDisplayPanelMessage {
  return hasShape(value);
}

async function act(display: OpenDisplay, { kind }: FromDisplayPanelMessage): Promise<void> {
  switch (kind) {
    case "ready":
      await display.show();
      return;
    case "again":
      await display.again();
      return;
    case "cancel":
      display.cancel();
      return;
    case "save":
      await display.save();
  }
}
