import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import type { PublishedPackage } from '../check-packages/packages.js';

/**
 * The path of the golden copy of a package's declarations. When it changes, the public API changes.
 */
export const goldenFile = (published: PublishedPackage): string => path.join(published.folder, 'api.d.ts');

/** All built declarations of a package in one text: what its users can see. */
export async function builtDeclarations(published: PublishedPackage): Promise<string> {
  const dist = path.join(published.folder, 'dist');
  const names = (await readdir(dist)).filter((name) => name.endsWith('.d.ts'));
  const files = await Promise.all(
    names.map(async (name) => ({ name: stable(name), text: stable(await readFile(path.join(dist, name), 'utf8')) })),
  );
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = files.map(({ name, text }) => `// ---- ${name} ----\n${text.trim()}\n`).join('\n');
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 });
}

// Entries share files whose names contain a hash of their content, and import from them under
// one-letter names.
const stable = (text: string): string => text.replace(/-[A-Za-z0-9_-]{8}(?=\.(d\.ts|js))/g, '');
