import type { Change } from './changes.js';

/** What is compared, and how. */
export interface Comparison<What extends string, Side, Detail> {
  readonly what: What;
  readonly nameOf: (side: Side) => string;
  /**
   * Distinguishes items of the same name that are not versions of each other. The name by default.
   */
  readonly keyOf?: (side: Side) => string;
  /** What is different about two versions; undefined when nothing is. */
  readonly difference: (before: Side, after: Side) => Detail | undefined;
}

/** For what has no difference beyond its key. */
export const never = (): undefined => undefined;

/**
 * Compares two lists whose order means nothing: first what was removed or changed, then what was
 * added.
 */
export function compare<What extends string, Side, Detail>(
  before: readonly Side[],
  after: readonly Side[],
  { what, nameOf, keyOf = nameOf, difference }: Comparison<What, Side, Detail>,
): Change<What, Side, Detail>[] {
  const changes: Change<What, Side, Detail>[] = [];
  const remaining = byKey(after, keyOf);
  for (const [key, old] of byKey(before, keyOf)) {
    const name = nameOf(old);
    const now = remaining.get(key);
    remaining.delete(key);
    if (now === undefined) {
      changes.push({ what, name, change: 'removed', before: old });
      continue;
    }
    const detail = difference(old, now);
    if (detail !== undefined) changes.push({ what, name, change: 'changed', before: old, after: now, ...detail });
  }
  for (const added of remaining.values()) changes.push({ what, name: nameOf(added), change: 'added', after: added });
  return changes;
}

/** Items with the same key are distinguished by their number. */
function byKey<Side>(sides: readonly Side[], keyOf: (side: Side) => string): Map<string, Side> {
  const counts = new Map<string, number>();
  return new Map(
    sides.map((side) => {
      const key = keyOf(side);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [`${count} ${key}`, side];
    }),
  );
}
