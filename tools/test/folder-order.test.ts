import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The folders of `src`, each of which imports only from those before it. `.` is `src` itself: the
 * entries and what joins the rest. An order written down here keeps a package free of loops between
 * its folders.
 */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'clickhouse-types': ['type', 'value', 'sql', 'report', 'syntax', 'read', 'writer', '.'],
  codecs: ['contract', 'json', 'binary', 'schema', 'avro', 'protobuf', 'registry', '.'],
  'row-mapping': [
    'contract',
    'value',
    'path',
    'types',
    'coerce/contract',
    'coerce/number',
    'coerce/text',
    'coerce/time',
    'coerce/container',
    'coerce/variant',
    'coerce/json',
    'coerce',
    'column',
    'row',
    'explain',
    '.',
  ],
};

/**
 * Imports, type-only ones included, from a later folder or between folders that the order does not
 * list.
 */
function importsAgainst(src: string, order: readonly string[]): readonly string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const offences = new Set<string>();
  for (const file of files) {
    const own = order.indexOf(dirname(file));
    if (own < 0) offences.add(`${dirname(file)} is not listed`);
    const text = readFileSync(join(src, file), 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
      const imported = join(dirname(file), target);
      if (order.indexOf(dirname(imported)) > own) offences.add(`${file} imports ${imported}`);
    }
  }
  return [...offences];
}

describe('imports between the folders of a package', () => {
  it.each(Object.entries(ORDERS))('run in one direction in %s', (name, order) => {
    const src = fileURLToPath(new URL(`../../packages/${name}/src`, import.meta.url));
    expect(importsAgainst(src, order)).toEqual([]);
  });

  it('imports between the folders of a package are reported when they run back', () => {
    const src = fileURLToPath(new URL('../../packages/row-mapping/src', import.meta.url));
    expect(importsAgainst(src, ['row', '.', 'contract'])).toContain('compile-mapping.ts imports contract/mapping.js');
  });
});
