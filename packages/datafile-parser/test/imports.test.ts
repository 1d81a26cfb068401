import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?!type\s)[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'/g;

/** Everything that a file imports, its own imports and those of other packages of ours included. */
function reach(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const match of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (name.startsWith('.')) reach(join(dirname(file), name.replace(/\.js$/, '.ts')), seen);
    else if (name.startsWith('@proj/'))
      reach(
        fileURLToPath(import.meta.resolve(name))
          .replace('/dist/', '/src/')
          .replace(/\.js$/, '.ts'),
        seen,
      );
    else seen.add(name);
  }
  return seen;
}

const reached = reach(entry, new Set());
const packages = [...reached].filter((name) => !name.startsWith('/'));

it('needs nothing of Node, so that it works in a browser', () => {
  expect(reached.size).toBeGreaterThan(30);
  const builtin = new Set(builtinModules);
  expect(packages.filter((name) => name.startsWith('node:') || builtin.has(name))).toEqual([]);
  const sources = [...reached].filter((file) => file.startsWith('/'));
  const users = sources.filter((file) => /(?:process\.|Buffer\.|require\(|__dirname)/.test(readFileSync(file, 'utf8')));
  expect(users).toEqual([]);
});

it('loads one library and no other', () => {
  expect(packages).toEqual(['chevrotain']);
});
