/**
 * Which session a document's calls run in, and which sessions end with it. A document gets a session of its
 * own on its first call and may share another's; an automatic session is released when the last document that
 * used it closes. Named sessions live until they are released. A notebook that closes is expected back for a while,
 * and finds its names again.
 */
import { randomUUID } from "node:crypto";
import { basename, dirname } from "node:path";

import * as vscode from "vscode";

import type { OpenOptions, SnakeBridge, WorkerInfo } from "../bridge/index.js";
import type { BridgeService } from "./bridgeService.js";
import { followDocuments, movedUri, type Move } from "./documentFates.js";
import { Farewells } from "./farewells.js";
import { keepsFromStarting } from "./userErrors.js";

/** Owner of what was called from the palette without an editor: ends with the window, as the workers do. */
const windowOwner = "window";

const cellScheme = "vscode-notebook-cell";

/** So long, the session of a closed notebook is there for when its file is opened again. */
const notebookGraceMs = 15 * 60 * 1000;

/** A document, or nothing for the window itself. */
export type SessionPlace = vscode.TextDocument | undefined;

/** A session that a person names; its id is made if they give none. */
export interface NewSession extends Pick<OpenOptions, "pool" | "ttlSeconds" | "maxRefs"> {
  readonly id?: string;
  readonly label: string;
}

export class DocumentSessions implements vscode.Disposable {
  readonly #service: BridgeService;
  readonly #log: vscode.LogOutputChannel;
  readonly #current = new Map<string, string>();
  readonly #owners = new Map<string, Set<string>>();
  /** What documents the workers know of, as `#lifeOf` names it. */
  readonly #attached = new Map<string, string | undefined>();
  readonly #labels = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #releases = new vscode.EventEmitter<string>();
  readonly #closedNotebooks = new Farewells(notebookGraceMs);
  readonly #following: vscode.Disposable;

  /** A place got, changed or lost its session. */
  readonly onDidChange = this.#changes.event;
  /** A session ended because its last document closed or a person released it. */
  readonly onDidRelease = this.#releases.event;

  constructor(service: BridgeService, log: vscode.LogOutputChannel) {
    this.#service = service;
    this.#log = log;
    this.#following = vscode.Disposable.from(
      followDocuments({
        closed: (uri) => void this.#close(uri),
        moved: (move) => void this.#move(move),
      }),
      vscode.workspace.onDidOpenNotebookDocument(({ uri }) => void this.#reopen(uri.toString())),
      this.#closedNotebooks,
    );
  }

  /** The session of `place` if it has one. */
  find(place: SessionPlace): string | undefined {
    return this.#current.get(keyOf(place));
  }

  /** The worker that the session of `place` lives on, if it has one. */
  workerOf(place: SessionPlace): WorkerInfo | undefined {
    const sessionId = this.find(place);
    return sessionId === undefined ? undefined : this.#workerOf(sessionId);
  }

  /** Whether the session is one that ends with those who use it, and has not ended. */
  isOwned(sessionId: string): boolean {
    return this.#owners.has(sessionId);
  }

  labelOf(sessionId: string): string {
    return this.#labels.get(sessionId) ?? sessionId;
  }

  /** The session of `place`, opened now with `options` if it has none. */
  async of(place: SessionPlace, options: OpenOptions = {}): Promise<string> {
    const existing = this.find(place);
    if (existing !== undefined) {
      await this.#attach(place?.uri, existing);
      return existing;
    }
    const sessionId = `auto_${randomUUID().replaceAll("-", "")}`;
    this.#labels.set(sessionId, placeLabel(place));
    this.#owners.set(sessionId, new Set());
    await this.use(place, sessionId, options);
    return sessionId;
  }

  /** Makes a named session, in the pool of that name or the first, and lets `place` use it. */
  async create(place: SessionPlace, { id, label, ...options }: NewSession): Promise<string> {
    const sessionId = id ?? `session_${randomUUID().replaceAll("-", "")}`;
    this.#labels.set(sessionId, label);
    await this.use(place, sessionId, options);
    return sessionId;
  }

  /** From now on the calls of `place` run in `sessionId`, which it comes to own if that is automatic. */
  async use(place: SessionPlace, sessionId: string, options: OpenOptions = {}): Promise<void> {
    const key = keyOf(place);
    this.#current.set(key, sessionId);
    this.#owners.get(sessionId)?.add(key);
    this.#changes.fire();
    const bridge = await this.#service.get();
    const label = this.#labels.get(sessionId);
    await bridge.openSession(sessionId, {
      ...options,
      ...(label !== undefined && { label }),
      searchPaths: searchPathsOf(place),
    });
    await this.#attach(place?.uri, sessionId);
  }

  /** Releases a session whoever uses it; those who did get a new one with their next call. */
  async release(sessionId: string): Promise<number> {
    const users = [...this.#current].filter(([, session]) => session === sessionId);
    for (const [key] of users) {
      this.#current.delete(key);
      this.#closedNotebooks.takeBack(key);
    }
    this.#forget(sessionId);
    const bridge = this.#service.current;
    if (!bridge) return 0;
    for (const [key] of users) if (key !== windowOwner) await this.#detach(bridge, key);
    const { released } = await bridge.releaseSession(sessionId);
    return released;
  }

  dispose(): void {
    this.#following.dispose();
    this.#changes.dispose();
    this.#releases.dispose();
  }

  /** Lets hovers in a document mean the names of its session; each life of the worker has to hear it. */
  async #attach(uri: vscode.Uri | undefined, sessionId: string): Promise<void> {
    if (!uri) return;
    const key = uri.toString();
    const life = this.#lifeOf(sessionId);
    if (life !== undefined && this.#attached.get(key) === life) return;
    await this.#tellWorker(await this.#service.get(), key, sessionId);
    this.#attached.set(key, this.#lifeOf(sessionId));
  }

  async #tellWorker(bridge: SnakeBridge, uri: string, session: string | null): Promise<void> {
    try {
      await bridge.documents.attach({ uri, session });
    } catch (error) {
      // What keeps Python from starting is told once: the call would only ask for it again.
      if (keepsFromStarting(error)) throw error;
      // Hovers are not worth a failed call or a session that is never released.
      this.#log.warn(`Attaching ${uri} to its session failed`, error);
    }
  }

