/**
 * Whether a row would read differently: that is what makes it flash. Lifetimes tick and sizes breathe
 * all the time, so they do not count.
 */
import type { ObjectSummary } from "../../src/protocol/inspection.js";

export function isSameSummary(one: ObjectSummary | null, other: ObjectSummary | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.qualifiedType === other.qualifiedType &&
    one.length === other.length &&
    one.dtype === other.dtype &&
    String(one.shape) === String(other.shape) &&
    plainText(one) === plainText(other)
  );
}

export function plainText({ preview }: Pick<ObjectSummary, "preview">): string {
  return preview.map(({ text }) => text).join("");
}
