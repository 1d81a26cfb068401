import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// nx-ignore-next-line -- servers and producers of the tests, no dependency of this package
import * as producers from '../../../tools/servers/registry-messages.js';
// nx-ignore-next-line
import { startRegistryProxy, type RegistryProxy } from '../../../tools/servers/registry-proxy.js';
// nx-ignore-next-line
import { startSchemaRegistry, type SchemaRegistryServer } from '../../../tools/servers/schema-registry.js';
// nx-ignore-next-line
import { uniqueName } from '../../../tools/servers/topics.js';
import type { CompileOptions } from '../src/index.js';
import { PASSWORD, runFormats, until, type Datasource } from './support/run-formats.js';

type JsonObject = Parameters<typeof producers.protobufMessages>[1];
const { framed, jsonMessages, otherAvroFrame, protobufMessages, registerSchema } = producers;

/** Other than the client's null: an empty buffer with memory behind it. */
const EMPTY = Buffer.from('x').subarray(0, 0);
let server: SchemaRegistryServer;
let proxy: RegistryProxy;

beforeAll(async () => {
  server = await startSchemaRegistry();
  proxy = await startRegistryProxy(server.url, { user: 'reader', password: PASSWORD });
}, 180_000);
afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

const run = (datasources: Readonly<Record<string, Datasource>>, options: Partial<CompileOptions> = {}) =>
  runFormats({ server, proxy }, datasources, options);

const version = (...fields: readonly object[]) => ({ type: 'record' as const, name: 'User', fields });
const long = { name: 'id', type: 'long' };
const users = {
  schema: '  `id` Int64 `json:$.id`,\n  `zip` Nullable(String) `json:$.zip`,\n  `age` Float64 `json:$.age` DEFAULT -1',
};

/**
 * A version of the schema, a value written with it, and the row that comes out, or what quarantine
 * says of which columns.
 */
type Change = readonly [
  change: string,
  fields: readonly unknown[],
  value: object,
  row: readonly unknown[] | Readonly<Record<string, string>>,
];

const NONE = 'and the column is neither Nullable nor has a DEFAULT';
const INT64 = 'Int64, expected an integer from -9223372036854775808 to 9223372036854775807';

const isRow = (outcome: Change[3]): outcome is readonly unknown[] => Array.isArray(outcome);
const landed = (changes: readonly Change[]) => changes.flatMap(([, , , outcome]) => (isRow(outcome) ? [outcome] : []));
const rejected = (changes: readonly Change[]) =>
  changes.flatMap(([, , , outcome]) => (isRow(outcome) ? [] : [[Object.keys(outcome), Object.values(outcome)]]));

/** Sends all versions in one batch, twice, so that they alternate, and compares both tables. */
async function expectOutcomes(
  format: string,
  changes: readonly Change[],
  write: (subject: producers.Subject, change: Change) => Promise<Buffer>,
) {
  const { send, subject, counts, rows } = await run({ users: { ...users, settings: `KAFKA_VALUE_FORMAT ${format}` } });
  const messages: Buffer[] = [];
  for (const change of changes) messages.push(await write(subject('users'), change));
  await send('users', [...messages, ...messages]);
  const [good, bad] = [landed(changes), rejected(changes)];
  await until(() => expect(counts('users')).toBe(`${good.length * 2} landed, ${bad.length * 2} quarantined`));
  expect(await rows('users', 'id, zip, age')).toEqual([...good, ...good]);
  expect(await rows('users_quarantine', 'c__error_column, c__error')).toEqual([...bad, ...bad]);
}

