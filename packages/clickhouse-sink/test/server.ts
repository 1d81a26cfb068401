import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import { parseType, type ClickHouseType } from '@proj/clickhouse-types';
import { createClickHouse, type Block, type ClickHouse, type RowFilter } from '../src/index.js';

/** The server of this run, and a database of the test file's own in it. */
export function ownDatabase(): { readonly name: string; readonly url: string; readonly clickhouse: ClickHouse } {
  const name = `sink_${randomBytes(6).toString('hex')}`;
  const url = inject('clickhouseUrl');
  const clickhouse = createClickHouse({ url: `${url}/${name}` });
  beforeAll(() => clickhouse.command(`CREATE DATABASE ${name}`, { database: '' }));
  afterAll(async () => {
    await clickhouse.command(`DROP DATABASE ${name} SYNC`, { database: '' });
    await clickhouse.close();
  });
  return { name, url, clickhouse };
}

/** A type, or a failed test. */
export function type(text: string): ClickHouseType {
  const parsed = parseType(text).type;
  if (!parsed) throw new Error(`${text} does not parse`);
  return parsed;
}

export async function rows<Row = Record<string, unknown>>(
  clickhouse: ClickHouse,
  sql: string,
): Promise<readonly Row[]> {
  const text = await clickhouse.query(sql, { format: 'JSONEachRow' });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}

let queries = 0;
/** A query id that no other test uses. */
export const queryId = (): string => `test:${process.pid}:${++queries}:${randomBytes(4).toString('hex')}`;

/** Sends a block, or some of its rows, without a token. */
export const send = (clickhouse: ClickHouse, table: string, block: Block, only?: RowFilter): Promise<void> =>
  clickhouse.insert({
    database: clickhouse.database,
    table,
    block,
    queryId: queryId(),
    ...(only ? { only: [only] } : {}),
  });
