/**
 * How long calls and streams may take, by profile. Numbers are milliseconds; 0 means no limit.
 */

/** Limits of one kind of work. */
export interface Timeouts {
  /** Execution of one call. */
  readonly timeoutMs: number;
  /** Silence of a stream. */
  readonly streamTimeoutMs: number;
}

/** Built-in profile names, or one given to `SnakeBridge.start`. */
export type TimeoutProfile =
  "default" | "streaming" | "ml_inference" | "batch_job" | (string & Record<never, never>);

/** Profiles by name; what one leaves out comes from `default`. */
export type TimeoutProfiles = Readonly<Record<string, Partial<Timeouts>>>;

const minuteMs = 60_000;

/** The built-in profiles. */
const builtInProfiles = {
  default: { timeoutMs: 2 * minuteMs, streamTimeoutMs: 30 * minuteMs },
  streaming: { timeoutMs: 2 * minuteMs, streamTimeoutMs: 30 * minuteMs },
  ml_inference: { timeoutMs: 10 * minuteMs, streamTimeoutMs: 30 * minuteMs },
  batch_job: { timeoutMs: 0, streamTimeoutMs: 0 },
} as const satisfies Record<string, Timeouts>;

/** What a call may ask for. */
export interface TimeoutChoice {
  readonly timeoutMs?: number;
  readonly streamTimeoutMs?: number;
  readonly profile?: TimeoutProfile;
}

/** Resolves the limits of calls: explicit number, then profile, then default. */
export class TimeoutTable {
  readonly #profiles: ReadonlyMap<string, Timeouts>;
  readonly #default: Timeouts;

  constructor(custom: TimeoutProfiles = {}, timeoutMs?: number) {
    const base = { ...builtInProfiles.default, ...custom["default"] };
    this.#default = timeoutMs === undefined ? base : { ...base, timeoutMs };
    const merged = new Map<string, Timeouts>(Object.entries(builtInProfiles));
    for (const [name, profile] of Object.entries(custom)) {
      merged.set(name, { ...this.#default, ...merged.get(name), ...profile });
    }
    merged.set("default", this.#default);
    this.#profiles = merged;
  }

  /** @throws RangeError for an unknown profile or a negative number. */
  resolve(choice: TimeoutChoice): Timeouts {
    const profile =
      choice.profile === undefined ? this.#default : this.#profiles.get(choice.profile);
    if (!profile) throw new RangeError(`Unknown timeout profile '${choice.profile ?? ""}'`);
    if (choice.timeoutMs === undefined && choice.streamTimeoutMs === undefined) return profile;
    return {
      timeoutMs: positive(choice.timeoutMs ?? profile.timeoutMs),
      streamTimeoutMs: positive(choice.streamTimeoutMs ?? profile.streamTimeoutMs),
    };
  }
}

function positive(milliseconds: number): number {
  if (milliseconds >= 0) return milliseconds;
  throw new RangeError(`A timeout is a number of milliseconds from 0 up, not ${milliseconds}`);
}