const zip = { name: 'zip', type: 'string' };
const avroChanges: readonly Change[] = [
  ['the first version', [{ name: 'id', type: 'int' }, zip], { id: 1, zip: 'a' }, ['1', 'a', -1]],
  ['promoted: int to long; a field is new', [long, zip, { name: 'age', type: 'int' }], { id: 2, zip: 'b', age: 30 }, ['2', 'b', 30]],
  ['promoted: int to double', [long, zip, { name: 'age', type: 'double' }], { id: 3, zip: 'c', age: 30.5 }, ['3', 'c', 30.5]],
  ['renamed, with the old name as an alias', [long, { name: 'postcode', type: 'string', aliases: ['zip'] }], { id: 4, postcode: 'd' }, ['4', 'd', -1]],
  ['renamed without an alias: missing under the old name', [long, { name: 'postal', type: 'string' }], { id: 5, postal: 'd' }, ['5', null, -1]],
  ['removed', [long], { id: 6 }, ['6', null, -1]],
  ['reordered', [zip, long], { zip: 'e', id: 7 }, ['7', 'e', -1]],
  ['may be null now', [long, { name: 'zip', type: ['null', 'string'] }], { id: 8, zip: null }, ['8', null, -1]],
  ['a type that the column takes: int where text was', [long, { name: 'zip', type: 'int' }], { id: 9, zip: 123 }, ['9', '123', -1]],
  ['an enum where text was', [long, { name: 'zip', type: { type: 'enum', name: 'Zip', symbols: ['A', 'B'] } }], { id: 10, zip: 'B' }, ['10', 'B', -1]],
  ['text where a number was, and it is one', [{ name: 'id', type: 'string' }], { id: '11' }, ['11', null, -1]],
  ['text where a number was, and it is none', [{ name: 'id', type: 'string' }], { id: 'x12' }, { id: `value 'x12' on column 'id' is not ${INT64}` }],
  ['double where an integer was', [{ name: 'id', type: 'double' }], { id: 1.5 }, { id: `value '1.5' on column 'id' is not ${INT64}` }],
  ['a record where a number was', [long, { name: 'age', type: { type: 'record', name: 'Age', fields: [{ name: 'years', type: 'int' }] } }], { id: 14, age: { years: 3 } }, { age: "value '{\"years\":3}' on column 'age' is not Float64, expected a number in its range" }],
  ['two columns at once', [{ name: 'id', type: { type: 'array', items: 'int' } }, { name: 'age', type: { type: 'array', items: 'int' } }], { id: [1], age: [1] }, { id: `value '[1]' on column 'id' is not ${INT64}`, age: "value '[1]' on column 'age' is not Float64, expected a number in its range" }],
  ['null where the column takes none', [{ name: 'id', type: ['null', 'long'] }], { id: null }, { id: `value of column 'id' is null at $.id, ${NONE}` }],
  ['removed where the column needs it', [zip], { zip: 'f' }, { id: `value of column 'id' is not in the message at $.id, ${NONE}` }],
]; // prettier-ignore

const proto = (name: string, number: number, type: string): JsonObject => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: 'LABEL_OPTIONAL',
});
const protobufChanges: readonly Change[] = [
  ['the first version', [proto('id', 1, 'INT32'), proto('zip', 2, 'STRING')], { id: 1, zip: 'a' }, ['1', 'a', -1]],
  ['wider, and a field is new', [proto('id', 1, 'INT64'), proto('zip', 2, 'STRING'), proto('age', 3, 'DOUBLE')], { id: '9007199254740993', zip: 'b', age: 1.5 }, ['9007199254740993', 'b', 1.5]],
  ['removed', [proto('id', 1, 'INT64')], { id: '3' }, ['3', null, -1]],
  ['renamed', [proto('id', 1, 'INT64'), proto('postcode', 2, 'STRING')], { id: '4', postcode: 'c' }, ['4', null, -1]],
  ['another number', [proto('id', 9, 'INT64'), proto('zip', 1, 'STRING')], { id: '5', zip: 'd' }, ['5', 'd', -1]],
  ['text where a number was', [proto('id', 1, 'STRING')], { id: 'x6' }, { id: `value 'x6' on column 'id' is not ${INT64}` }],
]; // prettier-ignore

const jsonChanges: readonly Change[] = [
  ['the first version', [{ id: { type: 'integer' } }], { id: 1, zip: 'a' }, ['1', 'a', -1]],
  ['a field is new', [{ id: { type: 'integer' }, age: { type: 'number' } }], { id: 2, zip: 'b', age: 1.5 }, ['2', 'b', 1.5]],
  ['removed', [{ id: { type: 'integer' }, zip: false }], { id: 3 }, ['3', null, -1]],
  ['text where a number was', [{ id: { type: 'string' } }], { id: 'x4' }, { id: `value 'x4' on column 'id' is not ${INT64}` }],
]; // prettier-ignore

describe('changes of a schema, all in one batch, become rows by the schema of each message, or go to quarantine by column', () => {
  it('Avro messages of another encoder follow the schema that each was written with', async () => {
    await expectOutcomes('avro', avroChanges, async (subject, [, fields, value]) => {
      const schema = version(...(fields as readonly object[]));
      return otherAvroFrame(await registerSchema(subject, 'AVRO', JSON.stringify(schema)), schema, value);
    });
  });

  it('Protobuf messages follow the schema that each was written with', async () => {
    await expectOutcomes('protobuf', protobufChanges, async (subject, [, fields, value]) => {
      const messageType = [{ name: 'User', field: fields as JsonObject[] }];
      const file = { name: 'user.proto', package: 'shop', syntax: 'proto3', messageType };
      const [message] = await protobufMessages(subject, file, 'shop.User', [value as JsonObject]);
      return message ?? EMPTY;
    });
  });

  it('JSON Schema messages follow the schema that each was written with', async () => {
    await expectOutcomes('json_with_schema', jsonChanges, async (subject, [change, [properties], value]) => {
      const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: change, type: 'object', properties };
      const [message] = await jsonMessages(subject, schema, [value]);
      return message ?? EMPTY;
    });
  });
});

