import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createBlockBuilder, createClickHouse, type Block } from '../src/index.js';
import { fakeAnswer, ownHeaders } from './fake-answer.js';
import { ownDatabase, type } from './server.js';
import { write } from './write-value.js';

const { clickhouse, name: database } = ownDatabase();

function blockOf(rows: number): Block {
  const builder = createBlockBuilder([{ name: 'id', type: type('UInt32') }]);
  for (let i = 0; i < rows; i++) {
    write(builder.writers[0]!, i);
    builder.endRow();
  }
  return builder.finish();
}

/** A table whose view makes every insert last, a tenth of a second a row. */
async function makeSlowTable(): Promise<void> {
  const settings = 'SETTINGS non_replicated_deduplication_window = 100';
  for (const name of ['slow', 'target'])
    await clickhouse.command(`CREATE OR REPLACE TABLE ${name} (id UInt32) ENGINE = MergeTree ORDER BY id ${settings}`);
  await clickhouse.command('DROP VIEW IF EXISTS view');
  await clickhouse.command(
    'CREATE MATERIALIZED VIEW view TO target AS SELECT id FROM (SELECT id, sleepEachRow(0.1) AS s FROM slow) WHERE s = 0',
  );
}

/** Begins an insert, and resolves when the server works on it. */
async function begin(queryId: string, rows = 25): Promise<{ readonly outcome: Promise<unknown> }> {
  const outcome = clickhouse
    .insert({ database, table: 'slow', block: blockOf(rows), token: 't', queryId })
    .catch((error: unknown) => error);
  const running = `SELECT count() FROM system.processes WHERE query_id = {id:String}`;
  while ((await clickhouse.query(running, { format: 'TSV', settings: { param_id: queryId } })) === '0\n')
    await pause(10);
  return { outcome };
}

it('an insert of an earlier owner is ended, and only those whose ids begin as given', async () => {
  await makeSlowTable();
  const mine = await begin('ds:g:50%_off\\:0:0-24:1');
  const other = await begin('ds:g:50x_off\\:0:0-24:1');
  await clickhouse.endInserts('ds:g:50%_off\\:0:');
  expect(await mine.outcome).toMatchObject({ name: 'InsertError', action: 'retry', clickhouseCode: 394 });
  expect(await other.outcome).toBeUndefined();
});

it('an insert that was ended leaves the range complete once it is repeated', async () => {
  await makeSlowTable();
  const ended = await begin('again:1');
  await clickhouse.endInserts('again:');
  expect(await ended.outcome).toMatchObject({ action: 'retry' });
  await clickhouse.insert({ database, table: 'slow', block: blockOf(25), token: 't', queryId: 'again:2' });
  const counts = 'SELECT (SELECT count() FROM slow), (SELECT count() FROM target)';
  expect(await clickhouse.query(counts, { format: 'TSV' })).toBe('25\t25\n');
});

it('a query id that is still at work is answered with a retry', async () => {
  await makeSlowTable();
  const first = await begin('same:1');
  const again = clickhouse.insert({ database, table: 'slow', block: blockOf(25), token: 't', queryId: 'same:1' });
  await expect(again).rejects.toMatchObject({ action: 'retry', clickhouseCode: 216 });
  expect(await first.outcome).toBeUndefined();
});

it('nothing to end is no error', async () => {
  await expect(clickhouse.endInserts('nobody:')).resolves.toBeUndefined();
});

const refused = (code: number, status: number) => ({
  status,
  headers: { 'X-ClickHouse-Exception-Code': String(code) },
  text: `Code: ${code}. DB::Exception: No. (NO) (version 26.7.2.1)`,
});

it.each([
  ['the user may not', refused(497, 403)],
  ['the server does not know the statement', refused(62, 400)],
])('it goes on when %s', async (_, answer) => {
  const fake = await fakeAnswer(answer);
  const client = createClickHouse({ url: fake.url });
  onTestFinished(() => client.close());
  await expect(client.endInserts('x')).resolves.toBeUndefined();
});

it.each([
  ['there is no answer', { status: 503, text: 'busy' }],
  ['an insert cannot be ended', (response: Parameters<Extract<Parameters<typeof fakeAnswer>[0], (...all: never[]) => void>>[0]) => void response.writeHead(200, ownHeaders('q')).end('cant_cancel\tx:1\tdefault\tINSERT\n')],
])('it is to be tried again when %s', async (_, answer) => {
  const fake = await fakeAnswer(answer);
  const client = createClickHouse({ url: fake.url });
  onTestFinished(() => client.close());
  await expect(client.endInserts('x')).rejects.toMatchObject({ retryable: true });
}); // prettier-ignore
