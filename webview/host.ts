/** The inspector's way to the extension host. */
import type { PageRequest } from "../src/protocol/pageRequests.js";
import type { FromPanelMessage, PanelRequests } from "../src/protocol/panel.js";

import { HostLink } from "./hostLink.js";
import type { HostPort } from "./hostLink.js";
import { isHostMessage, resultChecks } from "./messages.js";
import type { HostMessage } from "./messages.js";

type ToHost = Exclude<FromPanelMessage, PageRequest<PanelRequests>>;

export class Host extends HostLink<PanelRequests, HostMessage, ToHost> {
  constructor(port: HostPort<FromPanelMessage>) {
    super(port, { isMessage: isHostMessage, results: resultChecks });
  }
}
