import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { printType } from '@proj/clickhouse-types';
import { jsonCodec, packField } from '@proj/codecs';
import { parseProject } from '@proj/datafile-parser';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { BatchEncoder } from '../src/encode/batch-encoder.js';
import { decodeRun } from '../src/encode/decode-run.js';
import { sentQuarantineColumns } from '../src/encode/quarantine-rows.js';
import { compileProject, type CompiledProject, type PackedBatch } from '../src/index.js';
import { RAW_VALUE_LIMIT } from '../src/message-limits.js';
import { pipelineOf } from './support/pipelines.js';

function batchOf(messages: readonly (string | null)[]): PackedBatch {
  const { bytes, start, end } = packField(messages);
  const { length } = messages;
  const none = new Int32Array(length).fill(-1);
  return {
    count: length, bytes, topics: ['events'], topicIndex: new Uint16Array(length), partition: new Int32Array(length),
    offset: Float64Array.from(messages, (_, i) => i), timestamp: new Float64Array(length).fill(1_700_000_000_000),
    keyStart: none, keyEnd: none, valueStart: start, valueEnd: end, headers: () => [], retain: () => undefined,
  }; // prettier-ignore
}

async function append(encoder: BatchEncoder, batch: PackedBatch): Promise<void> {
  const run = { batch, from: 0, to: batch.count };
  encoder.append(run, await decodeRun(encoder.pipeline, run));
}

