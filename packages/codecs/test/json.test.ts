import { describe, expect, it } from 'vitest';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { jsonCodec, packField, type DecodeFailure } from '../src/index.js';

const decodeOne = (message: string | Uint8Array): unknown => {
  const { values, failures } = jsonCodec.decode(packField([message]), 'value');
  expect(failures?.get(0)).toBeUndefined();
  return values[0];
};

const failureOf = (message: string | Uint8Array): DecodeFailure | undefined => {
  const failure = jsonCodec.decode(packField([message]), 'value').failures?.get(0);
  expect(jsonCodec.decode(packField([message]), 'validity').failures?.get(0)).toEqual(failure);
  return failure;
};

describe('values', () => {
  it('decodes each message of a batch, and leaves null ones out', () => {
    const { values, failures } = jsonCodec.decode(packField(['{"a":1}', null, '[true,null]', '"é"', ' 7 ']), 'value');
    expect(values).toEqual([{ a: 1 }, undefined, [true, null], 'é', 7]);
    expect(failures).toBeUndefined();
  });

  it('does not let a bad message spoil its neighbours', () => {
    const bad = Buffer.from([0x22, 0xff, 0x22]);
    const { values, failures } = jsonCodec.decode(packField(['"ok"', bad, '"größe"', '{', '1']), 'value');
    expect(values).toEqual(['ok', undefined, 'größe', undefined, 1]);
    expect([...(failures ?? [])].map(([i, { code }]) => [i, code])).toEqual([
      [1, 'codecs/invalid-utf8'],
      [3, 'codecs/json-syntax'],
    ]);
  });

  it('reads messages out of a plain Uint8Array, with other bytes between them', () => {
    const bytes = new Uint8Array([0xff, ...Buffer.from('"é"'), 0x80, ...Buffer.from('[1]'), 0xbf]);
    const field = { count: 2, bytes, start: Int32Array.of(1, 6), end: Int32Array.of(5, 9) };
    expect(jsonCodec.decode(field, 'value')).toEqual({ values: ['é', [1]] });
  });

  it('accepts a message after which a byte stands that would go on with a character', () => {
    const bytes = Buffer.from([...Buffer.from('"é"'), 0x80]);
    const field = { count: 1, bytes, start: Int32Array.of(0), end: Int32Array.of(4) };
    expect(jsonCodec.decode(field, 'value')).toEqual({ values: ['é'] });
  });

  it('refuses a message that cuts a character in two, although the batch as a whole is well-formed', () => {
    const bytes = Buffer.from('"é"');
    const field = { count: 2, bytes, start: Int32Array.of(0, 2), end: Int32Array.of(2, 4) };
    const { failures } = jsonCodec.decode(field, 'value');
    expect([failures?.get(0)?.code, failures?.get(1)?.code]).toEqual(['codecs/invalid-utf8', 'codecs/invalid-utf8']);
  });

  it('builds nothing when only validity is asked for', () => {
    expect(jsonCodec.decode(packField(['{"a":1}', '[]']), 'validity')).toEqual({ values: [undefined, undefined] });
  });
});

describe('integers', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993.0', 9007199254740993n],
    ['-9007199254740993e0', -9007199254740993n],
    ['9007199254740.993E+3', 9007199254740993n],
    ['0.9007199254740993e16', 9007199254740993n],
    ['90071992547409930e-1', 9007199254740993n],
    ['90071992547409930.00e-1', 9007199254740993n],
    ['1.2345678901234567e21', 1234567890123456700000n],
    ['9007199254740991.0', 9007199254740991],
    // Not integral.
    ['9007199254740993.5', new ExactNumber(90071992547409935n, 1)],
    ['90071992547409931e-1', new ExactNumber(90071992547409931n, 1)],
    ['1.00000000000000001', new ExactNumber(100000000000000001n, 17)],
    ['-0.12345678901234567', new ExactNumber(-12345678901234567n, 17)],
    ['0.30000000000000004', 0.30000000000000004],
    ['1.1000000000000000000', 1.1],
    // With so few digits that a double keeps them all: what JSON.parse makes of it.
    ['1e18', 1e18],
    ['[9007199254740993,1e21]', [9007199254740993n, 1e21]],
    ['1.2345678901234566e-7', 1.2345678901234566e-7],
    ['1.2345678901234567e-7', new ExactNumber(12345678901234567n, 23)],
    ['1.2345678901234567e500', new ExactNumber(12345678901234567n, -484)],
    ['1e400', Infinity],
    ['1.2345678901234567e-999999999', new ExactNumber(12345678901234567n, 1_000_000_015)],
    ['-1.2345678901234567e999999999', new ExactNumber(-12345678901234567n, -999_999_983)],
    ['0.00000000000000000e-999999999', 0],
    [`0.${'1'.repeat(1000)}`, NaN],
    ['-9007199254740993', -9007199254740993n],
    ['18446744073709551615', 18446744073709551615n],
    ['{"id":9223372036854775807}', { id: 9223372036854775807n }],
    ['[1, -9223372036854775808 ]', [1, -9223372036854775808n]],
    ['1'.repeat(78), BigInt('1'.repeat(78))],
    [
      '{"a":1760000000000000,"b":0.12345678901234567,"c":12345678901234567.5}',
      {
        a: 1760000000000000,
        b: new ExactNumber(12345678901234567n, 17),
        c: new ExactNumber(123456789012345675n, 1),
      },
    ],
    ['"12345678901234567890"', '12345678901234567890'],
    ['1e30', 1e30],
    ['[12345678901234567890,1e400,-0]', [12345678901234567890n, Infinity, -0]],
  ])('decodes %s exactly', (text, value) => {
    expect(decodeOne(text)).toEqual(value);
  });

  it('finds a long one at every place in a message', () => {
    for (let offset = 0; offset < 40; offset++) {
      const text = `{"${'k'.repeat(offset)}":12345678901234567,"x":[]}`;
      expect(decodeOne(text)).toEqual({ ['k'.repeat(offset)]: 12345678901234567n, x: [] });
    }
  });
});

