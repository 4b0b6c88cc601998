/**
 * The extension's beginning and end: builds the parts and connects them. Nothing here starts Python; the
 * first call does. What `activate` returns is the API for other extensions.
 */
import type * as vscode from "vscode";

import type { Connect } from "../bridge/index.js";
import type { SnakeBridgeApi } from "./api.js";
import { BridgeService } from "./bridgeService.js";
import { ClusterTrust } from "./clusterTrust.js";
import { registerCommands } from "./commands.js";
import { createDisplayPanels } from "./display/displayPanels.js";
import { DocumentSessions } from "./documentSessions.js";
import { History } from "./history/history.js";
import { HistoryView } from "./history/historyView.js";
import { InlineResults } from "./inlineResults.js";
import { Interpreter } from "./interpreter.js";
import type { LanguageClientPorts } from "./languageClient.js";
import type { LiveDocuments } from "./languageFeatures.js";
import { createLog, UserOutput } from "./log.js";
import { Notebooks } from "./notebook/notebooks.js";
import { Places } from "./places.js";
import { followPoolSetting } from "./poolChanges.js";
import { acceptDroppedRefs } from "./refDrop.js";
import { followRefEnds } from "./refEnds.js";
import { RefsModel } from "./refsModel.js";
import { RefsView } from "./refsView.js";
import { ResultDocuments } from "./resultDocuments.js";
import { withEnd } from "./resultText.js";
import type { Services } from "./services.js";
import { lateSelectionReader } from "./selectionReader.js";
import { onDidChangeInlayHints, readInlayHints } from "./settings.js";
import { registerResultLenses } from "./resultLenses.js";
import { showSession } from "./sessionItem.js";
import { StatusItem } from "./statusItem.js";
import { StuckNotice } from "./stuckNotice.js";
import { UndoableReleases } from "./undoableReleases.js";
import { createTablePanels } from "./tablePanels.js";
import { provideValueDocuments } from "./valueDocuments.js";
import { watchWorkers } from "./workerWatch.js";
import { words } from "./words.js";

let service: BridgeService | undefined;

export function activate(context: vscode.ExtensionContext): SnakeBridgeApi {
  const services = build(context);
  const {
    bridge,
    history,
    images,
    interpreter,
    log,
    model,
    output,
    pages,
    results,
    sessions,
    stuckNotice,
    tables,
    view,
  } = services;
  service = bridge;
  context.subscriptions.push(
    log,
    interpreter,
    bridge,
    sessions,
    services.places,
    services.releases,
    results,
    services.resultDocuments,
    history,
    services.notebooks,
    output,
    view,
    stuckNotice,
    tables,
    images,
    pages,
    new StatusItem(bridge, model),
    watchWorkers(services),
    followPoolSetting(services),
    registerResultLenses(results),
    showSession(sessions),
    new HistoryView(history),
    provideValueDocuments(bridge),
    acceptDroppedRefs(bridge),
    registerCommands(services),
  );
  return {
    version: 1,
    bridge: () => bridge.get(),
    sessionOf: (document) => sessions.find(document),
    history: () => history.entries,
    reveal: ({ sessionId, id }) => view.reveal(sessionId, id),
  };
}

/** Ends Python before the window goes. */
export async function deactivate(): Promise<void> {
  await service?.stop();
}

/** The language client is half of our code, and of no use before the first worker. */
function lateConnect(ports: LanguageClientPorts): Connect {
  return async (transport) => {
    const { connectLanguageClient } = await import("./languageClient.js");
    return await connectLanguageClient(transport, ports);
  };
}

function build({ extensionUri, workspaceState }: vscode.ExtensionContext): Services {
  const log = createLog();
  const interpreter = new Interpreter(log);
  const documents: LiveDocuments = {
    serves: (workerId, document) => sessions.workerOf(document)?.workerId === workerId,
    namesOf: (document) => model.namesIn(sessions.find(document)),
    wantsHints: ({ uri }) => readInlayHints(uri),
  };
  const clusters = new ClusterTrust(workspaceState);
  const connect = lateConnect({ log, documents, onDidChangeHints: onDidChangeInlayHints });
  const bridge = new BridgeService({ log, interpreter, clusters, connect });
  const history = new History(bridge, workspaceState);
  const sessions = new DocumentSessions(bridge, log);
  const model = new RefsModel(words);
  bridge.onDidChangeRefs((change) => model.applyChange(change));
  bridge.onDidExitWorker((exit) => model.applyExit(exit));
  bridge.onDidRestart((ended) => model.applyLoss(ended.flatMap(({ sessionIds }) => sessionIds)));
  bridge.onDidChangeWorkers((workers) => model.setWorkers(workers));
  sessions.onDidRelease((sessionId) => model.forget(sessionId));
  const output = new UserOutput((sessionId) => sessions.labelOf(sessionId));
  bridge.onDidWriteOutput((event) => {
    // What a notebook prints is shown in it.
    if (!bridge.isOwnPool(event.pool)) output.write(event);
  });
  const releases = new UndoableReleases({ service: bridge, model, log });
  const refs = { extensionUri, log, model, service: bridge, sessions, releases };
  const view = new RefsView(refs);
  const selectionReader = lateSelectionReader(extensionUri);
  const notebooks = new Notebooks({ bridge, output, reader: selectionReader, refs });
  const results = new InlineResults();
  const resultDocuments = new ResultDocuments();
  followRefEnds(bridge, (endOf) => results.update((shown) => withEnd(shown, endOf)));
  const stuckNotice = new StuckNotice(bridge);
  const panelPorts = { bridge, extensionUri, log };
  const tables = createTablePanels(panelPorts);
  const images = createDisplayPanels(panelPorts, "image");
  const pages = createDisplayPanels(panelPorts, "html");
  return {
    bridge,
    history,
    images,
    interpreter,
    log,
    model,
    notebooks,
    output,
    pages,
    places: new Places(),
    releases,
    resultDocuments,
    results,
    selectionReader,
    sessions,
    stuckNotice,
    tables,
    view,
  };
}
