import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IngestError } from '@proj/diagnostics';
import { keepTrying } from '../src/project/keep-trying.js';

const down = (): IngestError => new IngestError('test/down', 'Down.', { retryable: true });

describe('keepTrying', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits longer after each failure, reports how long, and returns the first success', async () => {
    const waits: number[] = [];
    let calls = 0;
    const result = keepTrying(() => (++calls < 4 ? Promise.reject(down()) : Promise.resolve('up')), {
      signal: new AbortController().signal,
      onFailure: (_, retryInMs) => waits.push(retryInMs),
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toBe('up');
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it('keepTrying gives up at once when a retry cannot help', async () => {
    const denied = new IngestError('test/denied', 'Denied.', { retryable: false });
    const attempt = keepTrying(() => Promise.reject(denied), {
      signal: new AbortController().signal,
      onFailure: () => expect.unreachable(),
    });
    await expect(attempt).rejects.toBe(denied);
  });

  it('keepTrying ends without an error when it is aborted while it waits', async () => {
    const stop = new AbortController();
    const attempt = keepTrying(() => Promise.reject(down()), { signal: stop.signal, onFailure: () => stop.abort() });
    expect(await attempt).toBeUndefined();
  });
});
