import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

import { appendAll } from '../append-all.js';

export interface FoundFile {
  readonly path: string;
  /** With slashes, relative when it lies below the base. */
  readonly shown: string;
}

const SEARCHED = ['datasources', 'connections'];
/** Whether a file is one, by its name. */
export const isDatafile = (name: string): boolean => name.endsWith('.datasource') || name.endsWith('.connection');

/** What datafiles of an earlier generation include. */
const isFragment = (name: string): boolean => name.endsWith('.incl');

/** The datafiles of a project, sorted by path. */
export async function findDatafiles(folder: string, base: string): Promise<readonly FoundFile[]> {
  return find(folder, base, SEARCHED, isDatafile);
}

/** The files of a project that its datafiles may include, sorted by path. */
export async function findFragments(folder: string, base: string): Promise<readonly FoundFile[]> {
  return find(folder, base, [...SEARCHED, 'includes'], isFragment);
}

async function find(
  folder: string,
  base: string,
  searched: readonly string[],
  wanted: (name: string) => boolean,
): Promise<readonly FoundFile[]> {
  const paths: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (wanted(entry.name) && !entry.isDirectory()) paths.push(join(folder, entry.name));
    else if (searched.includes(entry.name)) appendAll(paths, await below(join(folder, entry.name), wanted));
  }
  return paths.sort().map((path) => ({ path, shown: shownPath(path, base) }));
}

async function below(folder: string, wanted: (name: string) => boolean): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) appendAll(paths, await below(path, wanted));
    else if (wanted(entry.name)) paths.push(path);
  }
  return paths;
}

/** As a path is shown: relative to the base when it lies below it. */
export function shownPath(path: string, base: string): string {
  const inside = relative(base, path);
  const shown = inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}
