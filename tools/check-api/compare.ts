import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, type PublishedPackage } from '../check-packages/packages.js';
import { builtDeclarations, goldenFile } from './declarations.js';

/**
 * The difference between the built declarations of a package and their golden copy; undefined when
 * there is none.
 */
export async function compareApi(published: PublishedPackage): Promise<string | undefined> {
  const golden = await readFile(goldenFile(published), 'utf8').catch(() => '');
  const built = await builtDeclarations(published);
  if (golden === built) return undefined;
  const [before, after] = [golden.split('\n'), built.split('\n')];
  const lost = before.filter((line) => !after.includes(line)).map((line) => `  - ${line}`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `  + ${line}`);
  const shown = [...lost.slice(0, 10), ...added.slice(0, 10)].join('\n') || '  (only the order of lines differs)';
  const file = path.relative(root, goldenFile(published));
  return `${file} is not what was built. When the change is meant: npm run api:write, and a version plan.\n${shown}`;
}

export async function writeApi(published: PublishedPackage): Promise<void> {
  await writeFile(goldenFile(published), await builtDeclarations(published));
}
