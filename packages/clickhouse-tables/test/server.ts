import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import { parseType, type ClickHouseType } from '@proj/clickhouse-types';
import type { StatementOptions, TableServer } from '../src/index.js';

/** A {@link TableServer} over plain HTTP, which also remembers what it was asked. */
export interface RecordingServer extends TableServer {
  readonly statements: readonly { readonly sql: string; readonly secretReferences: readonly string[] }[];
}

function httpServer(url: string): RecordingServer {
  const statements: { sql: string; secretReferences: readonly string[] }[] = [];
  async function query(sql: string, options: StatementOptions & { readonly format?: string } = {}): Promise<string> {
    const { format = 'JSONEachRow', database, settings = {}, secretReferences = [] } = options;
    statements.push({ sql, secretReferences });
    const address = new URL(url);
    const given = { default_format: format, wait_end_of_query: 1, ...settings, ...(database ? { database } : {}) };
    for (const [name, value] of Object.entries(given)) address.searchParams.set(name, String(value));
    const answer = await fetch(address, { method: 'POST', body: sql });
    const text = await answer.text();
    if (!answer.ok) throw new Error(secretReferences.length > 0 ? `hidden: ${secretReferences.join()}` : text);
    return text;
  }
  return {
    statements,
    query,
    async command(sql, options) {
      await query(sql, options);
    },
  };
}

/** The server of this run, and a database that only this test file uses. */
export function ownDatabase(): { readonly name: string; readonly server: RecordingServer } {
  const name = `tables_${randomBytes(6).toString('hex')}`;
  const server = httpServer(inject('clickhouseUrl'));
  beforeAll(() => server.command(`CREATE DATABASE ${name}`));
  afterAll(() => server.command(`DROP DATABASE ${name} SYNC`));
  return { name, server };
}

/** The server, where names without a database mean this one. */
export const within = (server: TableServer, database: string): TableServer => ({
  query: (sql, options) => server.query(sql, { database, ...options }),
  command: (sql, options) => server.command(sql, { database, ...options }),
});

/** A type, or a failed test. */
export function type(text: string): ClickHouseType {
  const parsed = parseType(text).type;
  if (!parsed) throw new Error(`${text} does not parse`);
  return parsed;
}

export async function rows(server: TableServer, sql: string): Promise<readonly unknown[]> {
  const text = await server.query(sql, { format: 'JSONEachRow' });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
}
