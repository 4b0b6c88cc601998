/** What the host may send to a page that shows an object, checked before anything believes it. */
import type { ToDisplayPanelMessage } from "../../src/protocol/displayPanel.js";
import { anyOf, exactly, isText, shape } from "../check.js";
import { isImage } from "../imageCheck.js";

type MessageOf<Kind> = Extract<ToDisplayPanelMessage, { kind: Kind }>;

export const isDisplayMessage = anyOf<ToDisplayPanelMessage>(
  shape<MessageOf<"running">>({ kind: exactly("running"), title: isText }),
  shape<MessageOf<"image">>({ kind: exactly("image"), typeName: isText, image: isImage }),
  shape<MessageOf<"html">>({ kind: exactly("html"), html: isText }),
  shape<MessageOf<"failed">>({ kind: exactly("failed"), message: isText }),
  shape<MessageOf<"ended">>({ kind: exactly("ended"), message: isText }),
);
