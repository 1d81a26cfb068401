import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatafileInput } from '@proj/datafile-parser';

/** The datafiles of a folder and below it, in the order of their names. */
export function readDatafiles(folder: string): readonly DatafileInput[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:datasource|connection)$/.test(name))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      return { path: file, text: readFileSync(file, 'utf8') };
    });
  if (files.length === 0) throw new Error(`${folder} holds no datafiles.`);
  return files;
}
