const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait after the nth attempt, from 1. In ms: 1 2 4 8 16 30 30 … seconds, the half of it or more. */
export function retryPauseMs(attempt: number, random: () => number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (0.5 + random() / 2));
}
