/**
 * One life of a worker: a process that has shaken hands, the lane to it, and what it is busy with. Lives once;
 * its slot makes the next one.
 */

import type { InvokeCallbackParams, OutputParams } from "../protocol/calls.js";
import type { ClientMethod, ClientRequests } from "../protocol/methods.js";
import type { SessionsLostParams } from "../protocol/cluster.js";
import type { RefsChangedParams } from "../protocol/sessions.js";
import type { HandshakeOptions, HandshakeResult } from "../protocol/worker.js";
import type { WireValue } from "../protocol/values.js";
import { ask } from "./channel.js";
import type { ErrorAnswer } from "./channel.js";
import { readHandshakeFailure } from "./clusterErrors.js";
import type { Connect, LspConnection } from "./connection.js";
import {
  isDisplayed,
  isInvokeCallback,
  isOutput,
  isRefsChanged,
  isSessionsLost,
} from "./eventGuards.js";
import { readHandshake } from "./handshake.js";
import { WorkerLink } from "./link.js";
import type { Logger } from "./logger.js";
import { Step } from "./step.js";
import { Watchdog } from "./watchdog.js";
import { toBridgeError } from "./wireErrors.js";
import { WorkerExitedError } from "./workerErrors.js";
import type { WorkerExit } from "./workerErrors.js";
import { WorkerProcess } from "./workerProcess.js";

/** What a worker tells its slot. */
export interface WorkerListener {
  onOutput(output: OutputParams): void;
  onRefsChanged(change: RefsChangedParams): void;
  onInvokeCallback(params: InvokeCallbackParams): Promise<WireValue>;
  /** A part of its cluster is gone, and sessions with it. Called before what waits of them is rejected. */
  onSessionsLost(loss: SessionsLostParams): void;
  /** Its process is gone. Called before what waits is rejected. */
  onExit(exit: WorkerExit): void;
  /** It became busy, idle, or stopped reacting. */
  onActivity(): void;
}

/** How to start one. */
export interface WorkerStart {
  readonly workerId: string;
  readonly pool: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly handshake: HandshakeOptions;
  readonly connect: Connect;
  readonly logger: Logger;
  readonly listener: WorkerListener;
}

/** See the module's comment. */
export class Worker {
  readonly id: string;
  readonly pool: string;
  readonly about: HandshakeResult;
  readonly link: WorkerLink;
  /** Resolves once with how it ended; everything that waited was rejected by then. */
  readonly exited: Promise<WorkerExit>;
  readonly #process: WorkerProcess;
  readonly #lsp: LspConnection;
  readonly #watchdog: Watchdog;
  readonly #listener: WorkerListener;
  #executing = 0;
  /** It was asked to shut down, and refuses what comes after. */
  #isEnding = false;

  /**
   * Spawns a process and shakes hands. Rejects with the system's error if it cannot be spawned, with
   * `WorkerExitedError` if it exits before it is ready, with `ProtocolError` if it is no adapter of ours.
   */
  static async start(start: WorkerStart): Promise<Worker> {
    const { workerId, pool, logger, listener } = start;
    const process = await WorkerProcess.spawn({
      ...start,
      onStderr: (text) =>
        listener.onOutput({ session: null, requestId: null, stream: "stderr", text }),
    });
    const link = new WorkerLink({
      input: process.output,
      output: process.input,
      logger,
      onAwaiting: (awaiting) => process.hold(awaiting),
    });
    const exited = process.exited.then((exit) => {
      listener.onExit(exit);
      link.close(new WorkerExitedError(workerId, exit));
      return exit;
    });
    const { reader, writer } = link.lsp;
    const initializationOptions = { snakebridge: start.handshake };
    const transport = { workerId, pool, reader, writer, initializationOptions };
    try {
      const lsp = await Promise.race([start.connect(transport), failure(workerId, exited)]);
      const about = readHandshake(lsp.initializeResult);
      return new Worker({ start, process, link, lsp, about, exited });
    } catch (error) {
      // A connection that broke because the process died says less than the exit itself.
      const exitError = link.closedBy;
      process.kill();
      throw exitError ?? readHandshakeFailure(error) ?? error;
    }
  }

