/**
 * Writes what a run has shown into the output, where `npm run chaos` finds it.
 *
 * @param times in milliseconds
 */
export function report(what: string, times: readonly number[] = []): void {
  const sorted = [...times].sort((a, b) => a - b);
  const seconds = (ms: number | undefined): string => `${((ms ?? 0) / 1_000).toFixed(1)} s`;
  const spread =
    sorted.length === 0
      ? ''
      : `; new rows after ${seconds(sorted[Math.floor(sorted.length / 2)])} in the middle, ${seconds(sorted.at(-1))} at most`;
  process.stdout.write(`chaos: ${what}${spread}\n`);
}
