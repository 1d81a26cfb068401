import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DatasourceStats } from '@proj/kafka-ingest';
import { logProgress } from '../src/terminal/progress-log.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('the log counts what landed and what was quarantined since the last line, and stays silent without progress', () => {
  const lines: string[] = [];
  const tell = (level: string) => (_: unknown, text: string) => void lines.push(`${level} ${text}`);
  const logger = { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') };
  const counters = { rowsLanded: 0, rowsQuarantined: 0 };
  const stop = logProgress(logger, () => ({
    unacknowledgedBytes: 0,
    datasources: [
      { datasource: 'orders', ...counters, lag: 0, lastQuarantineReason: 'id: value is missing' } as DatasourceStats,
    ],
  }));
  counters.rowsLanded = 10;
  vi.advanceTimersByTime(30_000);
  vi.advanceTimersByTime(30_000);
  Object.assign(counters, { rowsLanded: 15, rowsQuarantined: 2 });
  vi.advanceTimersByTime(30_000);
  stop();
  counters.rowsLanded = 20;
  vi.advanceTimersByTime(30_000);
  expect(lines).toEqual([
    'info orders: 10 rows landed.',
    'warn orders: 5 rows landed, 2 quarantined. The last one because of id: value is missing',
  ]);
});

it('the log never skips a data source that is behind, or whose lag is unknown', () => {
  const lines: string[] = [];
  const tell = (level: string) => (_: unknown, text: string) => void lines.push(`${level} ${text}`);
  const logger = { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') };
  const idle = { rowsLanded: 7, rowsQuarantined: 0 };
  const datasources = [
    { datasource: 'done', ...idle, partitions: 1, lag: 0 },
    { datasource: 'behind', ...idle, partitions: 1, lag: 30 },
    { datasource: 'unknown', ...idle, partitions: 1, lag: undefined },
    { datasource: 'alone', ...idle, partitions: 0, lag: undefined },
  ].map((one) => one as DatasourceStats);
  const stop = logProgress(logger, () => ({ unacknowledgedBytes: 0, datasources }));
  vi.advanceTimersByTime(30_000);
  lines.length = 0;
  vi.advanceTimersByTime(30_000);
  stop();
  expect(lines).toEqual([
    'warn behind: nothing landed, lag 30.',
    'warn unknown: nothing landed, lag unknown.',
    'warn alone: nothing landed, no partition is assigned.',
  ]);
});

it('the log has one line per data source every half minute, for a million bad messages as for one', () => {
  const lines: string[] = [];
  const tell = (_: unknown, text: string) => void lines.push(text);
  const logger = { debug: tell, info: tell, warn: tell, error: tell };
  let rowsQuarantined = 0;
  const stop = logProgress(logger, () => ({
    unacknowledgedBytes: 0,
    datasources: ['orders', 'events'].map(
      (datasource) =>
        ({
          datasource,
          rowsLanded: 0,
          rowsQuarantined,
          lag: 0,
          lastQuarantineReason: 'id: value is missing',
        }) as DatasourceStats,
    ),
  }));
  // Ten minutes, with a batch every 100 ms.
  for (let batch = 0; batch < 6_000; batch++) {
    rowsQuarantined += 200;
    vi.advanceTimersByTime(100);
  }
  stop();
  expect(rowsQuarantined).toBeGreaterThan(1_000_000);
  expect(lines).toHaveLength(2 * 20);
});
