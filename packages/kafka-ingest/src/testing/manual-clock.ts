import type { Clock } from '../ports.js';

/** A clock that stands still until it is advanced. */
export interface ManualClock extends Clock {
  /**
   * Lets this many ms pass: timers that fall due call back in order, and promises settle in
   * between.
   */
  advance(ms: number): Promise<void>;
}

/** 2026-01-01. */
const START = 1_767_225_600_000;

/**
 * Creates a clock that starts at 0.
 *
 * @param random the result of `random()`; 0.5 by default
 */
export function manualClock(random: () => number = () => 0.5): ManualClock {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    unixMs: () => START + now,
    random,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const [next] = [...timers].filter((one) => one.at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = end;
      await settle();
    },
  };
}
