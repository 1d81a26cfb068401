import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMicrosOf, peakMemoryMBOf } from './proc-stat.js';
import { queryNumber } from './query.js';
import type { Consuming, Consumption } from './side.js';
import { steadyFigures, type Sample, type SteadyFigures } from './steady-window.js';

export interface BacklogFigures extends SteadyFigures {
  /** Of the process that consumes from Kafka. */
  readonly peakMemoryMB: number;
  /** Of ClickHouse, which for the engine is the same process. */
  readonly clickhousePeakMemoryMB: number;
  /** From the start of consuming to the last row. */
  readonly wholeSeconds: number;
}

const POLL_MS = 50;
const STALL_MS = 90_000;

/** Watches a side consume a backlog of `messages` messages. */
export async function measureBacklog(
  consuming: Consuming,
  { clickhouse, table }: Consumption,
  messages: number,
  onProgress: (rows: number) => void,
): Promise<BacklogFigures> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  let changedAt = startedAt;
  for (let rows = 0; rows < messages;) {
    await sleep(POLL_MS);
    // Answered from the list of parts, at almost no cost to the server.
    const seen = await rowsOf(clickhouse.url, table);
    const atMs = performance.now();
    samples.push({ atMs, rows: seen, cpuMicros: cpuMicrosOf(consuming.cpuPids) });
    if (seen > rows) {
      changedAt = atMs;
      onProgress(seen);
    } else if (consuming.hasEnded() || atMs - changedAt > STALL_MS) {
      const what = consuming.hasEnded() ? 'ended' : `landed nothing for ${STALL_MS / 1_000} s`;
      throw new Error(`It ${what} after ${seen} of ${messages} rows.\n${await consuming.lastWords()}`);
    }
    rows = seen;
  }
  return {
    ...steadyFigures(samples, messages),
    // Before any other query reaches the server.
    peakMemoryMB: peakMemoryMBOf(consuming.memoryPid),
    clickhousePeakMemoryMB: peakMemoryMBOf(clickhouse.pid),
    wholeSeconds: (performance.now() - startedAt) / 1_000,
  };
}

/** The runner creates its table itself, a moment after it was started. */
async function rowsOf(url: string, table: string): Promise<number> {
  const sql = `SELECT sum(total_rows) FROM system.tables WHERE database = 'default' AND name = '${table}'`;
  return queryNumber(url, sql);
}
