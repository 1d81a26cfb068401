import type { Pipeline } from '@proj/kafka-ingest';
import { expect, it } from 'vitest';
import { sayVerdicts } from '../src/terminal/say-verdicts.js';

const pipelines = ['events', 'orders'].map((datasource) => ({
  datasource,
  landing: { database: 'shop', table: datasource, metaColumns: [] },
  quarantine: { database: 'shop', table: `${datasource}_quarantine` },
})) as unknown as readonly Pipeline[];

async function said(query: (sql: string) => Promise<string>): Promise<readonly string[]> {
  const lines: string[] = [];
  await sayVerdicts({ query }, pipelines, {
    say: (text) => void lines.push(`say ${text}`),
    warn: (text) => void lines.push(`warn ${text}`),
  });
  return lines;
}

it('run says the verdict about each data source, and warns where it is not exactly once', async () => {
  const table = (name: string, engine_full: string): string =>
    JSON.stringify({ database: 'shop', name, engine: 'MergeTree', engine_full, partition_key: '', uuid: '', create_table_query: '', dependencies_database: [], dependencies_table: [] }); // prettier-ignore
  const window = 'MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 10000';
  const tables = [table('events', window), table('events_quarantine', window), table('orders', 'MergeTree ORDER BY id'), table('orders_quarantine', window)]; // prettier-ignore
  expect(await said((sql) => Promise.resolve(sql.includes('FROM system.tables') ? tables.join('\n') : ''))).toEqual([
    'say events: exactly once.',
    'warn orders: at least once, because shop.orders remembers no inserts, so that a repeated one doubles its rows. What to change: kafka-ingest doctor',
  ]);
});

it('run goes on, with a warning, when ClickHouse cannot be asked', async () => {
  expect(await said(() => Promise.reject(new Error('It does not answer.')))).toEqual([
    'warn Whether messages arrive exactly once could not be found out: It does not answer.',
  ]);
});
