import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** With slashes, relative when it lies below the base. */
  readonly shown: string;
}

const SEARCHED = ['datasources', 'connections'];
/** Whether a file is one, by its name. */
export const isDatafile = (name: string): boolean => name.endsWith('.datasource') || name.endsWith('.connection');

/** The datafiles of a project, sorted by path. */
export async function findDatafiles(folder: string, base: string): Promise<readonly FoundFile[]> {
  const paths: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (isDatafile(entry.name) && !entry.isDirectory()) paths.push(join(folder, entry.name));
    else if (SEARCHED.includes(entry.name)) paths.push(...(await below(join(folder, entry.name))));
  }
  return paths.sort().map((path) => ({ path, shown: shownPath(path, base) }));
}

async function below(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await below(path)));
    else if (isDatafile(entry.name)) paths.push(path);
  }
  return paths;
}

/** As a path is shown: relative to the base when it lies below it. */
export function shownPath(path: string, base: string): string {
  const inside = relative(base, path);
  const shown = inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}
