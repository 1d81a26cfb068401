import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { JSONPath } from 'jsonpath-plus';
import { CalendarDate, ExactNumber, TimeOfDay, Timestamp } from '@proj/clickhouse-types/decoded-value';
import { compileMapping } from '../src/index.js';
import { compilePath } from '../src/path/compile-path.js';
import { parsePath } from '../src/path/parse-path.js';
import { columnOf } from './write-row.js';

function find(path: string, message: unknown): unknown {
  const parsed = parsePath(path);
  if (parsed.kind === 'mistake') throw new Error(parsed.diagnostic.message);
  return compilePath(path, parsed).get(message);
}

const kindOf = (path: string): string => parsePath(path).kind;

it('a path of thousands of steps is refused before it costs memory', () => {
  expect(kindOf(`$${'[*]'.repeat(333)}`)).toBe('plain');
  const parsed = parsePath(`$${'[*]'.repeat(8_000)}`);
  expect(parsed).toMatchObject({
    kind: 'mistake',
    diagnostic: { code: 'mapping/path-syntax', message: 'Unexpected character 1001 in a JSONPath.' },
  });
});

describe('plain paths', () => {
  it.each<[string, unknown, unknown]>([
    ['$', { a: 1 }, { a: 1 }],
    ['$.a', { a: 1 }, 1],
    ['$.a.b.c', { a: { b: { c: null } } }, null],
    ['$.a.b.c', { a: { b: 'text' } }, undefined],
    ['$.a.b', { a: null }, undefined],
    ['$.event-data.event', { 'event-data': { event: 'x' } }, 'x'],
    [`$['a.b']["it's"]`, { 'a.b': { "it's": 1 } }, 1],
    [`$['*'].$oid`, { '*': { $oid: 1 } }, 1],
    ['$.@timestamp', { '@timestamp': 1 }, 1],
    ['$.größe', { größe: 1 }, 1],
    ['$[1]', ['a', 'b'], 'b'],
    ['$.a[0].b', { a: [{ b: 1 }] }, 1],
    ['$.a[7]', { a: [1] }, undefined],
    ['$.a[:]', { a: [1, 2] }, [1, 2]],
    ['$.a[*]', { a: [1, null] }, [1, null]],
    ['$.a[*]', { a: { x: 1, y: 2 } }, [1, 2]],
    ['$.a.*', { a: { x: 1, y: 2 } }, [1, 2]],
    ['$[:].a', [{ a: 1 }, {}, null, { a: null }, { a: 2 }], [1, null, null, null, 2]],
    ['$.a[:].b.c', { a: [{ b: { c: 1 } }, { b: 2 }] }, [1, null]],
    ['$.a[:].b[:]', { a: [{ b: [1, 2] }, {}, { b: [] }, { b: [3] }] }, [1, 2, 3]],
    ['$.a[:].b[:].c', { a: [{ b: [{ c: 1 }, {}] }, { b: [{ c: 2 }] }] }, [1, null, 2]],
    ['$.a[:]', {}, undefined],
    ['$.a[:]', { a: null }, null],
    ['$.a[:].b', { a: 'text' }, 'text'],
    ['$.a[:].b[:]', { a: [{ b: [1] }, { b: 7 }] }, 7],
  ])('%s of %j', (path, message, expected) => {
    expect(kindOf(path)).toBe('plain');
    expect(find(path, message)).toEqual(expected);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length', 'map', 'values'])(
    'finds $.%s only where the message has it itself',
    (name) => {
      for (const nothing of [{}, [], [1], 'text', 7, true, null, undefined, 5n]) {
        expect(find(`$.${name}`, nothing)).toBeUndefined();
        expect(find(`$.a.${name}`, { a: nothing })).toBeUndefined();
        expect(find(`$.${name}.name`, nothing)).toBeUndefined();
      }
      const own: unknown = JSON.parse(`{"${name}":{"a":1}}`);
      expect(find(`$.${name}.a`, own)).toBe(1);
      expect(find(`$['${name}']`, own)).toEqual({ a: 1 });
    },
  );
});

it('finds nothing inside of exact numbers, dates and bytes: they are values', () => {
  const values = [
    new ExactNumber(1234567890123456789n, 18),
    new Timestamp(0, 3),
    new CalendarDate(1),
    new TimeOfDay(1, 0),
    Uint8Array.of(1),
  ];
  for (const value of values) {
    for (const name of [...Object.keys(value), 'length', 'buffer', 'toString']) {
      if (name === '0') continue;
      expect(find(`$.v.${name}`, { v: value })).toBeUndefined();
      expect(find(`$.v[:].${name}`, { v: [value, { [name]: 7 }] })).toEqual([null, 7]);
    }
    expect(find('$.v[*]', { v: value })).toBe(value);
  }
});

describe('the same as jsonpath-plus', () => {
  const names = ['a', 'b', 'c-d', '0', 'ключ'];
  // No texts with characters: jsonpath-plus finds them at [0], here a text has no members.
  const leaf = fc.oneof(fc.integer(), fc.constant(''), fc.boolean(), fc.constant(null));
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf, tie('array'), tie('object')),
    array: fc.array(tie('document'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...names), tie('document'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const root = fc.oneof(
    fc.array(document, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), document, { noNullPrototype: true }),
  );
  const member = fc.oneof(
    fc.constantFrom(...names).map((name) => `.${name}`),
    fc.constantFrom(...names).map((name) => `['${name}']`),
    fc.nat(2).map((n) => `[${n}]`),
  );
  const members = fc.array(member, { maxLength: 3 }).map((steps) => steps.join(''));
  const each = fc.constantFrom('[:]', '[*]');
  const oracle = (path: string, json: unknown): readonly unknown[] =>
    JSONPath<readonly unknown[] | undefined>({ path, json: json as object, eval: false, wrap: true }) ?? [];

  it('paths for members and positions find what jsonpath-plus finds', () => {
    fc.assert(
      fc.property(members, root, (steps, message) => {
        const path = `$${steps}`;
        const [expected] = oracle(path, message);
        expect(find(path, message)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('paths for elements find what jsonpath-plus finds, with null for each element that has nothing', () => {
    fc.assert(
      fc.property(members, each, members, root, (head, step, tail, message) => {
        const got = find(`$${head}${step}${tail}`, message);
        if (!Array.isArray(got)) {
          expect(oracle(`$${head}${step}`, message)).toEqual([]);
          return;
        }
        const elements = oracle(`$${head}${step}`, message);
        const expected = elements.map((element) =>
          tail === ''
            ? element
            : typeof element === 'object' && element !== null
              ? (oracle(`$${tail}`, element)[0] ?? null)
              : null,
        );
        expect(got).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('paths for elements of elements find what jsonpath-plus finds, where each has what the path asks for', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ b: fc.array(fc.record({ c: leaf })) })), (a) => {
        for (const path of ['$.a[:].b[:].c', '$.a[*].b[:].c', '$.a[:].b[*]', '$.a[:].b']) {
          expect(find(path, { a })).toEqual(oracle(path, { a }));
        }
      }),
    );
  });

  it.each(['$..a', '$.a[1:]', '$.a[-1:]', '$[a,b]', '$.a~', '$.a.b^', '$.b@array()', '$.a[::2]', '$..*', '$..[0]'])(
    'for %s, which runs through it',
    (path) => {
      expect(kindOf(path)).toBe('general');
      fc.assert(
        fc.property(root, (message) => {
          const expected = oracle(path, message);
          const parsed = parsePath(path);
          const many = parsed.kind === 'general' && parsed.many;
          expect(find(path, message)).toEqual(many ? (expected.length === 0 ? undefined : expected) : expected[0]);
        }),
      );
    },
  );

  it('documents that are too deep are rejected instead of crashing, as by jsonpath-plus', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    expect(typeof find('$..b', deep)).toBe('symbol');
  });
});

describe('mistakes in paths', () => {
  /** The wrong part stands between two §. */
  it.each([
    ['§user.id§', 'mapping/path-root', 'Write $.user.id.'],
    ['§§', 'mapping/path-root', undefined],
    ['§.a§', 'mapping/path-root', 'Write $.a.'],
    ['§#.__value§', 'mapping/path-root', undefined],
    ['$.a§ §b', 'mapping/path-character', 'Remove it.'],
    ["$['a§\t§b']", 'mapping/path-character', 'Remove it.'],
    ['$.a§`§', 'mapping/path-character', 'Remove it.'],
    ['$§.§', 'mapping/path-empty-member', undefined],
    ['$.a§.§', 'mapping/path-empty-member', undefined],
    ['$§..§', 'mapping/path-empty-member', undefined],
    ["$§.§['a']", 'mapping/path-empty-member', "Write $['a']."],
    ['$.a§[]§', 'mapping/path-empty-member', 'Write [:] for all elements, [0] for the first.'],
    ["$.a§['']§", 'mapping/path-empty-member', undefined],
    ['$.a§[0§', 'mapping/path-unclosed', 'Add ].'],
    ["$.a§['b§", 'mapping/path-unclosed', "Add ']."],
    ["$.a§['b'§", 'mapping/path-unclosed', 'Add ].'],
    ["$['a'§,§'b']", 'mapping/path-syntax', 'A bracket holds one quoted name.'],
    ['$§a§', 'mapping/path-syntax', 'Members follow a point, positions stand in brackets.'],
    ['$.a[0]§b§', 'mapping/path-syntax', 'Members follow a point, positions stand in brackets.'],
    ['$.a§]§', 'mapping/path-syntax', "Write ['…'] for a name with such characters."],
    ["$.it§'§s", 'mapping/path-syntax', "Write ['…'] for a name with such characters."],
    ['$.a[§-1§]', 'mapping/path-syntax', 'Write [-1:] to count from the end.'],
    ['$.a[b§,,§c]', 'mapping/path-syntax', 'Names are separated by single commas.'],
    ['$..a§.@type§', 'mapping/path-syntax', 'Use it in a path of plain members only.'],
    ['$.a§[?(@.price>10)]§.b', 'mapping/path-script', 'Take the whole array or object, and filter in a query.'],
    ['$.a§[(@.length-1)]§', 'mapping/path-script', 'Take the whole array or object, and filter in a query.'],
    ['$..§[?(@.x)]§', 'mapping/path-script', 'Take the whole array or object, and filter in a query.'],
  ])('%s', (marked, code, hint) => {
    const path = marked.replaceAll('§', '');
    const { mapping, problems } = compileMapping([columnOf({ name: 'x', type: 'String', path })]);
    expect(mapping).toBeUndefined();
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ column: 'x', part: 'path', diagnostic: { code, severity: 'error' } });
    expect(problem?.diagnostic.hint).toBe(hint);
    const { start = -1, end = -1 } = problem?.diagnostic.span ?? {};
    expect(`${path.slice(0, start)}§${path.slice(start, end)}§${path.slice(end)}`).toBe(marked);
  });

  it('mistakes in paths never throw, and their spans lie inside the text', () => {
    const piece = fc.constantFrom(
      '$',
      '.',
      '..',
      '[',
      ']',
      "'",
      '"',
      '*',
      ':',
      '0',
      '-1',
      'a',
      '@',
      '@string()',
      '(',
      '?(',
      ')',
      '^',
      '~',
      ',',
      ';',
      '#1',
      '%@%',
      '`',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const path = `$${pieces.join('')}`;
        const parsed = parsePath(path);
        if (parsed.kind === 'mistake') {
          const { start, end } = parsed.diagnostic.span ?? { start: -1, end: -1 };
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(path.length);
        } else {
          compilePath(path, parsed).get({ a: [{ a: 1, é: [2] }], 0: 'x' });
        }
      }),
      { numRuns: 5000 },
    );
  });
});
