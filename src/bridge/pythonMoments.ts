/**
 * Python's dates and times, kept as Python writes them (microseconds, offsets, fold) because
 * a JavaScript `Date` would lose them.
 */

const awareDateTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:Z|([+-])(\d\d):?(\d\d)(?::(\d\d)(?:\.\d+)?)?)$/;

/** Which of two equal wall times is meant when clocks go back: 1 is the second. */
export type Fold = 0 | 1;

/** A `datetime.datetime`, aware or naive. */
export class PyDateTime {
  /** As `isoformat()` writes it. */
  readonly iso: string;
  readonly fold: Fold;

  constructor(iso: string, fold: Fold = 0) {
    this.iso = iso;
    this.fold = fold;
  }

  /** The same instant in UTC. */
  static from(date: Date): PyDateTime {
    return new PyDateTime(date.toISOString().replace(/Z$/, "+00:00"));
  }

  /** The instant to the millisecond; undefined when naive, since it names no instant. */
  get date(): Date | undefined {
    const match = awareDateTime.exec(this.iso);
    if (!match) return undefined;
    const [, year, month, day, hour, minute, second = "0", fraction = "", sign, ...offset] = match;
    const date = new Date(0);
    // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
    date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
    date.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds);
    const [hours = "0", minutes = "0", seconds = "0"] = offset;
    const offsetMs = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return new Date(date.getTime() - (sign === "-" ? -offsetMs : offsetMs));
  }

  toString(): string {
    return this.iso;
  }
}

/** A `datetime.date`. */
export class PyDate {
  /** `2024-02-29`. */
  readonly iso: string;

  constructor(iso: string) {
    this.iso = iso;
  }

  toString(): string {
    return this.iso;
  }
}

/** A `datetime.time`, with its offset if it has one. */
export class PyTime {
  readonly iso: string;
  readonly fold: Fold;

  constructor(iso: string, fold: Fold = 0) {
    this.iso = iso;
    this.fold = fold;
  }

  toString(): string {
    return this.iso;
  }
}

/** A `datetime.timedelta` in the three numbers Python keeps. */
export class PyTimedelta {
  readonly days: number;
  /** 0 to 86,399. */
  readonly seconds: number;
  /** 0 to 999,999. */
  readonly microseconds: number;

  constructor(days: number, seconds = 0, microseconds = 0) {
    this.days = days;
    this.seconds = seconds;
    this.microseconds = microseconds;
  }

  /** Milliseconds, rounded to what a double holds. */
  get totalMs(): number {
    return this.days * 86_400_000 + this.seconds * 1000 + this.microseconds / 1000;
  }
}
