import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sample } from './sample.js';

/** Every file below a folder, also those that are not datafiles: both parsers must say so. */
export function readFiles(folder: string): readonly Sample[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      name: path.relative(folder, file),
      extension: path.extname(file),
      text: readFileSync(file, 'utf8'),
    }));
}
