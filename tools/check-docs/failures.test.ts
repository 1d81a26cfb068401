import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../processes/node-command.js';

const page = readFileSync(path.join(root, 'docs/failures.md'), 'utf8');
/** `[name](../file.test.ts): “title”`, as one element each. */
const named = [...page.matchAll(/\]\(\.\.\/([^)]+\.test\.ts)\): “([^”]+)”/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

it('every test that docs/failures.md names exists under its title in its file', () => {
  expect(named.length).toBeGreaterThan(70);
  const missing = named.filter(({ file, title }) => {
    const source = path.join(root, file);
    return !existsSync(source) || !isTitle(readFileSync(source, 'utf8'), title);
  });
  expect(missing).toEqual([]);
});

/** Whether a quoted text of the source is this title. */
const isTitle = (source: string, title: string): boolean =>
  [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));

it('docs/failures.md has a row for each of the 72 failures, with a test or the reason why there is none', () => {
  const rows = [...page.matchAll(/^\| (\d+) +\| [^|]+ \| ([^|]+) \|$/gm)];
  const numbers = rows.map(([, number]) => Number(number)).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 72 }, (_, i) => i + 1));
  const empty = rows.filter(([, , tests = '']) => tests.trim() === '');
  expect(empty).toEqual([]);
});
