import process from 'node:process';

/*
 * Rates are of CPU time, of all threads of this process: on a machine that does other things too,
 * the time on the clock says nothing. On a quiet one the two are nearly the same.
 */

/**
 * How often a task is done in a second of CPU time: the median over rounds of at least 50 ms, after
 * a warm-up.
 */
export function ratePerSecond(seconds: number, task: () => void): number {
  const warm = process.cpuUsage();
  while (secondsSince(warm) < seconds / 3) task();
  const rates: number[] = [];
  const start = process.cpuUsage();
  do {
    const round = process.cpuUsage();
    let times = 0;
    let took = 0;
    do {
      task();
      times++;
      took = secondsSince(round);
    } while (took < 0.05);
    rates.push(times / took);
  } while (secondsSince(start) < seconds);
  return median(rates);
}

/** CPU time of one go at a task, in milliseconds: the median of some. */
export function millisecondsOf(rounds: number, task: () => void): number {
  return median(
    Array.from({ length: rounds }, () => {
      const start = process.cpuUsage();
      task();
      return secondsSince(start) * 1_000;
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
}

/** Large ones whole, small ones with a digit. */
export const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}
