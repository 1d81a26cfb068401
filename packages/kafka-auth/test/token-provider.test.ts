import { describe, expect, it } from 'vitest';
import { sharedTokens, type KafkaToken } from '../src/token-provider.js';

/** Tokens `1`, `2`, … that live for `lifeMs`, on a clock that only the test moves. */
function counted(lifeMs: number) {
  const clock = { ms: 1_000 };
  let made = 0;
  const provider = sharedTokens(
    async (): Promise<KafkaToken> => {
      made += 1;
      return { value: String(made), expiresAtMs: clock.ms + lifeMs, principal: '' };
    },
    () => clock.ms,
  );
  return { clock, value: async () => (await provider.token()).value };
}

describe('a shared token', () => {
  it('a shared token is handed out until half of its life is over', async () => {
    const { clock, value } = counted(900_000);
    expect(await value()).toBe('1');
    clock.ms += 449_999;
    expect(await value()).toBe('1');
    clock.ms += 1;
    expect(await value()).toBe('2');
    clock.ms += 449_999;
    expect(await value()).toBe('2');
  });

  it('a shared token is always new when a client asks for the next one, at four fifths of its life', async () => {
    const { clock, value } = counted(900_000);
    const seen = [await value()];
    for (let n = 0; n < 3; n++) {
      clock.ms += 720_000;
      seen.push(await value());
    }
    expect(seen).toEqual(['1', '2', '3', '4']);
  });
});

describe('a failure', () => {
  it('a failure reaches every caller that waits, and the next call tries again', async () => {
    let tries = 0;
    const provider = sharedTokens(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no');
      return { value: 'late', expiresAtMs: Date.now() + 60_000, principal: '' };
    });
    const both = await Promise.allSettled([provider.token(), provider.token()]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(tries).toBe(1);
    expect((await provider.token()).value).toBe('late');
  });
});

describe('a caller who gives up', () => {
  it('a caller that gives up gets its own reason, and the others get their token', async () => {
    let finish = (_: KafkaToken): void => undefined;
    const provider = sharedTokens(() => new Promise((resolve) => (finish = resolve)));
    const stop = new AbortController();
    const impatient = provider.token(stop.signal);
    const patient = provider.token(new AbortController().signal);
    stop.abort(new Error('closing'));
    await expect(impatient).rejects.toThrow('closing');
    finish({ value: 'x', expiresAtMs: Date.now() + 60_000, principal: '' });
    expect((await patient).value).toBe('x');
  });

  it('a caller that has given up before does not cause a token to be made', async () => {
    let made = 0;
    const provider = sharedTokens(async () => {
      made += 1;
      return { value: 'x', expiresAtMs: Date.now() + 60_000, principal: '' };
    });
    await expect(provider.token(AbortSignal.abort(new Error('closing')))).rejects.toThrow('closing');
    expect(made).toBe(0);
  });
});
