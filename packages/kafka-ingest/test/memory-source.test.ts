import { expect, it } from 'vitest';
import type { AssignedPartition } from '../src/index.js';
import { MemorySource } from '../src/testing.js';

it('a partition in memory comes back with the offset and the metadata of its last commit, like one of a broker', async () => {
  const source = new MemorySource();
  const assigned: AssignedPartition[] = [];
  source.open({
    onAssigned: (partitions) => {
      assigned.push(...partitions);
      return [];
    },
    onRevoked: async () => undefined,
    onStatus: () => undefined,
  });
  const where = { topic: 't', partition: 0 };
  source.assign(where);
  await source.commit([{ ...where, offset: 5, metadata: 'plan' }]);
  source.assign(where);
  expect(assigned).toMatchObject([
    { ...where, committedOffset: undefined, committedMetadata: undefined },
    { ...where, committedOffset: 5, committedMetadata: 'plan' },
  ]);
});
