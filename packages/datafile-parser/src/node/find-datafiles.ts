import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** With slashes, relative when it lies below the base. */
  readonly shown: string;
}

const SEARCHED = ['datasources', 'connections'];
const isDatafile = (name: string): boolean => name.endsWith('.datasource') || name.endsWith('.connection');

/** The datafiles of a project, sorted by path. */
export async function findDatafiles(folder: string, base: string): Promise<readonly FoundFile[]> {
  const paths: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (isDatafile(entry.name) && !entry.isDirectory()) paths.push(join(folder, entry.name));
    else if (SEARCHED.includes(entry.name)) paths.push(...(await below(join(folder, entry.name))));
  }
  return paths.sort().map((path) => ({ path, shown: show(path, base) }));
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

function show(path: string, base: string): string {
  const inside = relative(base, path);
  const shown = inside.startsWith('..') || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}
