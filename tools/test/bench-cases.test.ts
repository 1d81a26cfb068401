import { describe, expect, it } from 'vitest';
import { allCases } from '../bench/cases.js';
import { assertSame } from '../bench/digest.js';
import { engineTables } from '../bench/engine-tables.js';
import { parseBenchOptions } from '../bench/options.js';

describe.each(allCases)('messages of the case $name', ({ name, columns, messageGenerator }) => {
  it('messages of the case $name are identical each time they are generated', () => {
    const [one, two] = [messageGenerator(), messageGenerator()];
    for (let index = 0; index < 100; index++) expect(one(index)).toEqual(two(index));
  });

  it('messages of the case $name are ASCII JSON of the size in their name, with a member for each column', () => {
    const wanted = name.includes('200 B') ? 200 : name.includes('1 KB') ? 1_000 : undefined;
    const next = messageGenerator();
    for (let index = 0; index < 1_000; index++) {
      const { value } = next(index * 997);
      expect(value).toMatch(/^[ -~]+$/);
      if (wanted) expect(Math.abs(value.length - wanted)).toBeLessThanOrEqual(wanted * 0.05);
      const message = JSON.parse(value) as Record<string, unknown>;
      for (const { path } of columns.filter((one) => one.path !== '$')) {
        const steps = path.replace(/^\$\.|\[:\]$/g, '').split('.');
        expect(steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], message)).not.toBeUndefined();
      }
    }
  });
});

describe('the tables of the engine', () => {
  it('the tables of the engine read nested members through one tuple, and the whole message as one string', () => {
    const nested = engineTables([
      { name: 'id', type: 'UInt32', path: '$.id' },
      { name: 'device_os', type: 'String', path: '$.device.os' },
      { name: 'device_mobile', type: 'Bool', path: '$.device.mobile' },
      { name: 'tags', type: 'Array(String)', path: '$.tags[:]' },
    ]);
    expect(nested.columns).toEqual(['id UInt32', 'device Tuple(os String, mobile Bool)', 'tags Array(String)']);
    expect(nested.select.slice(0, 4)).toEqual([
      'id',
      'device.os AS device_os',
      'device.mobile AS device_mobile',
      'tags',
    ]);
    expect(engineTables([{ name: 'data', type: 'String', path: '$' }]).format).toBe('JSONAsString');
  });

  it('refuse a path that they cannot express', () => {
    expect(() => engineTables([{ name: 'x', type: 'String', path: '$.a.b.c' }])).toThrow('$.a.b.c');
  });
});

describe('a comparison', () => {
  const digest = { rows: '10', checksum: '1' };
  it.each([
    ['a missing row', { rows: '9', checksum: '1' }, 'engine has 9 rows instead of 10'],
    ['another value', { rows: '10', checksum: '2' }, 'differ'],
  ])('a comparison is not trusted with %s', (_, other, text) => {
    const sides = [
      { side: 'ours', digest },
      { side: 'engine', digest: other },
    ];
    expect(() => assertSame(10, sides)).toThrow(text);
  });
});

describe('options', () => {
  it('run only the shop event with --quick', () => {
    const options = parseBenchOptions(['--quick']);
    if (options === 'help') throw new Error('help was not asked for');
    expect(options.cases.map((one) => one.name)).toEqual(['shop event, 14 + 5 columns']);
  });

  it('let --messages win for every case', () => {
    const options = parseBenchOptions(['--messages', '70_000']);
    if (options === 'help') throw new Error('help was not asked for');
    expect(new Set(options.cases.map(options.messagesOf))).toEqual(new Set([70_000]));
    expect(options.cases).toHaveLength(7);
  });

  it.each([['--messages', '0'], ['--messages', 'many'], ['--case', 'none'], ['--fast']])(
    'the options refuse %s %s',
    (...argv) => {
      expect(() => parseBenchOptions(argv)).toThrow();
    },
  );
});
