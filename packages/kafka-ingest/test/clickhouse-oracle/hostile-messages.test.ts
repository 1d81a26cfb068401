import { randomBytes } from 'node:crypto';
import { packField } from '@proj/codecs';
import { expect, it } from 'vitest';
import { BatchEncoder } from '../../src/encode/batch-encoder.js';
import { decodeRun } from '../../src/encode/decode-run.js';
import { sentQuarantineColumns } from '../../src/encode/quarantine-rows.js';
import type { PackedBatch } from '../../src/index.js';
import { pipelineOf } from '../support/pipelines.js';
import { ownDatabase, read, type Column } from './land.js';

const clickhouse = ownDatabase();
const COLUMNS: readonly Column[] = [
  ['id', 'UInt32'],
  ['text', 'String'],
  ['amount', 'Float64'],
  ['map', 'Map(String, String)'],
  ['proto', 'Nullable(String)'],
  ['raw', 'String'],
];
const PATHS: Readonly<Record<string, string>> = { proto: '$.__proto__', raw: '$' };

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const member = (id: number, more: string): string => `{"id":${id},"amount":1,"map":{},"text":"t"${more}}`;
const bytes = (before: string, ...middle: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(before), Buffer.from(middle), Buffer.from('"}')]);
const MEGABYTE = 'x'.repeat(1_000_000);

/**
 * A message, and the columns id, text, amount, map, proto of its row; or the reason why it has
 * none.
 */
const HOSTILE: readonly (readonly [name: string, message: string | Buffer, expected: readonly unknown[] | RegExp])[] = [
  ['keys that repeat', '{"id":1,"id":2,"text":"a","text":"b","amount":1,"amount":2,"map":{"k":"1","k":"2"}}', ['2', 'b', '2', { k: '2' }, null]],
  ['__proto__', member(3, ',"__proto__":"mine"'), ['3', 't', '1', {}, 'mine']],
  ['__proto__ as an object', member(4, ',"__proto__":{"text":"other","id":9}'), ['4', 't', '1', {}, '{"text":"other","id":9}']],
  ['__proto__ and constructor in a map', '{"id":5,"text":"t","amount":1,"map":{"__proto__":"p","constructor":"c","toString":"s"}}', ['5', 't', '1', { ['__proto__']: 'p', constructor: 'c', toString: 's' }, null]],
  ['constructor with a prototype', member(6, ',"constructor":{"prototype":{"amount":9}}'), ['6', 't', '1', {}, null]],
  ['a lone surrogate', '{"id":7,"text":"a\\ud800b","amount":1,"map":{"\\udc00":"\\ud800"}}', ['7', 'a\ufffdb', '1', { '\ufffd': '\ufffd' }, null]],
  ['invalid UTF-8', bytes('{"id":8,"amount":1,"map":{},"text":"a', 0xff, 0xfe), /UTF-8/],
  ['half of a character', bytes('{"id":8,"amount":1,"map":{},"text":"a', 0xe2, 0x82), /UTF-8/],
  ['a surrogate in UTF-8', bytes('{"id":8,"amount":1,"map":{},"text":"', 0xed, 0xa0, 0x80), /UTF-8/],
  ['a byte order mark', `\ufeff${member(9, '')}`, /byte order mark/],
  ['NUL, escaped', '{"id":10,"text":"a\\u0000b","amount":1,"map":{"\\u0000":"\\u0000"}}', ['10', 'a\0b', '1', { '\0': '\0' }, null]],
  ['NUL, bare', '{"id":10,"text":"a\u0000b","amount":1,"map":{}}', /not JSON/],
  ['NUL behind the end', `${member(10, '')}\u0000`, /not JSON/],
  ['1e400', '{"id":11,"text":"t","amount":1e400,"map":{}}', /value '1e400' on column 'amount' is not Float64/],
  ['1e400 in a text', '{"id":12,"text":1e400,"amount":1e-400,"map":{}}', ['12', '1e400', '0', {}, null]],
  ['-0', '{"id":-0,"text":-0,"amount":-0,"map":{}}', ['0', '-0', '-0', {}, null]],
  ['a text of a megabyte', `{"id":13,"text":"${MEGABYTE}","amount":1,"map":{}}`, ['13', MEGABYTE, '1', {}, null]],
  ['a number of a megabyte', `{"id":${'9'.repeat(1_000_000)},"text":"t","amount":1,"map":{}}`, /on column 'id' is not UInt32/],
  ['a name of a megabyte', `{"id":14,"text":"t","amount":1,"map":{"${MEGABYTE}":"v"}}`, ['14', 't', '1', { [MEGABYTE]: 'v' }, null]],
  ['200 levels', `{"id":15,"text":${deep(200)},"amount":1,"map":{}}`, ['15', deep(200), '1', {}, null]],
  ['1,001 levels', `{"id":16,"text":${deep(1001)},"amount":1,"map":{}}`, /deep/],
  ['100,000 levels', '['.repeat(100_000), /deep|not JSON/],
  ['nothing', '', /empty/],
]; // prettier-ignore