  private constructor(parts: WorkerParts) {
    const { start, process, link, lsp, about, exited } = parts;
    this.id = start.workerId;
    this.pool = start.pool;
    this.about = about;
    this.link = link;
    this.exited = exited;
    this.#process = process;
    this.#lsp = lsp;
    this.#listener = start.listener;
    this.#watchdog = new Watchdog(this, () => this.#listener.onActivity());
    this.#listen(start.logger);
    process.release();
  }

  /** Runs user code, or has requests waiting to. */
  get isBusy(): boolean {
    return this.#executing > 0;
  }

  /** User code runs that does not react, not even to an interrupt. */
  get isUnresponsive(): boolean {
    return this.#watchdog.isAlarmed;
  }

  /** Sends a step whose answer goes to it. */
  send(step: Step): void {
    step.home.prepare(this);
    this.#executing += 1;
    if (this.#executing === 1) this.#becomeBusy();
    step.sent(this, this.link.request(step.method, step.params, step, step.attachments));
  }

  /** The step that runs, or waits longest; undefined when idle. */
  get oldestStep(): Step | undefined {
    for (const responder of this.link.waiting()) if (responder instanceof Step) return responder;
    return undefined;
  }

  /** Called by a step that {@link send} sent, when its answer came. */
  finished(): void {
    this.#executing -= 1;
    this.#watchdog.noteProgress();
    if (this.#executing === 0) this.#listener.onActivity();
  }

  /** What runs was interrupted: if it goes on for long, that is worth a word. */
  noteInterrupt(): void {
    this.#watchdog.noteInterrupt();
  }

  /** Sends a side request; rejects with what `explain` makes of an error answer. */
  ask<M extends ClientMethod>(
    method: M,
    params: ClientRequests[M]["params"],
    explain: (answer: ErrorAnswer) => Error = toBridgeError,
    signal?: AbortSignal,
  ): Promise<ClientRequests[M]["result"]> {
    if (this.#isEnding) return failure(this.id, this.exited);
    return ask(this.link, method, params, { toError: explain, signal });
  }

  /** Ends it for certain: politely first, unless it is known to hear nothing. */
  async end(): Promise<WorkerExit> {
    this.#isEnding = true;
    if (this.isUnresponsive) this.#process.kill();
    else await this.#process.end(() => this.#lsp.shutdown());
    return this.exited;
  }

  #becomeBusy(): void {
    this.#watchdog.noteProgress();
    this.#watchdog.watch();
    this.#listener.onActivity();
  }

  #listen(logger: Logger): void {
    const { link } = this;
    link.onNotification("snakebridge/output", (params) => {
      if (!isOutput(params)) {
        logger.warn("Dropped a malformed output event");
        return;
      }
      const responder = link.responderOf(params.requestId);
      if (responder instanceof Step) responder.wrote(params);
      this.#listener.onOutput(params);
    });
    link.onNotification("snakebridge/displayed", (params) => {
      if (!isDisplayed(params)) {
        logger.warn("Dropped a malformed displayed event");
        return;
      }
      const responder = link.responderOf(params.requestId);
      if (responder instanceof Step) responder.displayed(params);
    });
    link.onNotification("snakebridge/refsChanged", (params) => {
      if (isRefsChanged(params)) this.#listener.onRefsChanged(params);
      else logger.warn("Dropped a malformed refsChanged event");
    });
    link.onNotification("snakebridge/sessionsLost", (params) => {
      if (isSessionsLost(params)) this.#listener.onSessionsLost(params);
      else logger.warn("Dropped a malformed sessionsLost event");
    });
    link.onRequest("snakebridge/invokeCallback", async (params) => {
      if (!isInvokeCallback(params)) throw new TypeError("Malformed callback invocation");
      return this.#listener.onInvokeCallback(params);
    });
  }
}

async function failure(workerId: string, exited: Promise<WorkerExit>): Promise<never> {
  throw new WorkerExitedError(workerId, await exited);
}

interface WorkerParts {
  readonly start: WorkerStart;
  readonly process: WorkerProcess;
  readonly link: WorkerLink;
  readonly lsp: LspConnection;
  readonly about: HandshakeResult;
  readonly exited: Promise<WorkerExit>;
}
