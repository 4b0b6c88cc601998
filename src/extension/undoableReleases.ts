/**
 * Releases at a person's wish: each can be taken back for some seconds, the last one first, and is followed by proof
 * that what went is gone. The adapter keeps the objects meanwhile; here is only what was released together.
 */
import * as vscode from "vscode";

import type { SnakeBridge } from "../bridge/index.js";
import type { ReleaseFate } from "../protocol/lettingGo.js";
import type { ChosenRefs, UndoOffer, Verdict } from "../protocol/panel.js";
import type { BridgeService } from "./bridgeService.js";
import type { RefsModel } from "./refsModel.js";
import { showRefs } from "./nextSteps.js";
import { UserMistake } from "./userErrors.js";
import { fateWord } from "./words.js";

/** What one release let go in one session. */
interface Part extends ChosenRefs {
  readonly titles: readonly string[];
}

interface Release {
  readonly id: number;
  readonly count: number;
  readonly parts: readonly Part[];
  readonly untilMs: number;
}

/** What became of refs of one session in the end. */
export interface Judgement {
  readonly sessionId: string;
  readonly verdicts: readonly Verdict[];
}

export interface ReleasePorts {
  readonly service: BridgeService;
  readonly model: RefsModel;
  readonly log: vscode.LogOutputChannel;
}

const graceSeconds = 10;
/** The worker sweeps each second; so long after the end of the grace it has let go. */
const sweepMs = 1_000;
/** Refs of one session that are proven: a question walks the heap for each that is held. */
const mostProven = 1_000;

export class UndoableReleases implements vscode.Disposable {
  readonly #ports: ReleasePorts;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #restorals = new vscode.EventEmitter<void>();
  readonly #judgements = new vscode.EventEmitter<Judgement>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #listeners: readonly vscode.Disposable[];
  /** Those that can be taken back, the last one last. */
  #releases: readonly Release[] = [];
  #lastId = 0;

  /** What can be taken back is another release now, or none. */
  readonly onDidChange = this.#changes.event;
  /** Refs came back to where they were. */
  readonly onDidRestore = this.#restorals.event;
  /** It is known what became of released refs. */
  readonly onDidJudge = this.#judgements.event;

  constructor(ports: ReleasePorts) {
    this.#ports = ports;
    const { service } = ports;
    const forget = (): void => this.#keep([]);
    this.#listeners = [service.onDidExitWorker(forget), service.onDidRestart(forget)];
  }

  /** The release that would be taken back next. */
  get offer(): UndoOffer | null {
    const last = this.#releases.at(-1);
    if (!last) return null;
    const { id, count, untilMs } = last;
    return { id, count, secondsLeft: Math.max(0, (untilMs - performance.now()) / 1000) };
  }

  /** Lets refs go so that it can be taken back; gives how many went. */
  async release(chosen: readonly ChosenRefs[]): Promise<number> {
    const bridge = await this.#ports.service.get();
    const parts = await Promise.all(chosen.map((refs) => this.#letGo(bridge, refs)));
    const count = parts.reduce((sum, { refs }) => sum + refs.length, 0);
    if (count === 0) return 0;
    const untilMs = performance.now() + graceSeconds * 1000;
    const release = { id: ++this.#lastId, count, parts, untilMs };
    this.#keep([...this.#releases, release]);
    this.#later(graceSeconds * 1000, () => {
      this.#keep(this.#releases.filter((other) => other !== release));
    });
    this.#later(graceSeconds * 1000 + sweepMs, () => void this.#judge(release));
    return count;
  }

  /** Takes back one release, else the last; gives how many refs are back. */
  async undo(id = this.#releases.at(-1)?.id): Promise<number> {
    const release = this.#releases.find((each) => each.id === id);
    if (!release) {
      throw new UserMistake(vscode.l10n.t("There is no release to take back."), showRefs());
    }
    this.#keep(this.#releases.filter((other) => other !== release));
    const bridge = await this.#ports.service.get();
    const answers = await Promise.all(
      release.parts.map(({ session, refs }) => bridge.grace.restore(session, refs)),
    );
    const outcomes = answers.flatMap((answer) => answer.outcomes);
    const restored = outcomes.filter(({ outcome }) => outcome === "restored").length;
    this.#restorals.fire();
    if (restored > 0) return restored;
    throw new UserMistake(vscode.l10n.t("It is too late to take that release back."), showRefs());
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#changes.dispose();
    this.#restorals.dispose();
    this.#judgements.dispose();
  }

  async #letGo(bridge: SnakeBridge, { session, refs }: ChosenRefs): Promise<Part> {
    const { model } = this.#ports;
    const titles = new Map(refs.map((ref) => [ref, model.titleOf(session, ref) ?? ref]));
    const { outcomes } = await bridge.grace.release(session, refs, graceSeconds);
    const gone = refs.filter((_, index) => outcomes[index]?.outcome === "freed");
    return { session, refs: gone, titles: gone.map((ref) => titles.get(ref) ?? ref) };
  }

  async #judge({ parts }: Release): Promise<void> {
    try {
      const bridge = await this.#ports.service.get();
      for (const { session, refs, titles } of parts) {
        const { fates } = await bridge.grace.verify(session, refs.slice(0, mostProven));
        const verdicts = fates.flatMap((fate, index) => {
          return verdictOf(fate, refs[index] ?? "", titles[index] ?? "");
        });
        this.#ports.model.judge(session, verdicts);
        this.#judgements.fire({ sessionId: session, verdicts });
      }
    } catch (error) {
      // Proof is welcome, not needed: the release itself has been told.
      this.#ports.log.warn("What became of released refs cannot be told", error);
    }
  }

  #keep(releases: readonly Release[]): void {
    this.#releases = releases;
    this.#changes.fire();
  }

  #later(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** None for a ref that was had back, or of which nothing is known. */
function verdictOf(fate: ReleaseFate, refId: string, title: string): readonly Verdict[] {
  if (fate.fate === "kept" || fate.fate === "forgotten") return [];
  return [{ refId, title, reason: fateWord(fate), isHeld: fate.fate === "held" }];
}
