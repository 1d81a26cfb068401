import { randomBytes } from 'node:crypto';
import type { PackedField } from '@proj/codecs';
import { expect, inject, it } from 'vitest';
import { insert, mapField, mappingOf, ownDatabase, read, type Column, type Mapped } from './land.js';

const ROWS = 1_000_000;
const CHUNK = 50_000;
const clickhouse = ownDatabase();

/** Types and values of which ClickHouse's own reading of JSON makes the same. */
const COLUMNS: readonly Column[] = [
  ['id', 'UInt64'],
  ['small', 'Int8'],
  ['wide', 'Int128'],
  ['ratio', 'Float64'],
  ['narrow', 'Float32'],
  ['price', 'Decimal(18, 4)'],
  ['huge', 'Decimal(60, 20)'],
  ['on', 'Bool'],
  ['name', 'String'],
  ['country', 'LowCardinality(String)'],
  ['code', 'FixedString(8)'],
  ['session', 'UUID'],
  ['ip4', 'IPv4'],
  ['ip6', 'IPv6'],
  ['state', "Enum8('new' = 1, 'paid' = 2, 'sent' = 3)"],
  ['day', 'Date'],
  ['at', "DateTime('Europe/Berlin')"],
  ['moment', 'DateTime64(3)'],
  ['note', 'Nullable(String)'],
  ['score', 'Nullable(Int32)'],
  ['tags', 'Array(String)'],
  ['counts', 'Map(String, UInt32)'],
  ['place', 'Tuple(lat Float64, lon Float64)'],
];

/** A linear congruential generator: the same numbers in every run, cheaper than any other. */
let state = 20_261_122;
const next = (limit: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
const digits = (count: number): string =>
  Array.from({ length: Math.ceil(count / 9) }, () => pad(next(1e9), 9))
    .join('')
    .slice(0, count);
const hex = (count: number): string =>
  Array.from({ length: count / 4 }, () => next(65_536).toString(16).padStart(4, '0')).join('');
const texts = ['plain', 'quote " and \\ back', 'ünïcödé €', '😀', '', 'line\nbreak', 'tab\tand\u0000zero', "it's"].map(
  (one) => JSON.stringify(one),
);
const text = (): string => texts[next(texts.length)]!;
const date = (): string => `20${pad(next(70) + 10)}-${pad(next(12) + 1)}-${pad(next(28) + 1)}`;
const sign = (): string => (next(2) === 0 ? '-' : '');

/**
 * So many of one part, made once: their numbers have no common divisor, so no message comes twice.
 */
const several = (count: number, make: (k: number) => string): readonly Buffer[] =>
  Array.from({ length: count }, (_, k) => Buffer.from(make(k)));

const numbers = several(997, (k) => {
  // One in four has numbers that no double holds.
  const id = k % 4 === 0 ? 18_446_744_073_709_550_000n + BigInt(k) : BigInt(next(2 ** 32)) * 1_000n;
  const wide = k % 4 === 0 ? `${sign()}1${digits(30)}` : `"${sign()}1${digits(30)}"`;
  return (
    `"id":${id},"small":${next(256) - 128},"wide":${wide},"ratio":${sign()}${next(1e5)}.${digits(6)},"narrow":${next(1e6) / 64},` +
    `"price":${sign()}${next(1e9)}.${digits(4)},"huge":"${sign()}1${digits(38)}.${digits(20)}","on":${next(2) === 0}`
  );
});

const strings = several(1009, () => {
  const session = hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const clock = `${pad(next(24))}:${pad(next(60))}:${pad(next(60))}`;
  return (
    `"name":${text()},"country":"c${next(300)}","code":"${hex(4)}","session":"${session}","ip4":"${next(256)}.${next(256)}.${next(256)}.${next(256)}",` +
    `"ip6":"2001:db8::${next(65_536).toString(16)}","state":"${['new', 'paid', 'sent'][next(3)]!}","day":"${date()}","at":"${date()} ${clock}","moment":"${date()} ${clock}.${digits(3)}"`
  );
});

const others = several(1013, () => {
  const tags = Array.from({ length: next(4) }, text).join(',');
  const counts = Array.from({ length: next(3) }, (_, k) => `"k${k}":${next(2 ** 32)}`).join(',');
  return (
    `"note":${next(3) === 0 ? 'null' : text()},"score":${next(3) === 0 ? 'null' : next(1e9)},"tags":[${tags}],"counts":{${counts}},` +
    `"place":{"lat":${next(180_000) / 1000},"lon":${next(360_000) / 1000}}`
  );
});

const longest = (parts: readonly Buffer[]): number => Math.max(...parts.map((one) => one.length));
/** Of all chunks: each is put together where the one before was. */
const lines = Buffer.alloc(CHUNK * (longest(numbers) + longest(strings) + longest(others) + 20));

/**
 * Messages from `first` on, each in a line of its own: put together of bytes, as a million texts
 * would cost more than all else.
 */
function pack(first: number): PackedField {
  const start = new Int32Array(CHUNK);
  const end = new Int32Array(CHUNK);
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    lines.set(bytes, at);
    at += bytes.length;
  };
  for (let i = 0; i < CHUNK; i++) {
    const n = first + i;
    start[i] = at;
    lines[at++] = OPEN;
    put(numbers[n % 997]!);
    lines[at++] = COMMA;
    put(strings[n % 1009]!);
    lines[at++] = COMMA;
    put(others[n % 1013]!);
    at += lines.write(`,"n":${n}}`, at, 'latin1');
    end[i] = at;
    lines[at++] = NEW_LINE;
  }
  return { count: CHUNK, bytes: lines.subarray(0, at), start, end };
}

