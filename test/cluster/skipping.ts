/** Skips what cannot hold on a cluster, with the reason; all of it where Dask cannot be had. */
import { beforeEach, inject } from "vitest";

import { cannotHold } from "./cannotHold.js";

beforeEach(({ task, skip }) => {
  if (inject("daskAddress") === null) skip("Dask cannot be had");
  const reason = cannotHold[task.fullTestName];
  if (reason !== undefined) skip(reason);
});
