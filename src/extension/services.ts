/** What commands work with: the parts of the running extension, built once by `activate`. */
import type * as vscode from "vscode";

import type { SelectionReader } from "../selection/selectionReader.js";
import type { BridgeService } from "./bridgeService.js";
import type { DisplayPanels } from "./display/displayPanels.js";
import type { DocumentSessions } from "./documentSessions.js";
import type { History } from "./history/history.js";
import type { InlineResults } from "./inlineResults.js";
import type { Interpreter } from "./interpreter.js";
import type { UserOutput } from "./log.js";
import type { Notebooks } from "./notebook/notebooks.js";
import type { Places } from "./places.js";
import type { RefsModel } from "./refsModel.js";
import type { RefsView } from "./refsView.js";
import type { ResultDocuments } from "./resultDocuments.js";
import type { StuckNotice } from "./stuckNotice.js";
import type { UndoableReleases } from "./undoableReleases.js";
import type { TablePanels } from "./tablePanels.js";

export interface Services {
  readonly bridge: BridgeService;
  readonly history: History;
  readonly images: DisplayPanels;
  readonly interpreter: Interpreter;
  readonly log: vscode.LogOutputChannel;
  readonly model: RefsModel;
  readonly notebooks: Notebooks;
  readonly output: UserOutput;
  readonly pages: DisplayPanels;
  readonly places: Places;
  readonly releases: UndoableReleases;
  readonly resultDocuments: ResultDocuments;
  readonly results: InlineResults;
  readonly selectionReader: () => Promise<SelectionReader>;
  readonly sessions: DocumentSessions;
  readonly stuckNotice: StuckNotice;
  readonly tables: TablePanels;
  readonly view: RefsView;
}
