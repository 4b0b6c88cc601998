/**
 * Speaks LSP with each worker through vscode-languageclient, so that hover and every later language feature
 * is plain LSP. The process, its restarts and the `snakebridge/*` requests are the bridge's business: here a
 * closed connection is only noted, never a pop-up and never a restart.
 */
import { workspace, type Disposable, type LogOutputChannel, type TextDocument } from "vscode";
import {
  BaseLanguageClient,
  CloseAction,
  ErrorAction,
  RevealOutputChannelOn,
  type InitializeParams,
  type LanguageClientOptions,
  type MessageTransports,
  type Middleware,
} from "vscode-languageclient";

import type { LspConnection, LspTransport } from "../bridge/index.js";
import {
  askedMs,
  inTime,
  mayBeLiveAt,
  typingMs,
  within,
  type LiveDocuments,
} from "./languageFeatures.js";
import { linkableCommands } from "./linkableCommands.js";

export interface LanguageClientPorts {
  readonly log: LogOutputChannel;
  readonly documents: LiveDocuments;
  /** Fires when somebody wants to see inlay hints, or does not any more. */
  readonly onDidChangeHints: (listener: () => void) => Disposable;
}

/** Speaks over what the bridge has opened: it starts no process of its own, and shows nothing. */
class WorkerLanguageClient extends BaseLanguageClient {
  readonly #transports: MessageTransports;

  constructor(name: string, transports: MessageTransports, options: LanguageClientOptions) {
    super("snakebridge", name, options);
    this.#transports = transports;
  }

  /** Its own pop-ups would stand beside ours and offer nothing to do: failures go to the log only. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  protected override createMessageTransports(): Promise<MessageTransports> {
    return Promise.resolve(this.#transports);
  }

  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    params.processId = process.pid;
  }
}

export async function connectLanguageClient(
  transport: LspTransport,
  ports: LanguageClientPorts,
): Promise<LspConnection> {
  const { workerId, reader, writer } = transport;
  const client: WorkerLanguageClient = new WorkerLanguageClient(
    `SnakeBridge ${workerId}`,
    { reader, writer },
    clientOptions(transport, ports, () => refreshHints(client)),
  );
  await client.start();
  const listening = ports.onDidChangeHints(() => refreshHints(client));
  return {
    initializeResult: client.initializeResult,
    shutdown: async () => {
      listening.dispose();
      await client.dispose();
    },
  };
}

function refreshHints(client: BaseLanguageClient): void {
  const feature = client.getFeature("textDocument/inlayHint");
  for (const document of workspace.textDocuments) {
    feature.getProvider(document)?.onDidChangeInlayHints.fire();
  }
}

function clientOptions(
  { initializationOptions, workerId }: LspTransport,
  { log, documents }: LanguageClientPorts,
  refreshAll: () => void,
): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
      { language: "python", scheme: "vscode-notebook-cell" },
    ],
    initializationOptions,
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    markdown: { isTrusted: { enabledCommands: linkableCommands }, supportHtml: false },
    textSynchronization: { delayOpenNotifications: true },
    middleware: { ...middleware(workerId, documents, refreshAll), ...synchronization(log) },
  };
}

/**
 * A worker that ends while it is told of a document hears the rest no more, and no one waits for it: the next worker
 * is told all anew.
 */
function synchronization(
  log: LogOutputChannel,
): Pick<Middleware, "didOpen" | "didChange" | "didClose"> {
  const untilEnd = async (telling: Promise<void>): Promise<void> => {
    try {
      await telling;
    } catch (error) {
      log.debug("A worker was not told of a document", error);
    }
  };
  return {
    didOpen: (document, next) => untilEnd(next(document)),
    didChange: (change, next) => untilEnd(next(change)),
    didClose: (document, next) => untilEnd(next(document)),
  };
}

/** `refreshAll`: has the editor ask for hints anew, which it does not because an answer was late. */
function middleware(
  workerId: string,
  documents: LiveDocuments,
  refreshAll: () => void,
): Middleware {
  const serves = (document: TextDocument) => documents.serves(workerId, document);
  let wasAsked = false;
  /** VS Code listens to us only once it was answered for the first time: what changes until then is told again. */
  const tellAgain = (): void => {
    if (!wasAsked) setTimeout(refreshAll, askedMs);
    wasAsked = true;
  };
  return {
    provideHover: (document, position, token, next) =>
      serves(document) && mayBeLiveAt(documents, document, position)
        ? within(askedMs, token, (limited) => next(document, position, limited))
        : undefined,
    provideCompletionItem: (document, ...[position, context, token, next]) =>
      serves(document)
        ? within(typingMs, token, (limited) => next(document, position, context, limited))
        : undefined,
    resolveCompletionItem: (item, token, next) =>
      within(typingMs, token, (limited) => next(item, limited)),
    provideSignatureHelp: (document, ...[position, context, token, next]) =>
      serves(document)
        ? within(typingMs, token, (limited) => next(document, position, context, limited))
        : undefined,
    provideDefinition: (document, position, token, next) =>
      serves(document)
        ? within(askedMs, token, (limited) => next(document, position, limited))
        : undefined,
    provideTypeDefinition: (document, position, token, next) =>
      serves(document)
        ? within(askedMs, token, (limited) => next(document, position, limited))
        : undefined,
    provideInlayHints: (document, range, token, next) => {
      if (!documents.wantsHints(document)) return undefined;
      tellAgain();
      return serves(document)
        ? inTime(askedMs, next(document, range, token), refreshAll)
        : undefined;
    },
  };
}
