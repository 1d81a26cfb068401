import { expect, it } from 'vitest';

import { IngestError, isRetryable } from '../src/index.js';

class BrokerError extends IngestError {
  override readonly name = 'BrokerError';
}

it('an error carries its code, cause and hint, and whether trying again can help', () => {
  const cause = new Error('refused');
  const error = new BrokerError('kafka/unreachable', 'No broker answers.', {
    retryable: true,
    cause,
    hint: 'Start one.',
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'BrokerError',
    code: 'kafka/unreachable',
    message: 'No broker answers.',
    retryable: true,
    cause,
    hint: 'Start one.',
  });
  expect(String(error)).toBe('BrokerError: No broker answers.');
});

it('has no cause and no hint when none is given', () => {
  const error = new IngestError('a/b', 'Broken.', { retryable: false });
  expect(error.hint).toBeUndefined();
  expect('cause' in error).toBe(false);
});

it('can be asked of anything whether it is worth another try', () => {
  expect(isRetryable(new IngestError('a/b', '', { retryable: true }))).toBe(true);
  expect(isRetryable(new IngestError('a/b', '', { retryable: false }))).toBe(false);
  for (const other of [new Error('a'), { retryable: true }, 'retryable', undefined, null])
    expect(isRetryable(other)).toBe(false);
});