function batchOf(messages: readonly (string | Buffer)[]): PackedBatch {
  const { bytes: all, start, end } = packField(messages);
  const { length } = messages;
  const none = new Int32Array(length).fill(-1);
  return {
    count: length, bytes: all, topics: ['events'], topicIndex: new Uint16Array(length), partition: new Int32Array(length),
    offset: Float64Array.from(messages, (_, i) => i), timestamp: new Float64Array(length).fill(1_700_000_000_000),
    keyStart: none, keyEnd: none, valueStart: start, valueEnd: end, headers: () => [], retain: () => undefined,
  }; // prettier-ignore
}

it('no message harms its neighbours: each is in the table as it is defined, or in quarantine with its reason', async () => {
  const good = (n: number): string => `{"id":${1_000_000 + n},"text":"neighbour ${n}","amount":${n}.5,"map":{"n":"${n}"}}`;
  const messages = HOSTILE.flatMap(([, message], i) => [good(2 * i), message, good(2 * i + 1)]);
  const { landing: into, ...pipeline } = pipelineOf({
    columns: COLUMNS.map(([name, type]) => [name, type, PATHS[name] ?? `$.${name}`]),
    meta: ['__offset'],
  });
  const encoder = new BatchEncoder({ ...pipeline, landing: { ...into, database: clickhouse.database } });
  const batch = batchOf(messages);
  const run = { batch, from: 0, to: batch.count };
  encoder.append(run, await decodeRun(encoder.pipeline, run));
  const { landing, quarantine } = encoder.finish();
  const structure = (columns: readonly { readonly name: string }[], typeOf: (name: string) => string): string =>
    columns.map(({ name }) => `\`${name}\` ${typeOf(name)}`).join(', ');
  await clickhouse.command(`CREATE TABLE events (${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')}, __offset Int64) ENGINE = MergeTree ORDER BY __offset`);
  const types: Readonly<Record<string, string>> = { c__error: 'Array(String)', c__error_column: 'Array(String)', insertion_date: 'DateTime', __offset: 'Int64' };
  const columns = sentQuarantineColumns(encoder.pipeline);
  await clickhouse.command(`CREATE TABLE bad (${structure(columns, (name) => types[name] ?? 'Nullable(String)')}) ENGINE = MergeTree ORDER BY __offset`);
  for (const [table, block] of [['events', landing], ['bad', quarantine]] as const) {
    if (!block) throw new Error(`nothing for ${table}`);
    await clickhouse.insert({ database: clickhouse.database, table, block, queryId: `hostile:${randomBytes(6).toString('hex')}` });
  }

  const rows = new Map((await read(clickhouse, 'SELECT __offset, id, text, amount, map, proto, raw FROM events')).map(([offset, ...row]) => [Number(offset), row]));
  const reasons = new Map((await read(clickhouse, "SELECT __offset, arrayStringConcat(c__error, '\n'), __value FROM bad")).map(([offset, why, value]) => [Number(offset), [why, value]]));
  const short = (value: unknown): unknown => (typeof value === 'string' && value.length > 300 ? `${value.slice(0, 20)}… ${value.length} ${value === MEGABYTE}` : value);
  for (const [i, [name, message, expected]] of HOSTILE.entries()) {
    const at = 3 * i + 1;
    if (expected instanceof RegExp) {
      expect([name, rows.get(at)?.map(short)]).toEqual([name, undefined]);
      expect([name, (reasons.get(at)?.[0] as string | undefined)?.slice(0, 300)]).toEqual([name, expect.stringMatching(expected)]);
    } else {
      expect([name, reasons.get(at)?.map(short)]).toEqual([name, undefined]);
      expect([name, rows.get(at)?.slice(0, 5).map(short)]).toEqual([name, expected.map(short)]);
      expect([name, rows.get(at)?.[5] === String(message)]).toEqual([name, true]);
    }
    for (const n of [2 * i, 2 * i + 1]) {
      expect(rows.get(n % 2 === 0 ? at - 1 : at + 1)).toEqual([String(1_000_000 + n), `neighbour ${n}`, `${n}.5`, { n: String(n) }, null, good(n)]);
    }
  }
  expect(rows.size + reasons.size).toBe(messages.length);
}); // prettier-ignore