  /** Names a session on one life of its worker; `undefined` while none runs. */
  #lifeOf(sessionId: string): string | undefined {
    const epoch = this.#workerOf(sessionId)?.epoch ?? null;
    return epoch === null ? undefined : `${epoch} ${sessionId}`;
  }

  #workerOf(sessionId: string): WorkerInfo | undefined {
    return this.#service.workers.find(({ sessionIds }) => sessionIds.includes(sessionId));
  }

  async #close(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const sessionId = this.#current.get(key);
    const mayComeBack =
      sessionId !== undefined &&
      uri.scheme !== "untitled" &&
      uri.path.endsWith(".ipynb") &&
      this.#lifeOf(sessionId) !== undefined;
    if (!mayComeBack) await this.#end(key);
    else if (!this.#closedNotebooks.has(key)) {
      this.#closedNotebooks.begin(key, () => void this.#end(key));
      await this.#relabel(sessionId, vscode.l10n.t("{0} (closed)", basename(uri.path)));
    }
  }

  async #reopen(key: string): Promise<void> {
    const sessionId = this.#current.get(key);
    if (!this.#closedNotebooks.takeBack(key) || sessionId === undefined) return;
    await this.#relabel(sessionId, basename(vscode.Uri.parse(key).path));
  }

  async #relabel(sessionId: string, label: string): Promise<void> {
    this.#labels.set(sessionId, label);
    this.#changes.fire();
    try {
      await this.#service.current?.openSession(sessionId, { label });
    } catch (error) {
      this.#log.warn(`Calling a session ${label} failed`, error);
    }
  }

  async #end(key: string): Promise<void> {
    this.#closedNotebooks.takeBack(key);
    if (!this.#current.delete(key)) return;
    this.#changes.fire();
    const bridge = this.#service.current;
    if (!bridge) return;
    try {
      await this.#detach(bridge, key);
      for (const [sessionId, owners] of this.#owners) {
        if (!owners.delete(key) || owners.size > 0) continue;
        this.#forget(sessionId);
        const { released } = await bridge.releaseSession(sessionId);
        this.#log.info(`${this.labelOf(sessionId)} was closed: refs released: ${released}`);
      }
    } catch (error) {
      this.#log.error(`Releasing the sessions of ${key} failed`, error);
    }
  }

  /** A renamed document keeps its session, which is called after it if it was before. */
  async #move(move: Move): Promise<void> {
    for (const [key, sessionId] of [...this.#current]) {
      const from = vscode.Uri.parse(key);
      const to = key === windowOwner ? undefined : movedUri(from, move);
      if (!to) continue;
      this.#current.delete(key);
      this.#current.set(to.toString(), sessionId);
      for (const owners of this.#owners.values()) if (owners.delete(key)) owners.add(to.toString());
      const isNamedAfter = this.#labels.get(sessionId) === basename(from.path);
      if (isNamedAfter) this.#labels.set(sessionId, basename(to.path));
      this.#changes.fire();
      await this.#tellMove(key, to, sessionId);
    }
  }

  async #tellMove(key: string, to: vscode.Uri, sessionId: string): Promise<void> {
    const bridge = this.#service.current;
    if (!bridge) return;
    try {
      await this.#detach(bridge, key);
      if (!this.#workerOf(sessionId)) return;
      await bridge.openSession(sessionId, { label: this.labelOf(sessionId) });
      await this.#attach(to, sessionId);
    } catch (error) {
      this.#log.error(`Moving the session of ${key} failed`, error);
    }
  }

  #forget(sessionId: string): void {
    this.#owners.delete(sessionId);
    this.#releases.fire(sessionId);
    this.#changes.fire();
  }

  async #detach(bridge: SnakeBridge, uri: string): Promise<void> {
    this.#attached.delete(uri);
    await this.#tellWorker(bridge, uri, null);
  }
}

function keyOf(place: SessionPlace): string {
  return place ? uriOf(place).toString() : windowOwner;
}

/** The cells of a notebook are one place: the notebook. */
function uriOf(document: vscode.TextDocument): vscode.Uri {
  const { uri } = document;
  if (uri.scheme !== cellScheme) return uri;
  const has = (notebook: vscode.NotebookDocument) =>
    notebook.uri.path === uri.path &&
    notebook.getCells().some((cell) => cell.document === document);
  return vscode.workspace.notebookDocuments.find(has)?.uri ?? uri;
}

function placeLabel(place: SessionPlace): string {
  return place ? basename(place.uri.path) : vscode.l10n.t("Window");
}

/** The folder of the file, then its workspace folder, as `python FILE` started there would have them. */
function searchPathsOf(place: SessionPlace): readonly string[] {
  const uri = place && uriOf(place);
  const isOnDisk = uri?.scheme === "file";
  const own = isOnDisk ? [dirname(uri.fsPath)] : [];
  const folder = isOnDisk
    ? vscode.workspace.getWorkspaceFolder(uri)
    : vscode.workspace.workspaceFolders?.[0];
  return [...new Set([...own, ...(folder ? [folder.uri.fsPath] : [])])];
}
