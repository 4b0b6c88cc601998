/**
 * What a contestant is: someone who does the same work in a Python of its own. A contestant says
 * which tasks it can do; the rows ask nothing else of it.
 */

/** A large value that `bench/python/workload.py` makes. */
export type LargeValue = "ints" | "floats" | "blob";

/** What a started contestant does. Each task resolves when its answer is at hand in Node. */
export interface Tasks {
  /** `math.sqrt(16)`. */
  readonly sqrt: () => Promise<unknown>;
  /** Makes a `StringIO`, reads two characters, reads an attribute, lets go: each step awaited. */
  readonly cycle: () => Promise<unknown>;
  /** The same steps sent at once. */
  readonly chain: () => Promise<unknown>;
  /** Names, types and previews of 60 attributes; resolves to how many came. */
  readonly attributes: () => Promise<number>;
  /** The same of the function that peers call, for those who look in a way of their own. */
  readonly listing: () => Promise<number>;
  /** A large value as Node's own; resolves to its length. */
  readonly value: (name: LargeValue) => Promise<number>;
  /** Goes through a generator of `count` ints; resolves to how many came. */
  readonly drain: (count: number) => Promise<number>;
  /** Makes `count` Python objects; they live as long as what it resolves to. */
  readonly hold: (count: number) => Promise<unknown>;
}

/** The name of a task. */
export type Task = keyof Tasks;

/** A contestant with its Python running. */
export interface Running extends Partial<Tasks> {
  /** Of its Python, where that is a process of its own. */
  readonly pid?: number | undefined;
  readonly end: () => Promise<void>;
}

/** Someone whose speed is measured. */
export interface Contestant {
  readonly id: string;
  readonly name: string;
  /** `self`: what is judged; `yardstick`: what it is judged by; `peer`: what others use instead. */
  readonly role: "self" | "yardstick" | "peer";
  /** Its Python lives in this process: no round trip, and a crash there is a crash here. */
  readonly isInProcess?: true;
  /** Its Python cannot be started a second time in one process. */
  readonly startsOnce?: true;
  readonly can: readonly Task[];
  /** The part of the usual repetitions that keeps a slow one from taking minutes. */
  readonly share?: Readonly<Partial<Record<Task | "start", number>>>;
  /** Brings what it is made of onto this machine; rejects with the reason why that is impossible. */
  readonly prepare?: () => Promise<void>;
  readonly start: () => Promise<Running>;
}
