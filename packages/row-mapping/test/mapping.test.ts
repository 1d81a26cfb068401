import { describe, expect, it } from 'vitest';
import { printType } from '@proj/clickhouse-types';
import { compileMapping } from '../src/index.js';
import { columnOf, mappingOf, put, rejected, writeRows } from './write-row.js';

describe('containers', () => {
  it.each<[string, unknown, unknown]>([
    ['Array(UInt8)', [1, '2', true], [1, 2, 1]],
    ['Array(String)', [], []],
    ['Array(Array(Int64))', [[1], [], [2n ** 62n]], [[1n], [], [2n ** 62n]]],
    ['Array(Nullable(String))', ['a', null], ['a', null]],
    ['Array(LowCardinality(String))', ['a', 1], ['a', '1']],
    ['Array(DateTime64(9))', ['2026-01-31T00:00:00Z'], [1_769_817_600_000_000_000n]],
    [
      'Map(String, String)',
      { a: 'x', b: 1, c: { d: [1] } },
      [
        ['a', 'x'],
        ['b', '1'],
        ['c', '{"d":[1]}'],
      ],
    ],
    [
      'Map(LowCardinality(String), Nullable(UInt8))',
      { a: null, b: 2 },
      [
        ['a', null],
        ['b', 2],
      ],
    ],
    ['Map(UInt16, Array(Bool))', { 7: [true, 0] }, [[7, [1, 0]]]],
    ['Map(String, Map(String, Int8))', { a: { b: 1 } }, [['a', [['b', 1]]]]],
    ['Map(String, String)', {}, []],
    ['Array(Map(String, String))', [{ a: 'b' }, {}], [[['a', 'b']], []]],
    [
      'Map(String, String)',
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
  ])('%s takes its values (%#)', (type, value, expected) => {
    expect(put(type, value)).toEqual(expected);
  });

  const byte = ', expected an integer from 0 to 255';
  it.each<[string, unknown, string, string]>([
    ['Array(UInt8)', [1, 256], '[1,256]', `: at [1] '256' is not UInt8${byte}`],
    ['Array(UInt8)', [1, null], '[1,null]', `: at [1] null is not UInt8${byte}`],
    ['Array(String)', [null], '[null]', ': at [0] null is not String'],
    ['Array(UInt8)', JSON.parse('[1e400]'), '…', `: at [0] a number beyond Float64 is not UInt8${byte}`],
    ['Array(UInt8)', '[1]', '[1]', ', expected an array'],
    ['Array(UInt8)', { 0: 1 }, '{"0":1}', ', expected an array'],
    ['Array(Array(UInt8))', [[1], [2], ['x']], '[[1],[2],["x"]]', `: at [2][0] 'x' is not UInt8${byte}`],
    ['Map(String, UInt8)', { a: 1, b: -1 }, '{"a":1,"b":-1}', `: at .b '-1' is not UInt8${byte}`],
    ['Map(String, String)', { 'a b': null }, '{"a b":null}', `: at ['a b'] null is not String`],
    ['Map(UInt8, String)', { x: 'y' }, '{"x":"y"}', `: at (key) 'x' is not UInt8${byte}`],
    ['Map(String, String)', [], '[]', ', expected an object'],
    ['Map(String, String)', 'x', 'x', ', expected an object'],
    ['Tuple(a UInt8, b String)', { a: 1 }, '{"a":1}', ': at .b nothing is not String'],
    [
      'Tuple(UInt8, Array(Point))',
      [1, [[1]]],
      '[1,[[1]]]',
      `: at [1][0] '[1]' is not Point, expected an array of two numbers`,
    ],
  ])('%s refuses what is not of its type, and leaves nothing behind (%#)', (type, value, text, why) => {
    expect(put(type, value)).toBe(`rejected: value '${text}' on column 'c' is not ${type}${why}`);
  });

  it('containers are refused where a path for many values found something else', () => {
    expect(put('Array(String)', ['a'], { path: '$.v[:]' })).toEqual(['a']);
    expect(put('String', ['a'], { path: '$.v[:]' })).toBe('["a"]');
    for (const type of ['String', 'Nullable(String)', 'Array(String)', 'Map(String, String)']) {
      const text = put(type, { a: '1' }, { path: '$.v[:]' });
      expect(text).toBe(
        `rejected: value '{"a":"1"}' on column 'c' is not ${type === 'Nullable(String)' ? 'String' : type}, expected an array`,
      );
    }
  });
});

describe('missing and null', () => {
  const missing = (type: string, more: object = {}): unknown => {
    const { columns, rejections } = writeRows(mappingOf({ type, ...more }), [{}, { v: null }]);
    return rejections[0] ? rejections.map((one) => one?.map(({ code }) => code)) : columns[0];
  };

  it.each([
    'Nullable(String)',
    'LowCardinality(Nullable(String))',
    'Nullable(DateTime64(3))',
    'SimpleAggregateFunction(any, Nullable(Int8))',
  ])('a missing value or null is NULL in %s', (type) => {
    expect(missing(type)).toEqual([null, null]);
    expect(missing(type, { hasDefault: true, defaultExpression: '7' })).toEqual([null, null]);
  });

  it.each([
    'String',
    'UInt64',
    'DateTime',
    'UUID',
    'LowCardinality(String)',
    'SimpleAggregateFunction(sum, UInt64)',
    'Bool',
  ])('a missing value or null is left to ClickHouse in %s with a DEFAULT', (type) => {
    expect(missing(type, { hasDefault: true, defaultExpression: 'now()' })).toEqual([null, null]);
  });

  it.each(['[]', 'array()', ' [ ] ', `'[]'`, 'emptyArrayString()'])(
    'are empty in an Array with DEFAULT %s',
    (defaultExpression) => {
      expect(missing('Array(String)', { hasDefault: true, defaultExpression })).toEqual([[], []]);
      expect(missing('Array(String)', { hasDefault: true, defaultExpression, path: '$.v[:]' })).toEqual([[], []]);
    },
  );

  it.each(['map()', ' Map ( ) '])('a missing value or null is empty in a Map with DEFAULT %s', (defaultExpression) => {
    expect(missing('Map(String, String)', { hasDefault: true, defaultExpression, path: '$.v[:]' })).toEqual([[], []]);
  });

  it.each(['String', 'Array(String)', 'Map(String, String)', 'LowCardinality(String)'])(
    'are rejections in %s',
    (type) => {
      expect(missing(type)).toEqual([['mapping/missing-value'], ['mapping/missing-value']]);
    },
  );

  it('a rejection says whether a value was missing or null, and where', () => {
    const { rejections } = writeRows(mappingOf({ name: 'id', type: 'UInt8', path: '$.user.id' }), [
      {},
      { user: { id: null } },
    ]);
    expect(rejections.map((one) => one?.[0]?.message)).toEqual([
      `value of column 'id' is not in the message at $.user.id, and the column is neither Nullable nor has a DEFAULT`,
      `value of column 'id' is null at $.user.id, and the column is neither Nullable nor has a DEFAULT`,
    ]);
  });

  it('a missing value does not excuse a value of another type', () => {
    expect(put('Nullable(UInt8)', 'x')).toBe(rejected('UInt8', 'x'));
    expect(put('UInt8', 'x', { hasDefault: true })).toBe(rejected('UInt8', 'x'));
    expect(put('Array(UInt8)', 'x', { hasDefault: true, defaultExpression: '[]' })).toBe(rejected('Array(UInt8)', 'x'));
  });
});

describe('rows', () => {
  const columns = [
    { name: 'id', type: 'UInt8', path: '$.id' },
    { name: 'tags', type: 'Array(UInt8)', path: '$.tags' },
    { name: 'name', type: 'Nullable(String)', path: '$.name' },
    { name: 'at', type: 'DateTime', path: '$.at', hasDefault: true },
    { name: 'props', type: 'Map(String, UInt8)', path: '$.props' },
  ] as const;

  it('rows are written as a whole or not at all, and all bad columns are reported', () => {
    const good = { id: 1, tags: [1], name: 'a', at: 0, props: { x: 1 } };
    const messages = [
      good,
      { ...good, id: 256, tags: [1, 300], props: { x: 1, y: 256 } },
      { ...good, id: 2 },
      { ...good, props: 7 },
      { ...good, at: 'never', name: 3 },
      undefined,
      'text',
      { ...good, id: 3, name: null, at: null },
    ];
    const { columns: written, rejections } = writeRows(mappingOf(...columns), messages);
    expect(written).toEqual([
      [1, 2, 3],
      [[1], [1], [1]],
      ['a', 'a', null],
      [0, 0, null],
      [[['x', 1]], [['x', 1]], [['x', 1]]],
    ]);
    expect(rejections.map((one) => one?.map(({ column }) => column).join())).toEqual([
      undefined,
      'id,tags,props',
      undefined,
      'props',
      'at',
      'id,tags,props',
      'id,tags,props',
      undefined,
    ]);
  });

  it('rows leave each column as it was when any subset of columns is bad', () => {
    const mapping = mappingOf(...columns);
    const good = [1, [1], 'a', 0, { x: 1 }];
    const bad = [-1, [1, -1], Infinity, 'x', { x: 1, y: -1 }];
    for (let mask = 0; mask < 32; mask++) {
      const values = good.map((value, i) => (mask & (1 << i) ? bad[i] : value));
      const message = Object.fromEntries(columns.map(({ name }, i) => [name, values[i]]));
      const { columns: written, rejections } = writeRows(mapping, [message, message]);
      const names = columns.filter((_, i) => mask & (1 << i)).map(({ name }) => name);
      expect(rejections[0]?.map(({ column }) => column) ?? []).toEqual(names);
      for (const values of written) expect(values).toHaveLength(mask === 0 ? 2 : 0);
    }
  });

  it('control characters in a rejected value are shown as escapes', () => {
    expect(put('UInt8', 'a\n\t\x1B[31m\x9B\x00é')).toBe(rejected('UInt8', String.raw`a\n\t\x1B[31m\x9B\x00é`));
  });

  it('excerpts of rejected values are cut at 100 characters, never inside one', () => {
    const a = put('UInt8', 'x'.repeat(500));
    expect(a).toBe(rejected('UInt8', `${'x'.repeat(100)}…`));
    expect(put('UInt8', `${'x'.repeat(99)}😀y`)).toBe(rejected('UInt8', `${'x'.repeat(99)}…`));
    expect(put('UInt8', 'x'.repeat(100))).toBe(rejected('UInt8', 'x'.repeat(100)));
  });

  it('a row writer requires one writer per column, of the right form', () => {
    expect(() => mappingOf({ type: 'UInt8' }).bind([])).toThrow('1 column writers were needed');
  });
});

describe('the message itself', () => {
  it.each(['String', 'LowCardinality(String)', 'Nullable(String)'])(
    'the message itself is stored byte by byte in %s',
    (type) => {
      const mapping = mappingOf({ type, path: '$' });
      expect(mapping.need).toBe('validity');
      expect(writeRows(mapping, ['{ "a" : 1.0 }', 'null']).columns).toEqual([['{ "a" : 1.0 }', 'null']]);
    },
  );

  it('the message itself needs its value decoded as soon as one column looks at it', () => {
    expect(mappingOf({ type: 'String', path: '$' }, { type: 'String', path: '$.a' }).need).toBe('value');
    expect(mappingOf({ type: 'Array(String)', path: '$' }).need).toBe('value');
  });

  it('the message itself may be a tombstone where every column can do without a value', () => {
    const nullable = { type: 'Nullable(String)', path: '$' };
    const withDefault = { type: 'UInt8', hasDefault: true };
    const empty = { type: 'Array(UInt8)', hasDefault: true, defaultExpression: '[]' };
    const mapping = mappingOf(nullable, withDefault, empty);
    expect(mapping.acceptsTombstone).toBe(true);
    expect(writeRows(mapping, [undefined]).columns).toEqual([[null], [null], [[]]]);
    expect(mappingOf(nullable, { type: 'UInt8' }).acceptsTombstone).toBe(false);
    expect(writeRows(mappingOf({ type: 'String', path: '$' }), [undefined]).rejections[0]?.[0]?.code).toBe(
      'mapping/missing-value',
    );
  });
});

it('a mapping returns what was found, for the quarantine table', () => {
  const paths = ['$', '$.text', '$.number', '$.big', '$.list', '$.nothing', '$.null', '$.huge', '$.list[:]'];
  const mapping = mappingOf(...paths.map((path) => ({ type: path === '$' ? 'String' : 'UInt8', path })));
  const bytes = Buffer.from('xx{"é"}xx');
  const value = { text: 'a"b', number: 1.5, big: 2n ** 64n, list: [1, { a: null }], null: null, huge: Infinity };
  expect(mapping.found(value, bytes, 2, 8)).toEqual([
    '{"é"}'.slice(0, 6),
    'a"b',
    '1.5',
    '18446744073709551616',
    '[1,{"a":null}]',
    null,
    null,
    'Infinity',
    '[1,{"a":null}]',
  ]);
  expect(mapping.found(undefined, bytes, -1, -1)).toEqual(paths.map(() => null));
});

describe('block columns', () => {
  it.each([
    ['LowCardinality(String)', 'String', {}],
    ['LowCardinality(Nullable(String))', 'Nullable(String)', {}],
    ['SimpleAggregateFunction(sum, UInt64)', 'UInt64', {}],
    ['Array(LowCardinality(String))', 'Array(String)', {}],
    [
      'Map(LowCardinality(String), Array(LowCardinality(Nullable(String))))',
      'Map(String, Array(Nullable(String)))',
      {},
    ],
    ['UInt8', 'Nullable(UInt8)', { hasDefault: true }],
    ['LowCardinality(String)', 'Nullable(String)', { hasDefault: true }],
    ['Nullable(UInt8)', 'Nullable(UInt8)', { hasDefault: true }],
    ['Array(UInt8)', 'Array(UInt8)', { hasDefault: true, defaultExpression: '[]' }],
    ['Array(UInt8)', 'Array(UInt8)', { hasDefault: true, defaultExpression: '[1, 2]' }],
    ['Array(UInt8)', 'Nullable(Array(UInt8))', { hasDefault: true, defaultExpression: '[1, id]' }],
    ['Ring', 'Nullable(Ring)', { hasDefault: true, defaultExpression: '[(x, y)]' }],
    ['QBit(Float32, 8)', 'Nullable(QBit(Float32, 8))', { hasDefault: true, defaultExpression: 'embed(text)' }],
    ['Map(String, UInt8)', 'Map(String, UInt8)', { hasDefault: true, defaultExpression: 'map()' }],
    ['Map(String, UInt8)', 'Nullable(Map(String, UInt8))', { hasDefault: true, defaultExpression: "map('a', 1)" }],
    ['Tuple(a UInt8)', 'Nullable(Tuple(a UInt8))', { hasDefault: true, defaultExpression: 'tuple(7)' }],
    ['Point', 'Nullable(Point)', { hasDefault: true, defaultExpression: '(x, y)' }],
    ['JSON', 'Nullable(JSON)', { hasDefault: true, defaultExpression: "'{}'" }],
    ['Variant(String, UInt8)', 'Variant(String, UInt8)', { hasDefault: true, defaultExpression: '7' }],
    ['Dynamic', 'Dynamic', { hasDefault: true, defaultExpression: '7' }],
    ['Nested(a LowCardinality(String))', 'Nested(a String)', {}],
    ['QBit(Float32, 8)', 'QBit(Float32, 8)', {}],
    ['INT', 'Int32', {}],
    ["DateTime64(3, 'Europe/Madrid')", "DateTime64(3, 'Europe/Madrid')", {}],
  ])('%s travels as %s', (type, expected, more) => {
    expect(mappingOf({ type, ...more }).blockColumns.map((column) => printType(column.type))).toEqual([expected]);
  });
});

describe('problems', () => {
  it('problems are reported for all columns, with the place in the type', () => {
    const { mapping, problems } = compileMapping([
      columnOf({ name: 'a', type: 'Array(AggregateFunction(sum, UInt8))' }),
      columnOf({ name: 'b', type: 'Int8', path: 'v' }),
      columnOf({ name: 'c', type: 'JSON', path: '$.x y' }),
      columnOf({ name: 'd', type: 'Nested(a UInt8)', hasDefault: true, defaultExpression: '[1, id]' }),
      columnOf({ name: 'e', type: 'String' }),
    ]);
    expect(mapping).toBeUndefined();
    expect(
      problems.map(({ column, part, diagnostic: { code, message, span } }) => [column, part, code, message, span]),
    ).toEqual([
      [
        'a',
        'type',
        'mapping/type-not-from-messages',
        'Columns of type AggregateFunction(sum, UInt8) cannot be filled from messages.',
        { start: 6, end: 35 },
      ],
      ['b', 'path', 'mapping/path-root', 'A JSONPath begins with $, for example $.user.id.', { start: 0, end: 1 }],
      ['c', 'path', 'mapping/path-character', 'A JSONPath cannot hold white space.', { start: 3, end: 4 }],
      [
        'd',
        'column',
        'mapping/default-not-literal',
        'The DEFAULT [1, id] of a column of type Nested(a UInt8) is not empty.',
        undefined,
      ],
    ]);
  });

  it.each([
    'AggregateFunction(sum, UInt8)',
    'Map(String, AggregateFunction(count))',
    'Tuple(a AggregateFunction(count))',
  ])('%s is refused by name', (type) => {
    const { problems } = compileMapping([columnOf({ type })]);
    expect(problems.map(({ diagnostic }) => diagnostic.code)).toEqual(['mapping/type-not-from-messages']);
  });

  it('AggregateFunction says why', () => {
    const { problems } = compileMapping([columnOf({ type: 'AggregateFunction(sum, UInt8)' })]);
    expect(problems[0]?.diagnostic.hint).toBe(
      'It holds the unfinished state of a function. Fill it with a materialized view, or use SimpleAggregateFunction.',
    );
  });

  it('an unknown time zone', () => {
    const { problems } = compileMapping([
      { name: 'c', path: '$', type: { kind: 'DateTime', timezone: 'Mars/Olympus' } },
    ]);
    expect(problems[0]?.diagnostic).toMatchObject({
      code: 'mapping/unknown-time-zone',
      message: 'The time zone Mars/Olympus is not known.',
    });
  });
});
