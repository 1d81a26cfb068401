import { isRetryable } from '@proj/diagnostics';

/**
 * Does something until it works or until failing again is certain. Waits from half a second to 30 between
 * attempts, doubling, so that a server that comes back is found soon and one that is gone is not pestered.
 *
 * @throws what `action` threw, when it is not retryable; nothing is thrown when `signal` ends the wait: the
 * answer is then undefined.
 */
export async function keepTrying<T>(
  action: () => Promise<T>,
  options: { readonly signal: AbortSignal; readonly onFailure: (error: unknown, retryInMs: number) => void },
): Promise<T | undefined> {
  for (let attempt = 0; !options.signal.aborted; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      const delayMs = Math.min(30_000, 500 * 2 ** attempt);
      options.onFailure(error, delayMs);
      await pause(delayMs, options.signal);
    }
  }
  return undefined;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
