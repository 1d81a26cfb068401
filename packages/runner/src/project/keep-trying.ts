import { isRetryable } from '@proj/diagnostics';

/**
 * Repeats an action until it succeeds or fails for good. The wait between attempts doubles from
 * half a second to 30, so that a server that returns is found soon, and one that stays away is not
 * flooded with requests.
 *
 * @returns the result; undefined when `signal` ended the wait
 * @throws what `action` threw, when another attempt cannot help
 */
export async function keepTrying<T>(
  action: () => Promise<T>,
  options: {
    readonly signal: AbortSignal;
    readonly onFailure: (error: unknown, retryInMs: number) => void;
    /** Whether another attempt can help. @default after retryable errors */
    readonly mayHelp?: (error: unknown) => boolean;
  },
): Promise<T | undefined> {
  for (let attempt = 0; !options.signal.aborted; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!(options.mayHelp ?? isRetryable)(error)) throw error;
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