describe('the quarantine table', () => {
  const SCHEMA = 'id UInt32 `json:$.id`,\n    price Decimal(9, 2) `json:$.price`,\n    raw String `json:$`';
  const suffix = randomBytes(6).toString('hex');
  const connection = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS localhost:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n';
  const kafka = 'KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC events\nKAFKA_GROUP_ID events\n';

  function project(schema: string): CompiledProject {
    const { project: parsed } = parseProject([
      { path: 'shop.connection', text: connection },
      { path: 'events.datasource', text: `SCHEMA >\n    ${schema}\n\n${kafka}` },
    ]);
    return compileProject(parsed, { lookupSecret: () => undefined, database: `quarantine_${suffix}` });
  }

  it('takes every bad message with a reason for each bad column, also after the schema has grown', async () => {
    const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
    onTestFinished(async () => {
      await clickhouse.command(`DROP DATABASE IF EXISTS quarantine_${suffix} SYNC`);
      await clickhouse.close();
    });
    const land = async (schema: string, messages: readonly (string | null)[]): Promise<void> => {
      const { tables, pipelines, diagnostics } = project(schema);
      expect(diagnostics).toEqual([]);
      await applyDeploy(clickhouse, await planDeploy(clickhouse, tables));
      const [pipeline] = pipelines;
      if (!pipeline) throw new Error('no pipeline');
      const encoder = new BatchEncoder(pipeline);
      await append(encoder, batchOf(messages));
      const { landing, quarantine } = encoder.finish();
      const { database } = pipeline.landing;
      for (const [block, { table }] of [[landing, pipeline.landing], [quarantine, pipeline.quarantine]] as const) {
        if (block) await clickhouse.insert({ database, table, block, queryId: `quarantine:${suffix}:${table}:${messages.length}` });
      } // prettier-ignore
    };
    await land(SCHEMA, [
      '{"id":1,"price":"2.50"}',
      '{"id":-1,"price":"much"}',
      '{"id":[1,{"a":9007199254740993}],"price":3}',
      '{"id":',
      null,
    ]);
    await land(
      `${SCHEMA},\n    place Point \`json:$.place\`,\n    tags Nested(name String, weight UInt8) \`json:$.tags\``,
      [
        '{"id":2,"price":1,"place":[1,2],"tags":[{"name":"a","weight":1}]}',
        '{"id":3,"price":1,"place":{"x":1},"tags":[{"name":"a","weight":256}]}',
      ],
    );

    const rows = async (sql: string): Promise<unknown[]> =>
      (await clickhouse.query(sql, { database: `quarantine_${suffix}` }))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    expect(await rows('SELECT id, toString(price) AS price, `tags.name` AS names FROM events ORDER BY id')).toEqual([
      { id: 1, price: '2.5', names: [] },
      { id: 2, price: '1', names: ['a'] },
    ]);
    const found = await rows(
      'SELECT c__error_column, arrayMap(one -> left(one, position(one, \',\') > 0 ? position(one, \',\') - 1 : 99), c__error) AS errors, id, price, place, tags, __value FROM events_quarantine ORDER BY insertion_date, length(__value), __value',
    ); // prettier-ignore
    expect(found).toHaveLength(5);
    expect(found).toEqual(
      expect.arrayContaining([
        {
          c__error_column: ['id', 'price'],
          errors: [`value '-1' on column 'id' is not UInt32`, `value 'much' on column 'price' is not Decimal(9`],
          id: '-1', price: 'much', place: null, tags: null, __value: '{"id":-1,"price":"much"}',
        }, // prettier-ignore
        expect.objectContaining({ c__error_column: ['id'], id: '[1,{"a":9007199254740993}]', price: '3' }),
        expect.objectContaining({ c__error_column: ['__value'], id: null, __value: '{"id":' }),
        expect.objectContaining({ c__error_column: ['__value'], id: null, __value: '' }),
        expect.objectContaining({
          c__error_column: ['place', 'tags'],
          id: '3', place: '{"x":1}', tags: '[{"name":"a","weight":256}]',
        }), // prettier-ignore
      ]),
    );
  });

  it('keeps a raw message of just a mebibyte whole, whatever lies behind it', async () => {
    const encoder = new BatchEncoder(pipelineOf({ columns: [['n', 'Int64', '$.n']], valueCodec: jsonCodec }));
    const message = `{"n":"${'x'.repeat(RAW_VALUE_LIMIT - 8)}"}`;
    const batch = batchOf([message]);
    // The next message's bytes: in the middle of a character, if they were the message's.
    const bytes = Buffer.concat([batch.bytes, Buffer.alloc(3, 0x80)]);
    await append(encoder, { ...batch, bytes });
    const parts = encoder.finish().quarantine?.parts ?? [];
    const block = Buffer.concat(parts).toString('latin1');
    expect(message).toHaveLength(RAW_VALUE_LIMIT);
    expect(block.includes(message)).toBe(true);
    expect(block.includes('holds the first')).toBe(false);
  });

  it('keeps no more than a mebibyte of what a column found either, and says so', async () => {
    const columns = [['n', 'Int64', '$.n'], ['raw', 'String', '$'], ['text', 'String', '$.text'], ['list', 'String', '$.list']] as const; // prettier-ignore
    const pipeline = pipelineOf({ columns: [...columns], valueCodec: jsonCodec });
    const encoder = new BatchEncoder(pipeline);
    // The limit is in the middle of a character.
    const text = '€'.repeat(400_000);
    const whole = 'x'.repeat(RAW_VALUE_LIMIT);
    const message = `{"n":"no","text":"${text}","list":["${whole}"]}`;
    await append(encoder, batchOf([message, `{"n":"no","text":"${whole}"}`]));
    const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
    const database = `quarantine_cut_${suffix}`;
    onTestFinished(async () => {
      await clickhouse.command(`DROP DATABASE IF EXISTS ${database} SYNC`);
      await clickhouse.close();
    });
    await clickhouse.command(`CREATE DATABASE ${database}`);
    const structure = sentQuarantineColumns(pipeline).map(({ name, type }) => `\`${name}\` ${printType(type)}`).join(', '); // prettier-ignore
    await clickhouse.command(`CREATE TABLE ${database}.bad (${structure}) ENGINE = Memory`);
    await clickhouse.insert({ database, table: 'bad', block: encoder.finish().quarantine!, queryId: database });
    const lines = await clickhouse.query(
      `SELECT c__error_column, arrayMap(one -> substring(one, 1, 60), c__error) AS c__error, n, length(raw), length(text), length(list), length(__value), isValidUTF8(raw || text) FROM ${database}.bad ORDER BY length(c__error_column) DESC`,
      { format: 'JSONCompactEachRow' },
    );
    const bytes = Buffer.byteLength(message);
    const kept = (RAW_VALUE_LIMIT - 1).toString();
    const [first, second] = lines.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown[]); // prettier-ignore
    expect(first?.[0]).toEqual(['n', 'raw', 'text', 'list', '__value']);
    expect(first?.[1]).toEqual([
      expect.stringContaining("value 'no' on column 'n' is not Int64") as string,
      expect.stringMatching(`^raw holds the first \\d+ of ${bytes} bytes$`) as string,
      `text holds the first ${kept} of 1200000 bytes`,
      `list holds the first ${RAW_VALUE_LIMIT} of ${RAW_VALUE_LIMIT + 4} bytes`,
      expect.stringMatching(`^__value holds the first \\d+ of ${bytes} bytes$`) as string,
    ]);
    expect(first?.slice(4, 6).map(String)).toEqual([kept, String(RAW_VALUE_LIMIT)]);
    expect([first?.[7], second?.[7]]).toEqual([1, 1]);
    for (const i of [3, 6]) expect(RAW_VALUE_LIMIT - Number(first?.[i])).toBeLessThan(3);
    // Just the limit is not too much.
    expect(second?.[0]).toEqual(['n', 'list', 'raw', '__value']);
    expect(String(second?.[4])).toBe(String(RAW_VALUE_LIMIT));
  });

  it('has every column that its blocks have', () => {
    const { tables, pipelines } = project(SCHEMA);
    const table = tables.find((one) => one.name === 'events_quarantine');
    const names = new Set(table?.columns.map((one) => one.name));
    const missing = pipelines.flatMap(sentQuarantineColumns).filter((one) => !names.has(one.name));
    expect(missing).toEqual([]);
  });
});

