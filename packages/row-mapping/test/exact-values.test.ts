import { parseType } from '@proj/clickhouse-types';
import { CalendarDate, ExactNumber, TimeOfDay, Timestamp } from '@proj/clickhouse-types/decoded-value';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMapping, explainMapping } from '../src/index.js';
import { put } from './write-row.js';

/** As ClickHouse shows it, or the rejection. `text`: the message's own. */
function stored(type: string, value: unknown, text?: string): string | undefined {
  const parsed = parseType(type).type;
  if (!parsed) throw new Error(type);
  const bytes = Buffer.from(text ?? 'no JSON');
  const messages = text === undefined ? 'binary' : 'json';
  const [explained] = explainMapping([{ name: 'c', type: parsed, path: '$.v' }], { v: value }, bytes, { messages });
  const { outcome } = explained!;
  return outcome.kind === 'value'
    ? outcome.text
    : outcome.kind === 'rejected'
      ? outcome.rejection.message
      : outcome.kind;
}

describe('decimals', () => {
  it.each([
    [5, 2],
    [9, 9],
    [18, 0],
    [38, 10],
    [76, 40],
  ])('Decimal(%i, %i) keeps every digit that it has room for, and cuts the others', (precision, scale) => {
    const whole = fc.stringMatching(new RegExp(`^(0|[1-9]\\d{0,${precision - scale}})$`));
    fc.assert(
      fc.property(fc.boolean(), whole, fc.option(fc.stringMatching(/^\d{1,50}$/)), (minus, digits, rest) => {
        const text = `${minus ? '-' : ''}${digits}${rest === null ? '' : `.${rest}`}`;
        const cut = BigInt(digits + (rest ?? '').padEnd(scale, '0').slice(0, scale));
        const expected = cut < 10n ** BigInt(precision) ? (minus ? -cut : cut) : 'rejected';
        const type = `Decimal(${precision}, ${scale})`;
        const exact = ExactNumber.parse(text);
        // As a codec gives it: a double where that is the number.
        const values = String(Number(text)) === text ? [text, exact, Number(text)] : [text, exact];
        for (const value of values) {
          const got = put(type, value);
          expect(typeof got === 'string' ? got.slice(0, 8) : got).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('decimals take a number as it is written, not as the double next to it', () => {
    expect(stored('Decimal(10, 2)', 1.005)).toBe('1');
    expect(stored('Decimal(10, 3)', 1.005)).toBe('1.005');
    expect(stored('Decimal(10, 2)', 0.29)).toBe('0.29');
    expect(stored('Decimal(10, 2)', 0.1 + 0.2)).toBe('0.3');
    expect(stored('Decimal(38, 20)', 1e-7)).toBe('0.0000001');
    expect(stored('Decimal(76, 0)', 1e75)).toBe(`1${'0'.repeat(75)}`);
    expect(stored('Decimal(10, 2)', new ExactNumber(1n, 99_999))).toBe('0');
    expect(stored('Decimal(10, 2)', new ExactNumber(1n, -99_999))).toContain('is not Decimal(10, 2)');
  });

  it('decimals look at a megabyte of digits once', () => {
    for (const text of ['1'.repeat(1_000_000), `0.${'0'.repeat(1_000_000)}1`, `1e${'1'.repeat(1_000_000)}`]) {
      expect(stored('Decimal(76, 38)', text)).toContain('is not Decimal');
    }
  });
});

describe('numbers that a double does not hold', () => {
  it.each<[string, unknown, string]>([
    ['Int64', new ExactNumber(90071992547409930n, 1), '9007199254740993'],
    ['UInt256', new ExactNumber(1n, -70), `1${'0'.repeat(70)}`],
    ['Float64', new ExactNumber(1000000000000000010n, 18), '1'],
    ['Float32', new ExactNumber(15n, 1), '1.5'],
    ['Float64', new ExactNumber(1n, 400), '0'],
    ['DateTime64(9)', new ExactNumber(1769854830123456789n, 9), '2026-01-31 10:20:30.123456789'],
    ['String', new ExactNumber(12345678901234567890n, 10), '1234567890.1234567890'],
    ['Map(String, String)', { a: new ExactNumber(1n, -400) }, "{'a':'1e400'}"],
    ['Time64(3)', new ExactNumber(-15000000000000001n, 16), '-00:00:01.500'],
    [
      'JSON',
      { a: 9823459096253368n * 10n ** 244n, b: 1e20, c: 2n ** 64n - 1n },
      '{"a":9.823459096253368e259,"b":1e20,"c":18446744073709551615}',
    ],
  ])('%s takes %o', (type, value, expected) => {
    expect(stored(type, value)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['Int64', new ExactNumber(15n, 1)],
    ['Int256', new ExactNumber(1n, -1_000_000)],
    ['Float64', new ExactNumber(1n, -400)],
    ['Float64', NaN],
    ['Bool', new ExactNumber(1n, 0)],
    ['Date', new ExactNumber(1n, 0)],
    ['Array(UInt8)', new ExactNumber(1n, 0)],
    ['Map(String, String)', new ExactNumber(1n, 0)],
    ['JSON', new ExactNumber(1n, 0)],
    ['JSON', { a: new ExactNumber(1n, -400) }],
  ])('%s refuses %o', (type, value) => {
    expect(stored(type, value)).toContain('on column');
  });
});

it('numbers with an exponent of a billion cost nothing, whatever the type', () => {
  const types = [
    'Int256',
    'Float64',
    'Decimal(76, 38)',
    'String',
    'JSON',
    'DateTime64(9)',
    'Time64(9)',
    'Date',
    'Bool',
    'Dynamic',
  ];
  types.push('Variant(Decimal(9, 2), Float64, String)', 'UUID', 'Array(UInt8)', 'Map(String, UInt8)', 'Tuple(UInt8)');
  for (const type of types) {
    for (const scale of [1e9, -1e9]) {
      // Reported or stored, it stays as short as it was written.
      expect(stored(type, new ExactNumber(12345678901234567n, scale))?.length).toBeLessThan(300);
      stored(type, `1.5e${scale}`);
      stored(type, { a: new ExactNumber(1n, scale) });
    }
  }
});

describe('bytes, dates and times of other formats', () => {
  const instant = new Timestamp(1769854830123456n, 6);
  const local = new Timestamp(1769854830123, 3, 'local');

  it.each<[string, unknown, string]>([
    ['String', Buffer.from('é'), 'é'],
    ['FixedString(4)', Buffer.from('abc'), 'abc'],
    ['UUID', Buffer.from('0123456789abcdef0123456789abcdef', 'hex'), '01234567-89ab-cdef-0123-456789abcdef'],
    ['IPv4', Buffer.from([192, 0, 2, 1]), '192.0.2.1'],
    ['IPv6', Buffer.alloc(16), '::'],
    ['Map(String, String)', { a: Buffer.from('x') }, "{'a':'x'}"],
    ['DateTime', instant, '2026-01-31 10:20:30'],
    ["DateTime('Europe/Berlin')", instant, '2026-01-31 11:20:30'],
    ["DateTime('Europe/Berlin')", local, '2026-01-31 10:20:30'],
    ['DateTime64(3)', instant, '2026-01-31 10:20:30.123'],
    ['DateTime64(9)', local, '2026-01-31 10:20:30.123000000'],
    ['DateTime64(3)', new Timestamp(-1n, 9), '1969-12-31 23:59:59.999'],
    ['Date', instant, '2026-01-31'],
    ['Date32', new Timestamp(-1, 3), '1969-12-31'],
    ['Date', new CalendarDate(20484), '2026-01-31'],
    ['Time', new TimeOfDay(37230999, 3), '10:20:30'],
    ['Time64(6)', new TimeOfDay(37230999000000n, 9), '10:20:30.999000'],
    ['String', instant, '2026-01-31T10:20:30.123456Z'],
    ['String', local, '2026-01-31T10:20:30.123'],
    ['String', new CalendarDate(0), '1970-01-01'],
    ['String', new TimeOfDay(1, 9), '00:00:00.000000001'],
    ['String', { at: new CalendarDate(0), b: [new ExactNumber(5n, 3)] }, '{"at":"1970-01-01","b":[0.005]}'],
    ['Variant(Date, String, UInt8)', new CalendarDate(0), '1970-01-01'],
    ['Dynamic', instant, '2026-01-31T10:20:30.123456Z'],
  ])('%s takes %o', (type, value, expected) => {
    expect(stored(type, value)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['FixedString(2)', Buffer.from('abc')],
    ['UUID', Buffer.alloc(15)],
    ['UInt8', Buffer.from('7')],
    ['Array(UInt8)', Buffer.from('7')],
    ['DateTime', new CalendarDate(0)],
    ['DateTime', new Timestamp(-1, 0)],
    ['DateTime64(3)', new Timestamp(10n ** 30n, 9)],
    ['Date', new CalendarDate(65_536)],
    ['Date', new TimeOfDay(0, 3)],
    ['Time', new TimeOfDay(3_600_000_000, 3)],
    ['Time', instant],
    ['Tuple(ticks Int64)', instant],
    ['String', { a: Buffer.from([0xff]) }],
  ])('%s refuses %o', (type, value) => {
    expect(stored(type, value)).toContain('on column');
  });
});

describe('odd messages', () => {
  it.each<[string, string, string]>([
    ['String', '{"v": {"a":1,"a":2} }', '{"a":1,"a":2}'],
    ['Map(String, UInt8)', '{"v":{"a":1,"a":2}}', "{'a':2}"],
    ['Tuple(constructor UInt8, __proto__ UInt8)', '{"v":{"__proto__":1,"constructor":2}}', '(2,1)'],
    ['Tuple(constructor Nullable(UInt8), toString Nullable(UInt8))', '{"v":{}}', '(NULL,NULL)'],
    ['JSON', '{"v":{"__proto__":{"a":1}}}', '{"__proto__":{"a":1}}'],
    ['String', '{"v":"a\\u0000b"}', 'a\u0000b'],
    ['String', '{"v":"\\ud800"}', '\ufffd'],
    ['String', '{"v":["\\ud800"]}', '["\\ud800"]'],
    ['Array(String)', '{"v":["\\ud800x"]}', "['\ufffdx']"],
    ['Float64', '{"v":-0}', '-0'],
    ['Int8', '{"v":-0}', '0'],
    ['String', '{"v":-0}', '-0'],
    ['String', '{"v":1e400}', '1e400'],
  ])('%s of %s', (type, text, expected) => {
    expect(stored(type, (JSON.parse(text) as { v: unknown }).v, text)).toBe(expected);
  });

  it('changes nothing of what all objects share', () => {
    const text = '{"v":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}';
    for (const type of ['JSON', 'String', 'Map(String, String)', 'Dynamic'])
      stored(type, (JSON.parse(text) as { v: unknown }).v, text);
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes and refuses 200 levels of arrays and objects', () => {
    const text = `{"v":${'['.repeat(200)}1${']'.repeat(200)}}`;
    const { v } = JSON.parse(text) as { v: unknown };
    expect(stored('String', v, text)).toBe(text.slice(5, -1));
    expect(stored('Dynamic', v)).toBe(text.slice(5, -1));
    expect(stored(`${'Array('.repeat(200)}UInt8${')'.repeat(200)}`, v)).toBe(text.slice(5, -1));
    expect(stored('UInt8', v)).toContain(`value '${'['.repeat(100)}…' on column`);
    let objects: unknown = 1;
    for (let i = 0; i < 200; i++) objects = { a: objects };
    expect(stored('JSON', objects)).toBe(JSON.stringify(objects));
  });

  it('takes a megabyte of text whole, and cuts it in a rejection', () => {
    const text = 'é'.repeat(500_000);
    expect(stored('String', text)).toBe(text);
    expect(stored('UInt8', text)?.length).toBeLessThan(250);
  });
});

describe('messages that are not JSON text', () => {
  it('messages of other formats are stored as the JSON text of what was decoded', () => {
    const { type } = parseType('String');
    const { mapping } = compileMapping([{ name: 'c', type: type!, path: '$' }], { messages: 'binary' });
    expect(mapping?.need).toBe('value');
    const [explained] = mapping!.explain({ a: new ExactNumber(1n, 1) }, Buffer.from([0, 1]), 0, 2);
    expect(explained).toMatchObject({ found: '{"a":0.1}', outcome: { kind: 'value', text: '{"a":0.1}' } });
  });
});
