import { expect, it } from 'vitest';
import { endOfStep } from '../src/consumer/message-runs.js';
import { MessagePacker } from '../src/kafka/readers/pack-messages.js';

const MEBIBYTE = 1024 * 1024;

/** How many messages of these sizes are decoded at a time. */
function stepsOf(sizes: readonly (number | null)[]): number[] {
  const messages = sizes.map((size, offset) => ({
    topic: 't',
    partition: 0,
    offset,
    value: size === null ? null : Buffer.alloc(size),
  }));
  const batch = new MessagePacker().pack(messages);
  const steps: number[] = [];
  for (let at = 0; at < batch.count;) {
    const to = endOfStep(batch, at, batch.count);
    steps.push(to - at);
    at = to;
  }
  return steps;
}

it('decodes a bounded number of messages and bytes, and at least one message, before writing rows', () => {
  expect(stepsOf(Array<number>(5_000).fill(9))).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(stepsOf(Array<number>(10).fill(MEBIBYTE / 4))).toEqual([4, 4, 2]);
  expect(stepsOf([10 * MEBIBYTE, 10 * MEBIBYTE, 1, 1])).toEqual([1, 1, 2]);
  expect(stepsOf([1, 10 * MEBIBYTE, 1])).toEqual([1, 1, 1]);
  expect(stepsOf([...Array<null>(1_500).fill(null), 3])).toEqual([1_000, 501]);
});
