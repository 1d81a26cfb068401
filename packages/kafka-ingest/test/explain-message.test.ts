import { jsonCodec } from '@proj/codecs';
import { parseProject } from '@proj/datafile-parser';
import { describe, expect, it } from 'vitest';
import { explainMessage } from '../src/index.js';

const { project } = parseProject([
  {
    path: 'events.datasource',
    text: 'SCHEMA >\n  `id` UInt8 `json:$.id`,\n  `tags` Array(String) `json:$.tags[:]`,\n  `raw` String `json:$`\n',
  },
  { path: 'free.datasource', text: 'SCHEMA >\n  `note` Nullable(String) `json:$.note`\n' },
  { path: 'internal.datasource', text: 'SCHEMA >\n  `a` String\n' },
]);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('explainMessage', () => {
  it('shows every column of a row, and the message itself unchanged', async () => {
    const text = '{ "id": 1.0, "tags": ["a", "b"] }';
    const { explanation } = await explainMessage(project, 'events', bytes(text));
    expect(explanation?.destination).toBe('landing');
    expect(explanation?.columns.map(({ outcome }) => outcome)).toEqual([
      { kind: 'value', text: '1' },
      { kind: 'value', text: "['a','b']" },
      { kind: 'value', text },
    ]);
  });

  it('gives one reason for each bad column', async () => {
    const { explanation } = await explainMessage(project, 'events', bytes('{"id":256,"tags":7}'));
    expect(explanation?.reasons.map(({ column, code }) => [column, code])).toEqual([
      ['id', 'mapping/wrong-type'],
      ['tags', 'mapping/wrong-type'],
    ]);
  });

  it('gives the reason for messages in which no column can be looked up', async () => {
    const broken = await explainMessage(project, 'events', bytes('{'));
    expect(broken.explanation?.reasons.map((one) => one.code)).toEqual(['codecs/json-syntax']);
    const tombstone = await explainMessage(project, 'events', null);
    expect(tombstone.explanation?.reasons.map((one) => one.code)).toEqual(['ingest/tombstone']);
    const large = await explainMessage(project, 'events', bytes('{"id":1}'), { maxMessageBytes: 7 });
    expect(large.explanation?.reasons.map((one) => one.code)).toEqual(['ingest/too-large']);
    const key = new Uint8Array(1024 * 1024 + 1);
    const both = await explainMessage(project, 'events', bytes('{"id":1}'), { maxMessageBytes: 7, key });
    expect(both.explanation?.reasons.map((one) => one.code)).toEqual(['ingest/too-large', 'ingest/key-too-large']);
    const within = await explainMessage(project, 'events', bytes('{"id":1,"tags":[]}'), { key: key.subarray(1) });
    expect(within.explanation?.reasons.filter(({ column }) => column === '__key')).toEqual([]);
  });

  it('accepts a tombstone where every column can do without a value', async () => {
    const { explanation } = await explainMessage(project, 'free', null);
    expect(explanation?.destination).toBe('landing');
    expect(explanation?.columns[0]?.outcome).toEqual({ kind: 'null' });
  });

  it('distinguishes null from missing, and a message that is not an object from an empty one', async () => {
    const absent = async (text: string | null) => {
      const { explanation } = await explainMessage(project, 'free', text === null ? null : bytes(text));
      return [explanation?.destination, explanation?.columns[0]?.absence, explanation?.note?.replace(/:.*/, '')];
    };
    expect(await absent('{"note":null}')).toEqual(['landing', 'null', undefined]);
    expect(await absent('{}')).toEqual(['landing', 'missing', undefined]);
    expect(await absent('{"note":"null"}')).toEqual(['landing', undefined, undefined]);
    expect(await absent('null')).toEqual(['landing', 'missing', 'The message is null, not an object']);
    expect(await absent('[{"note":"a"}]')).toEqual(['landing', 'missing', 'The message is an array, not an object']);
    expect(await absent('false')).toEqual(['landing', 'missing', 'The message is false, not an object']);
    expect(await absent(null)).toEqual([
      'landing',
      'missing',
      'The message is a tombstone (it has no value), not an object',
    ]);
  });

  it('adds no note to an array with paths for arrays, or to a message stored whole', async () => {
    const { project: arrays } = parseProject([
      { path: 'first.datasource', text: 'SCHEMA >\n  `a` Nullable(UInt8) `json:$[0]`\n' },
      { path: 'whole.datasource', text: 'SCHEMA >\n  `data` String `json:$`\n' },
    ]);
    expect((await explainMessage(arrays, 'first', bytes('[1]'))).explanation?.note).toBeUndefined();
    expect((await explainMessage(arrays, 'whole', bytes('[1]'))).explanation?.note).toBeUndefined();
  });

  it('lists the columns that take nothing from a message, even if the message is broken', async () => {
    const text =
      'SCHEMA >\n  `id` UInt8 `json:$.id`,\n  `__offset` Int64,\n  `seen` DateTime DEFAULT now(),\n  `free` String\n';
    const { project: wide } = parseProject([{ path: 'wide.datasource', text }]);
    for (const message of ['{"id":1}', '{']) {
      const { explanation } = await explainMessage(wide, 'wide', bytes(message));
      expect(explanation?.otherColumns).toEqual([
        { column: '__offset', type: 'Int64', filledBy: 'kafka' },
        { column: 'seen', type: 'DateTime', filledBy: 'default', defaultExpression: 'now()' },
        { column: 'free', type: 'String', filledBy: 'type' },
      ]);
    }
  });

  it("decodes with the embedding program's own codec", async () => {
    const doubled = {
      format: 'json_without_schema',
      decode: (field: Parameters<typeof jsonCodec.decode>[0]) => ({
        values: jsonCodec.decode(field, 'value').values.map((one) => ({ ...(one as object), note: 'mine' })),
      }),
    };
    const { explanation } = await explainMessage(project, 'free', bytes('{}'), {
      codecs: { json_without_schema: doubled },
    });
    expect(explanation?.columns[0]?.found).toBe('mine');
  });

  it('decodes keys as the engine does: once, as a key, and only for validity where JSON is stored as it is', async () => {
    const { project: keyed } = parseProject([
      { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n' },
      {
        path: 'keyed.datasource',
        text: 'SCHEMA >\n  `id` UInt8 `json:$.id`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_KEY_FORMAT json_without_schema\n',
      },
    ]); // prettier-ignore
    const calls: (readonly [part: string, need: string])[] = [];
    const watched: typeof jsonCodec = {
      ...jsonCodec,
      decode(field, need) {
        calls.push([field.part ?? 'value', need]);
        return jsonCodec.decode(field, need);
      },
    };
    const codecs = { json_without_schema: watched };
    const reasons = async (key?: string) => {
      const options = { codecs, ...(key === undefined ? {} : { key: bytes(key) }) };
      const { explanation } = await explainMessage(keyed, 'keyed', bytes('{"id":1}'), options);
      return explanation?.reasons.map(({ column, code }) => [column, code]);
    };
    expect(await reasons('{"k":1}')).toEqual([]);
    expect(calls).toEqual([
      ['value', 'value'],
      ['key', 'validity'],
    ]);
    expect(await reasons('no json')).toEqual([['__key', 'codecs/json-syntax']]);
    calls.length = 0;
    expect(await reasons()).toEqual([]);
    expect(calls.map(([part]) => part)).toEqual(['value']);
  });

  it('requires a data source that takes something from messages', async () => {
    const unknown = await explainMessage(project, 'event', bytes('{}'));
    expect(unknown.diagnostics[0]).toMatchObject({
      code: 'kafka-ingest/unknown-datasource',
      hint: 'Did you mean events?',
    });
    const internal = await explainMessage(project, 'internal', bytes('{}'));
    expect(internal.explanation).toBeUndefined();
    expect(internal.diagnostics[0]?.code).toBe('kafka-ingest/no-mapped-column');
  });

  it('asks the registry only for the schema that a message names', async () => {
    const { project: avro } = parseProject([
      {
        path: 'shop.connection',
        text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS {{ tb_secret("BROKER") }}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL http://me:{{ tb_secret("PW") }}@127.0.0.1:9\n',
      },
      {
        path: 'users.datasource',
        text: 'SCHEMA >\n  `id` UInt8 `json:$.id`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_VALUE_FORMAT avro\n',
      },
    ]);
    const missing = await explainMessage(avro, 'users', bytes('{"id":1}'));
    expect(missing.diagnostics.map((one) => one.message)).toEqual([expect.stringContaining('PW')]);
    const lookupSecret = (name: string) => (name === 'PW' ? 'hunter2' : undefined);
    const bare = await explainMessage(avro, 'users', bytes('{"id":1}'), { lookupSecret });
    expect(bare.diagnostics).toEqual([]);
    expect(bare.explanation?.reasons.map((one) => one.code)).toEqual(['codecs/no-frame']);
    const framed = explainMessage(avro, 'users', Uint8Array.of(0, 0, 0, 0, 7, 2), { lookupSecret });
    await expect(framed).rejects.toMatchObject({ code: 'codecs/registry-unreachable', retryable: true });
    await expect(framed).rejects.not.toThrow('hunter2');
  });
});
