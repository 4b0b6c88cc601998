/** Which codicon stands for what. Names only; the font comes with the style sheet. */
import type { ObjectKind } from "../../src/protocol/inspection.js";
import type { PanelWorker } from "../../src/protocol/panel.js";

export const kindIcons: Readonly<Record<ObjectKind, string>> = {
  none: "symbol-null",
  boolean: "symbol-boolean",
  number: "symbol-numeric",
  string: "symbol-string",
  bytes: "file-binary",
  sequence: "symbol-array",
  mapping: "json",
  set: "symbol-enum",
  array: "symbol-structure",
  table: "table",
  function: "symbol-method",
  class: "symbol-class",
  module: "package",
  iterator: "sync",
  error: "error",
  object: "symbol-object",
};

export const workerIcons: Readonly<Record<PanelWorker["state"], string>> = {
  starting: "loading",
  ready: "server-process",
  busy: "pulse",
  unresponsive: "warning",
  exited: "error",
};
