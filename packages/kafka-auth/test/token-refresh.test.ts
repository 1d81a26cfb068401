import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { tokenRefreshCallback, type ClientToken, type KafkaToken } from '../src/index.js';

const token: KafkaToken = { value: 'v', expiresAtMs: 1_900_000_000_000, principal: 'p' };

/**
 * What a client is given: an error's message or a token. With `throwing` it throws, as a
 * disconnected one does.
 */
function recorded(throwing = false) {
  const given: (string | ClientToken)[] = [];
  const done = (error: Error | null, one?: ClientToken): void => {
    given.push(error ? error.message : one!);
    if (error) error.message = `oauthbearer_token_refresh_cb: ${error.message}`;
    if (throwing) throw new Error('Local: Erroneous state');
  };
  return { given, done };
}

describe('the callback of a client', () => {
  it('hands on a token', async () => {
    const { given, done } = recorded();
    const callback = tokenRefreshCallback({ token: async () => token }, { signal: new AbortController().signal });
    expect(callback('', done)).toBeUndefined();
    await sleep(0);
    expect(given).toEqual([{ tokenValue: 'v', lifetime: 1_900_000_000_000, principal: 'p' }]);
  });

  it('hands on a failure that several clients share, to each unchanged', async () => {
    const failure = new Error('no credentials');
    const failures: unknown[] = [];
    const callback = tokenRefreshCallback(
      { token: () => Promise.reject(failure) },
      { signal: new AbortController().signal, onFailure: (error) => failures.push(error) },
    );
    const { given, done } = recorded();
    callback('', done);
    callback('', done);
    await sleep(0);
    expect(given).toEqual(['no credentials', 'no credentials']);
    expect(failures).toEqual([failure, failure]);
    expect(failure.message).toBe('no credentials');
  });

  it.each([
    ['a token', () => Promise.resolve(token)],
    ['a failure', () => Promise.reject(new Error('late'))],
  ])('the callback of a client says nothing to a client that is closing: %s', async (_, make) => {
    const closing = new AbortController();
    const { given, done } = recorded();
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    // A provider that does not look at the signal.
    const callback = tokenRefreshCallback({ token: () => gate.then(make) }, { signal: closing.signal });
    callback('', done);
    closing.abort();
    go();
    await sleep(0);
    expect(given).toEqual([]);
  });

  it('the callback of a client survives a client that was disconnected elsewhere', async () => {
    // An unhandled rejection would fail the run.
    const { given, done } = recorded(true);
    const signal = new AbortController().signal;
    tokenRefreshCallback({ token: async () => token }, { signal })('', done);
    tokenRefreshCallback({ token: () => Promise.reject(new Error('no')) }, { signal })('', done);
    await sleep(0);
    expect(given).toHaveLength(2);
  });
});
