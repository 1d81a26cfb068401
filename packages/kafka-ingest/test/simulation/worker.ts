import { parentPort, workerData } from 'node:worker_threads';
import { playSeeds, type Finding } from './play-seeds.js';

/**
 * What a worker is to play: ranges of seeds, one after the other, each `step` seeds after the last.
 */
export interface WorkerTask {
  readonly from: number;
  readonly to: number;
  /** How many seeds are reported together. */
  readonly size: number;
  readonly step: number;
}

/** What a worker reports after each range. */
export interface WorkerReport {
  readonly played: number;
  readonly found: readonly Finding[];
}

const { from, to, size, step } = workerData as WorkerTask;
for (let first = from; first < to; first += step) {
  const count = Math.min(size, to - first);
  const found = await playSeeds(first, count, Infinity);
  parentPort?.postMessage({ played: count, found } satisfies WorkerReport);
}
