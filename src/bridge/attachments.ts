/**
 * Bulk values beside the JSON of their message: bytes as they are, long lists of numbers packed. A tag in the JSON
 * names the attachment by its position in the frame; on arrival the attachment is put in the place of its number.
 */

import type { WireBytes, WireNumbers } from "../protocol/values.js";
import { isRecord } from "./guards.js";
import { ValueProblem } from "./wirePath.js";

/** Numbers travel in little-endian order: a machine of the other kind attaches nothing. */
export const canAttach = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Shorter bytes travel in the JSON: there a frame of several parts costs more than base64. */
const minBytes = 4096;
/** The same for lists. */
const minNumbers = 256;

/** Collects the attachments of one message. */
export class Enclosure {
  readonly parts: Uint8Array[] = [];

  /** The tag of attached bytes; undefined for what is too short. */
  bytes(bytes: Uint8Array): WireBytes | undefined {
    if (bytes.length < minBytes) return undefined;
    return { __type__: "bytes", __schema__: 1, attachment: this.#add(bytes.slice()) };
  }

  /** The tag of an attached array; undefined if it is short, or not all its elements are such numbers of one kind. */
  numbers(array: readonly unknown[]): WireNumbers | undefined {
    if (array.length < minNumbers || !canAttach) return undefined;
    if (array.every(isInt)) return this.#numbers("ints", packInts(array));
    if (array.every(isFloat)) return this.floats(Float64Array.from(array));
    return undefined;
  }

  /** The tag of an attached array of floats; undefined if it is short. Keeps the array. */
  floats(array: Float64Array): WireNumbers | undefined {
    return array.length < minNumbers || !canAttach ? undefined : this.#numbers("floats", array);
  }

  #numbers(
    tag: "floats" | "ints",
    { buffer, byteOffset, byteLength }: ArrayBufferView,
  ): WireNumbers {
    const attachment = this.#add(new Uint8Array(buffer, byteOffset, byteLength));
    return { __type__: tag, __schema__: 1, attachment };
  }

  #add(part: Uint8Array): number {
    return this.parts.push(part) - 1;
  }
}

/** A number that JSON writes as an int and Python reads exactly. */
function isInt(value: unknown): value is number {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** JSON writes whole numbers below this as ints. */
const smallestExponent = 1e21;

/** A number that is a float in Python. */
function isFloat(value: unknown): value is number {
  if (typeof value !== "number") return false;
  return !Number.isInteger(value) || Math.abs(value) >= smallestExponent || Object.is(value, -0);
}

const twoTo32 = 2 ** 32;

function packInts(ints: readonly number[]): Int32Array {
  const halves = new Int32Array(2 * ints.length);
  let at = 0;
  for (const int of ints) {
    halves[at++] = int;
    halves[at++] = Math.floor(int / twoTo32);
  }
  return halves;
}

/** Puts the attachments of a message where its tags name them. A tag that names none stays as it is. */
export function placeAttachments(message: unknown, attachments: readonly Uint8Array[]): void {
  const pending: unknown[] = [message];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) {
      pushObjects(pending, value);
    } else if (isRecord(value)) {
      const { __type__: tag, attachment } = value;
      const part = typeof attachment === "number" ? attachments[attachment] : undefined;
      if (tag !== undefined && part) Object.assign(value, { attachment: part });
      else pushObjects(pending, Object.values(value));
    }
  }
}

/** One by one: there may be more than a call takes arguments. */
function pushObjects(pending: unknown[], values: readonly unknown[]): void {
  for (const value of values) if (typeof value === "object") pending.push(value);
}

/** An attachment that holds 8 bytes for each element of a list. */
function numbersIn(attachment: unknown): Uint8Array {
  if (attachment instanceof Uint8Array && attachment.length % 8 === 0) return attachment;
  throw new ValueProblem("numbers that are not attached");
}

/** The list in an attachment of floats. */
export function readFloats(attachment: unknown): number[] {
  const { buffer, byteOffset, length } = numbersIn(attachment);
  const floats = new Float64Array(buffer, byteOffset, length / 8);
  const list = new Array<number>(floats.length);
  // By index: an iterator takes three times as long.
  for (let at = 0; at < list.length; at += 1) list[at] = floats[at] ?? 0;
  return list;
}

/** The list in an attachment of ints. */
export function readInts(attachment: unknown): number[] {
  const { buffer, byteOffset, length } = numbersIn(attachment);
  const low = new Uint32Array(buffer, byteOffset, length / 4);
  const high = new Int32Array(buffer, byteOffset, length / 4);
  const list = new Array<number>(length / 8);
  for (let at = 0; at < list.length; at += 1) {
    const int = (high[2 * at + 1] ?? 0) * twoTo32 + (low[2 * at] ?? 0);
    if (!Number.isSafeInteger(int)) throw new ValueProblem("an attached int that is too large");
    list[at] = int;
  }
  return list;
}
