/**
 * What every worker is told at the handshake: limits for sessions that set none, and where to look for modules.
 */

import { protocolVersion } from "../protocol/version.js";
import type { HandshakeOptions } from "../protocol/worker.js";
import { canAttach } from "./attachments.js";
import type { StartOptions } from "./options.js";

/** Limits left out are the adapter's to find: environment, then default. */
export function handshakeOptions(
  { defaults = {}, searchPaths = [] }: StartOptions,
  cwd: string | undefined,
): HandshakeOptions {
  const { ttlSeconds, maxRefs, limitSource = "setting" } = defaults;
  return {
    protocolVersion,
    defaults: {
      ...(ttlSeconds !== undefined && { ttlSeconds }),
      ...(maxRefs !== undefined && { maxRefs }),
      source: limitSource,
    },
    searchPaths: [...searchPaths, cwd ?? process.cwd()],
    attachments: canAttach,
  };
}
