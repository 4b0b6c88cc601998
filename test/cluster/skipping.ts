/** Skips what cannot hold on a cluster, with the reason. */
import { beforeEach } from "vitest";

import { cannotHold } from "./cannotHold.js";

beforeEach(({ task, skip }) => {
  const reason = cannotHold[task.fullTestName];
  if (reason !== undefined) skip(reason);
});
