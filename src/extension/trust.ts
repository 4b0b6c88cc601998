/** Nothing runs in Restricted Mode: what would need Python says so before it asks for anything. */
import * as vscode from "vscode";

import { UntrustedWorkspaceError } from "./userErrors.js";

/** Throws in Restricted Mode. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw new UntrustedWorkspaceError();
}
