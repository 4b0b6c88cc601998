/**
 * Python values that JavaScript has no word for. Immutable; what Python sent compares equal when sent back.
 * How they travel is the codec's business. Dates and times are in `pythonMoments.ts`.
 */

/** A tuple. */
export class PyTuple<T = unknown> implements Iterable<T> {
  readonly elements: readonly T[];

  constructor(elements: Iterable<T>) {
    this.elements = [...elements];
  }

  get length(): number {
    return this.elements.length;
  }

  at(index: number): T | undefined {
    return this.elements.at(index);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.elements[Symbol.iterator]();
  }
}

/** A frozenset. A plain `Set` is a Python set. */
export class PyFrozenSet<T = unknown> implements Iterable<T> {
  readonly elements: ReadonlySet<T>;

  constructor(elements: Iterable<T>) {
    this.elements = new Set(elements);
  }

  get size(): number {
    return this.elements.size;
  }

  has(element: T): boolean {
    return this.elements.has(element);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.elements[Symbol.iterator]();
  }
}

/** A complex number. */
export class PyComplex {
  readonly real: number;
  readonly imag: number;

  constructor(real: number, imag: number) {
    this.real = real;
    this.imag = imag;
  }
}

/** A float that stays one in Python although JavaScript shows it as a whole number. Made by {@link pyFloat}. */
export class PyFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  valueOf(): number {
    return this.value;
  }
}

/** `pyFloat(4)` sends `4.0`, where the number 4 would be sent as an int. */
export function pyFloat(value: number): PyFloat {
  return new PyFloat(value);
}

/** A `decimal.Decimal` in text form, exact. */
export class PyDecimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A `uuid.UUID` in its hyphened text form. */
export class PyUuid {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A member of a Python enum class. Only class and name decide which member it is; `value` is for reading. */
export class PyEnum {
  /** `module:qualname`. */
  readonly enumClass: string;
  readonly name: string;
  readonly value: unknown;

  constructor(enumClass: string, name: string, value: unknown) {
    this.enumClass = enumClass;
    this.name = name;
    this.value = value;
  }
}

/** A string that an Elixir peer calls an atom; Python sees a str. */
export class Atom {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}
