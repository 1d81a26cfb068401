// `npm run simulate`: the delivery under simulated failure, at scale.
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { bundleSimulation } from './bundle-simulation.js';
import { parseSimulateOptions, usage, type SimulateOptions } from './options.js';
import { explainSeed, type Finding } from './play-seeds.js';
import type { WorkerReport, WorkerTask } from './worker.js';

const RANGE = 100;
const PROGRESS_MS = 10_000;

async function main(): Promise<number> {
  let options: SimulateOptions | 'help';
  try {
    options = parseSimulateOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (options.seed !== undefined) {
    const text = await explainSeed(options.seed);
    process.stdout.write(`${text}\n`);
    return text.includes('no promise is broken') ? 0 : 1;
  }
  return playAll(options);
}

async function playAll({ from, schedules, workers }: SimulateOptions): Promise<number> {
  const url = await bundleSimulation('worker', 'worker.ts');
  const startedAt = performance.now();
  const found: Finding[] = [];
  let played = 0;
  const say = (): void => {
    const perSecond = played / ((performance.now() - startedAt) / 1_000);
    process.stdout.write(
      `${played} of ${schedules} schedules, ${perSecond.toFixed(0)} per second, ${found.length} with a broken promise\n`,
    );
  };
  const progress = setInterval(say, PROGRESS_MS);
  const play = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const task: WorkerTask = { from: from + index * RANGE, to: from + schedules, size: RANGE, step: workers * RANGE };
      const worker = new Worker(url, { workerData: task });
      worker.on('message', (report: WorkerReport) => {
        played += report.played;
        found.push(...report.found);
        for (const { seed, failure } of report.found) process.stdout.write(`seed ${seed}: ${failure}\n`);
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: workers }, (_, index) => play(index)));
  clearInterval(progress);
  say();
  if (found.length === 0) return 0;
  process.stdout.write(`\n${await explainSeed(Math.min(...found.map((one) => one.seed)))}\n`);
  return 1;
}

process.exitCode = await main();
