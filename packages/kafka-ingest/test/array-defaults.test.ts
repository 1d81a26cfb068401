import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { packField } from '@proj/codecs';
import { parseProject } from '@proj/datafile-parser';
import { expect, inject, it, onTestFinished } from 'vitest';
import { BatchEncoder } from '../src/encode/batch-encoder.js';
import { decodeRun } from '../src/encode/decode-run.js';
import { compileProject, type PackedBatch } from '../src/index.js';

const DATASOURCE = `SCHEMA >
    id UInt32 \`json:$.id\`,
    tags Array(String) \`json:$.tags[:]\` DEFAULT [lower(name), toString(day), __topic],
    name String \`json:$.name\` DEFAULT concat('No ', toString(id)),
    day Date DEFAULT toDate('2026-01-31') + id

KAFKA_CONNECTION_NAME shop
KAFKA_TOPIC events
KAFKA_GROUP_ID events
`;
const CONNECTION = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS localhost:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n';

function batchOf(messages: readonly string[]): PackedBatch {
  const { bytes, start, end } = packField(messages);
  const { length } = messages;
  const none = new Int32Array(length).fill(-1);
  return {
    count: length, bytes, topics: ['events'], topicIndex: new Uint16Array(length), partition: new Int32Array(length),
    offset: Float64Array.from(messages, (_, i) => i), timestamp: new Float64Array(length).fill(1_700_000_000_000),
    keyStart: none, keyEnd: none, valueStart: start, valueEnd: end, headers: () => [], retain: () => undefined,
  }; // prettier-ignore
}

it('an array that a message lacks gets its DEFAULT, made of every other column of the table', async () => {
  const database = `arrays_${randomBytes(6).toString('hex')}`;
  const clickhouse = createClickHouse({ url: inject('clickhouseUrl'), database });
  onTestFinished(async () => {
    await clickhouse.command(`DROP DATABASE IF EXISTS ${database} SYNC`, { database: '' });
    await clickhouse.close();
  });
  const { project } = parseProject([
    { path: 'shop.connection', text: CONNECTION },
    { path: 'events.datasource', text: DATASOURCE },
  ]);
  const { tables, pipelines, diagnostics } = compileProject(project, { lookupSecret: () => undefined, database });
  expect(diagnostics).toEqual([]);
  await applyDeploy(clickhouse, await planDeploy(clickhouse, tables));
  const [pipeline] = pipelines;
  if (!pipeline) throw new Error('no pipeline');
  const encoder = new BatchEncoder(pipeline);
  const batch = batchOf(['{"id":1,"name":"Ann","tags":["own"]}', '{"id":2,"name":"Bob"}', '{"id":3,"tags":null}']);
  const run = { batch, from: 0, to: batch.count };
  encoder.append(run, await decodeRun(pipeline, run));
  const { landing, quarantine } = encoder.finish();
  expect(quarantine).toBeUndefined();
  const { table } = pipeline.landing;
  await clickhouse.insert({ database, table, block: landing!, token: 't', queryId: `arrays:${database}` });
  expect(await clickhouse.query('SELECT tags, name, day FROM events ORDER BY id', { format: 'TSV' })).toBe(
    [
      "['own']\tAnn\t2026-02-01",
      "['bob','2026-02-02','events']\tBob\t2026-02-02",
      "['no 3','2026-02-03','events']\tNo 3\t2026-02-03",
      '',
    ].join('\n'),
  );
});
