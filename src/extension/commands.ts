/**
 * Every command of ours: its id and what runs. One loop registers them; a failure of any ends here, in the
 * log and, explained, before the person. Handlers over a few lines stand in `commands/`.
 */
import * as vscode from "vscode";

import { PythonError } from "../bridge/index.js";
import {
  copyElixirCall,
  copyExpression,
  copyJson,
  copyPath,
  copyPythonCall,
  copyTypeScriptCall,
  copyValue,
} from "./commands/copyAs.js";
import { newSession, switchSession } from "./commands/chooseSession.js";
import { openTable } from "./commands/openTable.js";
import {
  clearHistory,
  openHistoryAsNotebook,
  copyEntry,
  editEntry,
  openEntrySource,
  removeEntry,
  replayHistory,
  rerunEntry,
  revealEntryRef,
} from "./commands/history.js";
import { insertExpression } from "./commands/insertExpression.js";
import {
  exportNotebookAsLivebook,
  exportNotebookAsPython,
  restartNotebook,
} from "./commands/notebook.js";
import { openSample, openWalkthrough } from "./commands/gettingStarted.js";
import { openAsDocument, openAsHex } from "./commands/openValue.js";
import {
  bindName,
  goToItem,
  keepPart,
  openTypeSource,
  showDetails,
} from "./commands/partActions.js";
import {
  copyName,
  copyRefId,
  copyRepr,
  extendRef,
  keepRef,
  revealOrigin,
  revealRef,
  unkeepRef,
} from "./commands/refActions.js";
import { releaseRef, releaseSession, undoRelease } from "./commands/release.js";
import { releaseByType, releaseOlder, releaseUnbound } from "./commands/releaseGroup.js";
import { clearResults, copyResult, showResult } from "./commands/results.js";
import { call, getAttribute, method, runSelection } from "./commands/runText.js";
import { searchRefs } from "./commands/searchRefs.js";
import { setSessionLimits } from "./commands/sessionLimits.js";
import { selectInterpreter } from "./commands/selectInterpreter.js";
import { showAsHtml, showAsImage } from "./commands/showAs.js";
import { showMenu } from "./commands/showMenu.js";
import { interrupt, killWorker, restartWorker } from "./commands/worker.js";
import type { Services } from "./services.js";
import { explainError, showError } from "./userErrors.js";

/** `more` is what else is selected in a tree of VS Code's. */
type Command = (services: Services, argument: unknown, more: unknown) => Promise<void> | void;

const commands: Readonly<Record<string, Command>> = {
  "snakebridge.call": call,
  "snakebridge.method": method,
  "snakebridge.getAttribute": getAttribute,
  "snakebridge.runSelection": runSelection,
  "snakebridge.releaseRef": releaseRef,
  "snakebridge.releaseSession": releaseSession,
  "snakebridge.releaseByType": releaseByType,
  "snakebridge.releaseOlder": releaseOlder,
  "snakebridge.releaseUnbound": releaseUnbound,
  "snakebridge.undoRelease": undoRelease,
  "snakebridge.releaseSelected": ({ view }) => view.act("release"),
  "snakebridge.keepSelected": ({ view }) => view.act("keep"),
  "snakebridge.extendSelected": ({ view }) => view.act("extend"),
  "snakebridge.setSessionLimits": setSessionLimits,
  "snakebridge.newSession": newSession,
  "snakebridge.switchSession": switchSession,
  "snakebridge.restartWorker": restartWorker,
  "snakebridge.killWorker": killWorker,
  "snakebridge.keepWaiting": ({ stuckNotice }) => stuckNotice.keepWaiting(),
  "snakebridge.interrupt": interrupt,
  "snakebridge.selectInterpreter": selectInterpreter,
  "snakebridge.searchRefs": searchRefs,
  "snakebridge.revealRef": revealRef,
  "snakebridge.revealOrigin": revealOrigin,
  "snakebridge.extendRef": extendRef,
  "snakebridge.keepRef": keepRef,
  "snakebridge.unkeepRef": unkeepRef,
  "snakebridge.openTable": openTable,
  "snakebridge.showAsImage": showAsImage,
  "snakebridge.showAsHtml": showAsHtml,
  "snakebridge.copyName": copyName,
  "snakebridge.copyRepr": copyRepr,
  "snakebridge.copyRefId": copyRefId,
  "snakebridge.copyValue": copyValue,
  "snakebridge.copyExpression": copyExpression,
  "snakebridge.copyPath": copyPath,
  "snakebridge.copyJson": copyJson,
  "snakebridge.copyPythonCall": copyPythonCall,
  "snakebridge.copyTypeScriptCall": copyTypeScriptCall,
  "snakebridge.copyElixirCall": copyElixirCall,
  "snakebridge.openAsDocument": openAsDocument,
  "snakebridge.openAsHex": openAsHex,
  "snakebridge.insertExpression": insertExpression,
  "snakebridge.keepPart": keepPart,
  "snakebridge.bindName": bindName,
  "snakebridge.openTypeSource": openTypeSource,
  "snakebridge.showDetails": showDetails,
  "snakebridge.goToItem": goToItem,
  "snakebridge.rerunEntry": rerunEntry,
  "snakebridge.editEntry": editEntry,
  "snakebridge.openEntrySource": openEntrySource,
  "snakebridge.revealEntryRef": revealEntryRef,
  "snakebridge.copyEntry": copyEntry,
  "snakebridge.removeEntry": removeEntry,
  "snakebridge.clearHistory": clearHistory,
  "snakebridge.openHistoryAsNotebook": openHistoryAsNotebook,
  "snakebridge.replayHistory": replayHistory,
  "snakebridge.restartNotebook": restartNotebook,
  "snakebridge.exportNotebookAsPython": exportNotebookAsPython,
  "snakebridge.exportNotebookAsLivebook": exportNotebookAsLivebook,
  "snakebridge.showMenu": showMenu,
  "snakebridge.showLog": ({ log }) => log.show(true),
  "snakebridge.showOutput": ({ output }) => output.show(),
  "snakebridge.openSettings": () => openSettings(),
  "snakebridge.openSample": openSample,
  "snakebridge.openWalkthrough": openWalkthrough,
  "snakebridge.showResult": showResult,
  "snakebridge.copyResult": copyResult,
  "snakebridge.clearResults": clearResults,
  "snakebridge.collapseAll": ({ view }) => view.collapseAll(),
};

export function registerCommands(services: Services): vscode.Disposable {
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (argument: unknown, more: unknown) => {
      try {
        await command(services, argument, more);
      } catch (error) {
        report(services, id, error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

function report({ bridge, log, output }: Services, command: string, error: unknown): void {
  bridge.noteFailure(error);
  const explanation = explainError(error);
  if (!explanation) return;
  log.error(`${command}: ${explanation.message}`, error);
  if (error instanceof PythonError) output.writeError(error);
  showError(explanation);
}

async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", "snakebridge");
}
