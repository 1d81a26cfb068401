import { readCount, readDuration, readSize } from './amounts.js';
import type { EnvironmentVariable } from './environment.js';
import type { LimitRange } from './limit-flag.js';

/** The limits of a run, as flags and as variables. */
export const runLimits = {
  batchAge: { read: readDuration, example: '200ms', least: 1, most: 600_000, range: 'from 1ms to 10m' },
  batchRows: { read: readCount, example: '50000', least: 1, most: 1_000_000, range: 'from 1 to 1000000' },
  batchBytes: { read: readSize, example: '16MiB', least: 1_024, most: 200 * 2 ** 20, range: 'from 1KiB to 200MiB' },
  memory: { read: readSize, example: '400MB', least: 128e6, most: 2 ** 40, range: 'at least 128MB' },
  stopTimeout: { read: readDuration, example: '9s', least: 1_000, most: 3_600_000, range: 'from 1s to 1h' },
} as const satisfies Readonly<Record<string, LimitRange>>;

/** The variable that stands for a flag where it is absent: `KAFKA_INGEST_BATCH_AGE`. */
export const variableOf = (flag: keyof typeof runLimits | 'instance'): string =>
  `KAFKA_INGEST_${flag.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** For help and documentation. */
export const runEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'KAFKA_INGEST_…',
    summary:
      'BATCH_AGE, BATCH_ROWS, BATCH_BYTES, MEMORY, STOP_TIMEOUT and INSTANCE stand for the options of these names. The options come first.',
  },
];
