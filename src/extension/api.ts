/**
 * What other extensions get from SnakeBridge, and the types they need for it. `npm run build` lays it out as
 * one declaration file, `dist/api.d.ts`, which is imported as `snakebridge/api` or copied; there is no code in it.
 */
import type { TextDocument } from "vscode";

import type { Ref, SnakeBridge } from "../bridge/index.js";
import type { Entry } from "./history/entries.js";

export type {
  CallOptions,
  PythonCall,
  PythonError,
  Ref,
  RunOptions,
  SessionOptions,
  SnakeBridge,
  SnakeBridgeError,
  StreamRef,
} from "../bridge/index.js";
export type { RefInfo } from "../protocol/sessions.js";
export type { Entry, EntryKind, EntryOutput, EntryResult, EntryStatus } from "./history/entries.js";

/** What `vscode.extensions.getExtension<SnakeBridgeApi>("snakebridge.snakebridge")` gives once it is activated. */
export interface SnakeBridgeApi {
  /** Of this interface. It grows within a version; what would break an extension raises it. */
  readonly version: 1;
  /**
   * The window's bridge, shared with the editor's commands: give your calls a session of your own. Starts no Python
   * by itself; rejects in Restricted Mode. It ends with the window, never dispose it.
   */
  readonly bridge: () => Promise<SnakeBridge>;
  /** The session that calls from a document run in, if it has one yet. */
  readonly sessionOf: (document: TextDocument) => string | undefined;
  /** What commands ran in this window, oldest first. */
  readonly history: () => readonly Entry[];
  /** Shows a ref in the inspector. Looking at it prolongs no life. */
  readonly reveal: (ref: Pick<Ref, "id" | "sessionId">) => Promise<void>;
}