describe('frames of another encoder', () => {
  it('unreadable frames are quarantined with the reason and the place in the message', async () => {
    const { send, subject, counts, rows, problems } = await run(
      { users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro\nKAFKA_KEY_FORMAT avro' } },
      { schemaRegistry: { unknownIdWindowMs: 1_000 } },
    );
    const schema = version(long, { name: 'zip', type: 'string' });
    const id = await registerSchema(subject('users'), 'AVRO', JSON.stringify(schema));
    const other = { ...subject('users'), topic: uniqueName('other') };
    const ofProtobuf = await registerSchema(other, 'PROTOBUF', 'syntax = "proto3"; message A { int32 a = 1; }');
    const good = otherAvroFrame(id, schema, { id: 1, zip: 'abc' });
    const garbage = [Buffer.alloc(20, 1), Buffer.alloc(20, 0xff).fill(0, 0, 1)];
    const bad = [Buffer.from('{"id":1}'), EMPTY, good.subarray(0, -1), Buffer.concat([good, EMPTY, Buffer.from('xy')]), framed(999_999, Buffer.from('x')), ...garbage]; // prettier-ignore
    await send('users', [good, ...bad, framed(ofProtobuf, Buffer.from([0])), null, good], [...Array<Buffer>(10).fill(good), Buffer.from('text')]); // prettier-ignore
    await until(() => expect(counts('users')).toBe('1 landed, 10 quarantined'));
    const origin = new URL(proxy.url).host;
    expect(await rows('users_quarantine', 'c__error_column[1], c__error[1]')).toEqual([
      ['__value', 'not Avro with a schema id: the message begins with byte 0x7b, not with 0x00 and the id of its schema'],
      ['__value', 'not Avro: the message is empty'],
      ['__value', `does not match schema ${id} at $.zip: a length of 3 goes beyond the end of the message, byte 7`],
      ['__value', `does not match schema ${id} at $: 2 bytes are left after the value, byte 11`],
      ['__value', `the schema registry http://${origin}/apis/ccompat/v7 does not know schema 999999`],
      ['__value', `the schema registry http://${origin}/apis/ccompat/v7 does not know schema 01010101-0101-0101-0101-010101010101`],
      ['__value', `the schema registry http://${origin}/apis/ccompat/v7 does not know schema 4294967295`],
      ['__value', `not Avro: schema ${ofProtobuf} is of type PROTOBUF`],
      ['__value', 'message has no value (a tombstone), and not every column is Nullable or has a DEFAULT'],
      ['__key', 'not Avro with a schema id: the message begins with byte 0x74, not with 0x00 and the id of its schema'],
    ]); // prettier-ignore
    // Not before the registry was asked again.
    expect(problems.length).toBeGreaterThan(1);
    expect(problems[0]).toMatchObject({ code: 'codecs/registry-unknown-schema', datasource: 'users' });
    expect(await rows('users', '__key')).toEqual([['{"id":1,"zip":"abc"}']]);
    expect(await rows('users_quarantine', '__key')).toContainEqual(['text']);
  });

  it('frames with a broken schema are quarantined with the error of the schema', async () => {
    const { send, subject, counts, rows } = await run({ users: { ...users, settings: 'KAFKA_VALUE_FORMAT protobuf' } });
    // The real registry takes no broken Avro, and this.
    const broken = await registerSchema(
      subject('users'),
      'PROTOBUF',
      'syntax = "proto3"; message M { Missing a = 1; }',
    );
    const fine = await registerSchema(
      subject('users'),
      'PROTOBUF',
      'syntax = "proto3"; message User { int64 id = 1; }',
    );
    const payload = Buffer.from('000807', 'hex');
    await send('users', [framed(broken, payload), framed(fine, payload)]);
    await until(() => expect(counts('users')).toBe('1 landed, 1 quarantined'));
    expect(await rows('users', 'id')).toEqual([['7']]);
    expect(await rows('users_quarantine', 'c__error_column[1], c__error[1]')).toEqual([
      ['__value', expect.stringMatching(new RegExp(`^schema ${broken} cannot be used: .*Missing`))],
    ]);
  });
});