describe('objects', () => {
  const both = (text: string): readonly unknown[] => [
    decodeOne(`[${text},1]`),
    decodeOne(`[${text},12345678901234567]`),
  ];

  it.each([
    '{"__proto__":{"polluted":1},"a":2}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    '{"a":1,"b":2,"a":3}',
    '{"a":[],"a":{}}',
    '{"a":{"x":1},"a":{"x":1}}',
    '{"__proto__":1,"__proto__":2}',
    '{"\\u0061":1,"a":"\\ud800","é":"\\n\\/"}',
  ])('%s is decoded alike with and without a long integer beside it', (text) => {
    for (const value of both(text)) {
      const [object] = value as readonly [object];
      const expected = JSON.parse(text) as object;
      expect(Object.entries(object)).toEqual(Object.entries(expected));
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    }
  });
});

describe('failures', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ['nothing', '', 'codecs/empty', 'not JSON: the message is empty'],
    ['white space', ' \n\t', 'codecs/json-syntax', 'not JSON: the message is only white space'],
    ['text', 'hello', 'codecs/json-syntax', 'not JSON: unexpected "h" at byte 1'],
    ['a comma too much', '{"a":1,}', 'codecs/json-syntax', 'not JSON: unexpected "}" at byte 8'],
    ['a missing end', '{"a":[1,2', 'codecs/json-syntax', 'not JSON: the message ends too early, after byte 9'],
    ['a second line', '{"a":1,\n "b":é}', 'codecs/json-syntax', 'not JSON: unexpected "é" at byte 14 (line 2)'],
    ['a character of four bytes', '[😀]', 'codecs/json-syntax', 'not JSON: unexpected "😀" at byte 2'],
    ['a quote too much', '""""', 'codecs/json-syntax', `not JSON: unexpected '"' at byte 3`],
    ['a control character', '"a\u0001"', 'codecs/json-syntax', 'not JSON: unexpected byte 0x01 at byte 3'],
    ['a leading zero', '01', 'codecs/json-syntax', 'not JSON: unexpected "1" at byte 2'],
    ['an unknown escape', '"\\x"', 'codecs/json-syntax', 'not JSON: unexpected "x" at byte 3'],
    ['NaN', '{"a":NaN}', 'codecs/json-syntax', 'not JSON: unexpected "N" at byte 6'],
    [
      'a long number that goes wrong',
      '[12345678901234567890,]',
      'codecs/json-syntax',
      'not JSON: unexpected "]" at byte 23',
    ],
    [
      'a registry frame',
      Buffer.from([0, 0, 0, 0, 7, 0x7b, 0x7d]),
      'codecs/json-syntax',
      'not JSON: unexpected byte 0x00 at byte 1',
    ],
    ['a byte order mark', '\uFEFF{}', 'codecs/byte-order-mark', 'not JSON: the message begins with a byte order mark'],
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1'), 'codecs/invalid-utf8', 'not UTF-8: byte 0xe9 at byte 7'],
    [
      'an encoded surrogate',
      Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
      'codecs/invalid-utf8',
      'not UTF-8: byte 0xed at byte 2',
    ],
  ])('says what is wrong with %s', (_, message, code, text) => {
    expect(failureOf(message)).toEqual({ code, message: text });
  });

  it.each(['[', '{"a":', '[12345678901234567890,', '{"a":[1,'])(
    'refuses 100,000 times %s without overflowing a stack',
    (open) => {
      const text = open.repeat(100_000);
      expect(failureOf(text)?.code).toBe('codecs/too-deep');
      const closed = open === '[' ? `${text}${']'.repeat(100_000)}` : text;
      expect(failureOf(closed)?.code).toBe('codecs/too-deep');
    },
  );

  it('accepts 1000 levels and refuses 1001', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ' '.repeat(9) + ']'.repeat(levels);
    expect(failureOf(nested(1000))).toBeUndefined();
    expect(failureOf(nested(1000).replace(' ', '12345678901234567'))).toBeUndefined();
    expect(failureOf(nested(1001))?.code).toBe('codecs/too-deep');
    expect(failureOf(`"${'['.repeat(5000)}"`)).toBeUndefined();
  });

  it('keeps a long message out of its text', () => {
    expect(failureOf(`${' '.repeat(100_000)}x${'secret'.repeat(1000)}`)?.message).toBe(
      'not JSON: unexpected "x" at byte 100001',
    );
  });

  it('walks a message of digits only once', () => {
    expect(decodeOne('7'.repeat(400))).toBe(BigInt('7'.repeat(400)));
    expect(decodeOne(`[-${'7'.repeat(3_000_000)}]`)).toEqual([NaN]);
    expect(failureOf(`"${'7'.repeat(3_000_000)}`)?.code).toBe('codecs/json-syntax');
  });
});
