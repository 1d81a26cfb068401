import type { TopicPartition } from '../ports.js';
import type { CommittedPartition } from './client/raw-consumer.js';

/**
 * Partitions with where the group goes on. Where it begins at the end, that end is committed before the first message
 * is read: otherwise everything that is read and not yet committed would be skipped by the next start, which would
 * begin at a later end.
 *
 * @returns nothing when an end could not be committed
 */
export async function withStart(
  partitions: readonly CommittedPartition[],
  startingAtTheEnd: ReadonlySet<string>,
  commitEnd: (partition: TopicPartition) => Promise<number | undefined>,
): Promise<readonly CommittedPartition[] | undefined> {
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
