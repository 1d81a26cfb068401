import { readdirSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

import type { Diagnostic } from '@proj/diagnostics';

import { linkOutside, leadsInto, reasonOf, unreadableFile } from './read-project-file.js';

export interface FoundFile {
  readonly path: string;
  /** With slashes, relative when it lies below the base. */
  readonly shown: string;
}

/** What was found in a folder, and why some of it could not be looked at. */
export interface FoundFiles {
  /** Sorted by path. */
  readonly files: readonly FoundFile[];
  readonly diagnostics: readonly Diagnostic[];
}

const SEARCHED = ['datasources', 'connections'];
const WITH_FRAGMENTS = [...SEARCHED, 'includes'];

/** Whether a file is one, by its name. */
export const isDatafile = (name: string): boolean => name.endsWith('.datasource') || name.endsWith('.connection');

/** What datafiles of an earlier generation include. */
const isFragment = (name: string): boolean => name.endsWith('.incl');

/** The datafiles of a project. */
export const findDatafiles = (folder: string, base: string): FoundFiles => find(folder, base, SEARCHED, isDatafile);

/** The files of a project that its datafiles may include. */
export const findFragments = (folder: string, base: string): FoundFiles =>
  find(folder, base, WITH_FRAGMENTS, isFragment);

/** The folder of the project that a file belongs to. */
export function projectOf(file: string): string {
  const holder = dirname(file);
  for (let folder = holder; folder !== dirname(folder); folder = dirname(folder)) {
    if (WITH_FRAGMENTS.includes(basename(folder))) return dirname(folder);
  }
  return holder;
}

/**
 * Whatever has the name of a datafile is found, a folder or a pipe too: the reader says what is
 * wrong with it.
 */
function find(
  folder: string,
  base: string,
  searched: readonly string[],
  wanted: (name: string) => boolean,
): FoundFiles {
  const paths: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const list = (path: string): readonly Dirent[] => {
    try {
      return readdirSync(path, { withFileTypes: true });
    } catch (error) {
      diagnostics.push(unreadableFile(shownPath(path, base), reasonOf(error)));
      return [];
    }
  };
  const waiting: string[] = [];
  for (const entry of list(folder)) {
    const path = join(folder, entry.name);
    if (wanted(entry.name)) paths.push(path);
    else if (searched.includes(entry.name) && isFolder(path)) {
      // Here a link is followed: this is how Kubernetes mounts a folder.
      if (leadsInto(folder, path)) waiting.push(path);
      else diagnostics.push(linkOutside(shownPath(path, base)));
    }
  }
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const entry of list(path)) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      if (wanted(entry.name)) paths.push(join(path, entry.name));
      else if (entry.isDirectory()) waiting.push(join(path, entry.name));
    }
  }
  return { files: paths.sort().map((path) => ({ path, shown: shownPath(path, base) })), diagnostics };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** As a path is shown: relative to the base when it lies below it. */
export function shownPath(path: string, base: string): string {
  const inside = relative(base, path);
  const shown = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join('/');
}