const [OPEN, COMMA, NEW_LINE] = [0x7b, 0x2c, 0x0a];

async function insertAsJson(table: string, { bytes }: PackedField): Promise<void> {
  const { database } = clickhouse;
  const query = encodeURIComponent(`INSERT INTO ${database}.${table} FORMAT JSONEachRow`);
  const response = await fetch(
    `${inject('clickhouseUrl')}?query=${query}&async_insert=0&query_id=${randomBytes(8).toString('hex')}`,
    {
      method: 'POST',
      body: Uint8Array.from(bytes),
    },
  );
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
}

it('a million messages give the same table as the JSONEachRow of ClickHouse', async () => {
  const structure = COLUMNS.map(([name, type]) => `\`${name}\` ${type}`).join(', ');
  for (const table of ['ours', 'theirs']) {
    await clickhouse.command(`CREATE TABLE ${table} (n UInt32, ${structure}) ENGINE = MergeTree ORDER BY n`);
  }
  const mapping = mappingOf(COLUMNS);
  let before: Mapped | undefined;
  for (let first = 0; first < ROWS; first += CHUNK) {
    const field = pack(first);
    // ClickHouse reads these while we do.
    const theirs = insertAsJson('theirs', field);
    if (before) await insert(clickhouse, 'ours', before);
    before = mapField(mapping, field, first);
    expect([...before.rejected]).toEqual([]);
    await theirs;
  }
  if (before) await insert(clickhouse, 'ours', before);
  const sums = COLUMNS.map(([name]) => `sum(cityHash64(n, \`${name}\`))`).join(', ');
  const [ours] = await read(clickhouse, `SELECT count(), ${sums} FROM ours`);
  const [theirs] = await read(clickhouse, `SELECT count(), ${sums} FROM theirs`);
  expect(ours?.[0]).toBe(String(ROWS));
  const names = ['count', ...COLUMNS.map(([name]) => name)];
  expect(ours?.map((sum, i) => [names[i], sum])).toEqual(theirs?.map((sum, i) => [names[i], sum]));
  const all = 'SELECT sum(cityHash64(*)) FROM';
  expect(await read(clickhouse, `${all} ours`)).toEqual(await read(clickhouse, `${all} theirs`));
}, 180_000);
