import { expect, it } from 'vitest';
import { clientErrors } from '../src/kafka/client/client-error.js';
import { UnreadableBatches } from '../src/kafka/problems/unreadable-batches.js';

it('a batch that cannot be decompressed is reported once a minute with advice, other errors are not', () => {
  let now = 5;
  const clock = { now: () => now, unixMs: () => now, after: () => () => undefined, random: () => 0 };
  const batches = new UnreadableBatches('shop', ['orders', 'visits'], clock);
  const error = { code: clientErrors.badCompression, message: 'Local: Invalid compressed data' };
  expect(batches.notice({ code: clientErrors.timedOut })).toBeUndefined();
  expect(batches.notice(error)).toEqual({
    code: 'kafka/batch-unreadable',
    message: expect.stringContaining(
      'Connection shop: a batch of messages cannot be decompressed (orders, visits).',
    ) as string,
    hint: expect.stringContaining('--reset-offsets') as string,
    retryable: false,
  });
  now += 59_999;
  expect(batches.notice(error)).toBeUndefined();
  now += 1;
  expect(batches.notice(error)?.code).toBe('kafka/batch-unreadable');
});
