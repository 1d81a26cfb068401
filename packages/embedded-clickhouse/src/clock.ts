/** Time, passed in so that tests decide how fast it goes. */
export interface KeepClock {
  /** Milliseconds since some moment in the past, never going back. */
  now(): number;
  /** Calls back once after `ms`. Returns how to cancel that. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: KeepClock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or as soon as the signal is aborted. */
export function pause(clock: KeepClock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    signal?.addEventListener('abort', finish);
  });
}
