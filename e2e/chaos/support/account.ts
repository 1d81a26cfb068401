import { ask } from '../../support/clickhouse.js';
import { isBad, type NumberedMessages } from './numbered-messages.js';

/** What became of all messages of a topic. Everything but `produced` and `quarantined` is 0. */
export interface Account {
  readonly produced: number;
  /** Messages that are in neither table. */
  readonly lost: number;
  /** Rows beyond the first of a message, in both tables together. */
  readonly doubled: number;
  /** Rows whose content is that of another message, or that are in the wrong table. */
  readonly mistaken: number;
  readonly quarantined: number;
  /** Blocks that landed before one with lower offsets of their partition. */
  readonly disordered: number;
  /** By how much a materialized view's count is wrong, and its sum. */
  readonly viewCount: number;
  readonly viewSum: number;
}

/** The data source of the tests: when a row has landed is written down by the server. */
export const numbers = (settings: { readonly topic: string; readonly group: string; readonly more?: string }): string =>
  `SCHEMA >
    \`id\` UInt32 \`json:$.id\`,
    \`padding\` LowCardinality(String) \`json:$.padding\`,
    \`landed\` DateTime64(9) \`json:$.landed\` DEFAULT now64(9)

ENGINE_SORTING_KEY id

KAFKA_CONNECTION_NAME broker
KAFKA_TOPIC ${settings.topic}
KAFKA_GROUP_ID ${settings.group}
${settings.more ?? 'KAFKA_AUTO_OFFSET_RESET earliest'}
`;

/** Creates a materialized view on the landing table, which must be there and empty. */
export async function createView(url: string, table = 'numbers'): Promise<void> {
  await command(
    url,
    `CREATE TABLE ${table}_totals (partition Int16, rows UInt64, ids UInt64) ENGINE = SummingMergeTree ORDER BY partition
     SETTINGS non_replicated_deduplication_window = 10000`,
  );
  await command(
    url,
    `CREATE MATERIALIZED VIEW ${table}_view TO ${table}_totals AS
     SELECT __partition AS partition, count() AS rows, sum(id) AS ids FROM ${table} GROUP BY partition`,
  );
}

/** Runs a statement that has no result. */
export async function command(url: string, statement: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: statement });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}

/** Both tables, as partition and offset of each row. */
const both = (table: string): string =>
  `(SELECT __partition AS p, __offset AS o FROM ${table} UNION ALL SELECT __partition, __offset FROM ${table}_quarantine)`;

/** How many of the messages are in one of the tables. */
export async function arrived(url: string, table = 'numbers'): Promise<number> {
  const [row] = await ask<{ readonly n: number }>(url, `SELECT uniqExact(p, o) AS n FROM ${both(table)}`);
  return row?.n ?? 0;
}

/** Compares the tables with what was produced. */
export async function account(
  url: string,
  { count: produced, partitions }: NumberedMessages,
  { table = 'numbers', hasView = true } = {},
): Promise<Account> {
  const number = `(__offset * ${partitions} + __partition)`;
  const [rows] = await ask<{ readonly all: number; readonly distinct: number }>(
    url,
    `SELECT count() AS all, uniqExact(p, o) AS distinct FROM ${both(table)} WHERE o * ${partitions} + p < ${produced}`,
  );
  const [landing] = await ask<{ readonly wrong: number; readonly rows: number; readonly ids: number }>(
    url,
    `SELECT countIf(id != ${number} OR ${number} >= ${produced}) AS wrong, count() AS rows, sum(id) AS ids FROM ${table}`,
  );
  const [quarantine] = await ask<{ readonly wrong: number; readonly rows: number }>(
    url,
    `SELECT countIf(JSONExtractString(__value, 'id') != concat('bad ', toString(${number}))) AS wrong, count() AS rows
     FROM ${table}_quarantine`,
  );
  const [order] = await ask<{ readonly n: number }>(
    url,
    `SELECT count() AS n FROM (
       SELECT low, max(high) OVER (PARTITION BY p ORDER BY landed ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
         row_number() OVER (PARTITION BY p ORDER BY landed) AS nth
       FROM (SELECT __partition AS p, landed, min(__offset) AS low, max(__offset) AS high FROM ${table} GROUP BY p, landed))
     WHERE nth > 1 AND low <= before`,
  );
  const view = hasView
    ? await ask<{ readonly rows: number; readonly ids: number }>(
        url,
        `SELECT sum(rows) AS rows, sum(ids) AS ids FROM ${table}_totals`,
      )
    : [landing];
  const good = Array.from({ length: produced }, (_, n) => n).filter((n) => !isBad(n));
  return {
    produced,
    lost: produced - (rows?.distinct ?? 0),
    doubled: (rows?.all ?? 0) - (rows?.distinct ?? 0),
    mistaken: (landing?.wrong ?? 0) + (quarantine?.wrong ?? 0),
    quarantined: quarantine?.rows ?? 0,
    disordered: order?.n ?? 0,
    viewCount: (view[0]?.rows ?? 0) - good.length,
    viewSum: (view[0]?.ids ?? 0) - good.reduce((sum, n) => sum + n, 0),
  };
}

/** What the account of a run without mistakes is. */
export const exact = (produced: number): Account => ({
  produced,
  lost: 0,
  doubled: 0,
  mistaken: 0,
  quarantined: Math.floor(produced / 100),
  disordered: 0,
  viewCount: 0,
  viewSum: 0,
});
