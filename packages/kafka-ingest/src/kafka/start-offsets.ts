import type { AssignedPartition, TopicPartition } from '../ports.js';

/**
 * Decides where reading starts in partitions without a committed offset. Where it starts at the
 * end, that end is committed before the first message is read. Otherwise the next start would begin
 * at a later end, and skip everything that was read but not committed.
 *
 * @returns nothing when an end could not be committed
 */
export async function withStart(
  partitions: readonly AssignedPartition[],
  startingAtTheEnd: ReadonlySet<string>,
  commitEnd: (partition: TopicPartition) => Promise<number | undefined>,
): Promise<readonly AssignedPartition[] | undefined> {
  const begun = await Promise.all(
    partitions.map(async (one) => {
      if (one.committedOffset !== undefined || !startingAtTheEnd.has(one.topic)) return one;
      const committedOffset = await commitEnd(one);
      return committedOffset === undefined ? undefined : { ...one, committedOffset };
    }),
  );
  const known = begun.filter((one) => one !== undefined);
  return known.length === begun.length ? known : undefined;
}
