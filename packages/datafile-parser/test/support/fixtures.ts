import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { DatafileInput } from '../../src/index.js';

const root = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Every fixture of a folder: one file, or a folder of files that belong together. */
export function fixtures(
  kind: 'valid' | 'invalid',
): readonly { readonly name: string; readonly files: readonly DatafileInput[] }[] {
  const folder = join(root, kind);
  return readdirSync(folder)
    .filter((name) => !/\.(?:txt|json)$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const files = statSync(path).isDirectory()
        ? filesBelow(path, '')
        : [{ path: fileName(name), text: readFileSync(path, 'utf8') }];
      return { name: name.replace(/\.\w+$/, ''), files };
    });
}

/** The codes that the fixtures are named after; a name that is not a code is an extra. */
export function reportNames(): readonly string[] {
  return readdirSync(join(root, 'invalid'))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -4));
}

export const reportPath = (name: string): string => join(root, 'invalid', `${name}.txt`);
export const modelPath = (name: string): string => join(root, 'valid', `${name}.model.json`);

function filesBelow(folder: string, prefix: string): DatafileInput[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, `${prefix}${entry.name}/`);
    return [{ path: `${prefix}${entry.name}`, text: readFileSync(path, 'utf8') }];
  });
}

/**
 * Fixtures are named after codes, which have dashes; datafiles may not have them in their names.
 */
const fileName = (name: string): string => (name.startsWith('invalid-file-name') ? name : name.replaceAll('-', '_'));