describe('a million bad messages', () => {
  const COUNT = 20_000;
  const ROUNDS = 50;
  const columns = [['n', 'Int64', '$.n'], ['name', 'String', '$.name'], ['at', 'DateTime', '$.at']] as const; // prettier-ignore
  const message = (bad: boolean, i: number): string =>
    JSON.stringify({ n: bad ? `no ${i}` : i, name: `name ${i}`, at: bad ? 'never' : 1_700_000_000 + i });

  /** The largest encoder, and how much of its blocks one message takes. */
  async function run(
    bad: boolean,
  ): Promise<{ readonly retained: number; readonly kept: number; readonly perRow: number }> {
    const encoder = new BatchEncoder(pipelineOf({ columns: [...columns], valueCodec: jsonCodec }));
    const batch = batchOf(Array.from({ length: COUNT }, (_, i) => message(bad, i)));
    const decoded = await decodeRun(encoder.pipeline, { batch, from: 0, to: COUNT });
    let kept = 0;
    for (let round = 0; round < ROUNDS; round++) {
      encoder.append({ batch, from: 0, to: COUNT }, decoded);
      expect(bad ? encoder.quarantined : encoder.rows).toBe(COUNT);
      kept = Math.max(kept, encoder.lastReasons.length);
      encoder.finish();
      encoder.reset();
    }
    return { retained: encoder.retainedBytes, kept, perRow: encoder.retainedBytes / COUNT };
  }

  it('keep what one batch of them takes, as good ones do, and a handful of reasons', async () => {
    const good = await run(false);
    const bad = await run(true);
    expect(good.kept).toBe(0);
    expect(bad.kept).toBe(5);
    // A row of quarantine holds the message and texts besides its values, so fewer of them fill a
    // batch of the same size: batches are sealed by the bytes of both blocks.
    expect(bad.perRow).toBeLessThan(1_000);
    expect(bad.retained).toBeLessThan(COUNT * 1_000);
  }, 60_000);

  it('fill a batch by their own bytes', async () => {
    const encoder = new BatchEncoder(pipelineOf({ columns: [...columns], valueCodec: jsonCodec }));
    await append(encoder, batchOf(Array.from({ length: 1_000 }, (_, i) => message(true, i))));
    const before = encoder.byteLength;
    await append(encoder, batchOf([message(true, 1)]));
    const { quarantine } = encoder.finish();
    expect(encoder.byteLength).toBeGreaterThan(before);
    expect(Math.abs(encoder.byteLength - (quarantine?.byteLength ?? 0))).toBeLessThan(1_000);
  });
});
