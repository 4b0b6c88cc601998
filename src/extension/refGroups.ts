/**
 * Sorts refs into groups that a person releases at once: those without a name, those of a type, those older than
 * some time. Pure; each group knows what its release does.
 */
import type { RefInfo } from "../protocol/sessions.js";

/** Refs that go together, with what that does. */
export interface RefGroup<Key> {
  readonly key: Key;
  readonly refs: readonly RefInfo[];
  /** Of those whose size is known. */
  readonly sizeBytes: number;
  readonly unsized: number;
  /** Names that break. */
  readonly names: readonly string[];
}

/** Seconds; a group for each. */
const ages = [60, 600, 3_600, 86_400] as const;

/** By type, the largest group first. */
export function byType(refs: readonly RefInfo[]): readonly RefGroup<string>[] {
  const types = [...new Set(refs.map(({ qualifiedType }) => qualifiedType))];
  return types
    .map((type) =>
      groupOf(
        type,
        refs.filter(({ qualifiedType }) => qualifiedType === type),
      ),
    )
    .sort((one, other) => other.refs.length - one.refs.length);
}

/** Older than each of some ages, as far as there are any. */
export function byAge(refs: readonly RefInfo[]): readonly RefGroup<number>[] {
  return ages
    .map((seconds) => groupOf(seconds, olderThan(refs, seconds)))
    .filter((group) => group.refs.length > 0);
}

export function olderThan(refs: readonly RefInfo[], seconds: number): readonly RefInfo[] {
  return refs.filter(({ ageSeconds }) => ageSeconds > seconds);
}

/** Those that no name is bound to. */
export function unbound(refs: readonly RefInfo[]): readonly RefInfo[] {
  return refs.filter(({ names }) => names.length === 0);
}

export function groupOf<Key>(key: Key, refs: readonly RefInfo[]): RefGroup<Key> {
  const sizes = refs.flatMap(({ sizeBytes }) => (sizeBytes === null ? [] : [sizeBytes]));
  return {
    key,
    refs,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    unsized: refs.length - sizes.length,
    names: refs.flatMap(({ names }) => names),
  };
}
