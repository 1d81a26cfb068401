import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { nearestName } from '@proj/diagnostics';
import type { Io } from '../io.js';
import { UsageError } from '../usage-error.js';

/** The project that a command line names. Paths are absolute. */
export interface NamedProject {
  readonly folder: string;
  /** The datafile, if one was named instead of a folder. */
  readonly file?: string;
}

/**
 * The project that a folder or one of its datafiles stands for.
 *
 * @throws UsageError the path does not exist, or is a file but not a datafile
 */
export async function namedProject(given: string, { cwd }: Pick<Io, 'cwd'>): Promise<NamedProject> {
  const absolute = path.resolve(cwd, given);
  const found = await stat(absolute).catch(() => undefined);
  if (found?.isDirectory()) return { folder: absolute };
  if (!found) {
    const what = DATAFILE.test(given) ? 'file' : 'folder';
    throw new UsageError(`${what}-not-found`, `There is no ${what} ${given}.`, await advice(absolute, given));
  }
  if (DATAFILE.test(absolute)) return { folder: projectOf(absolute), file: absolute };
  const hint = 'Name a .datasource or .connection file, or the folder that holds them.';
  throw new UsageError('not-a-datafile', `${given} is a file, but not a datafile.`, hint);
}

/**
 * The same for commands that work on whole projects only.
 *
 * @throws UsageError the folder does not exist
 */
export async function projectFolder(given: string, io: Pick<Io, 'cwd'>): Promise<string> {
  const { folder, file } = await namedProject(given, io);
  if (file === undefined) return folder;
  const shown = path.relative(io.cwd, folder) || '.';
  throw new UsageError('not-a-folder', `${given} is a file.`, `Name the folder of its project: ${shown}`);
}

/**
 * A data source or connection, given by its name or by its file. A file also determines the
 * project.
 */
export async function namedResource(
  given: string,
  extension: '.datasource' | '.connection',
  { folder, io }: { readonly folder: string; readonly io: Pick<Io, 'cwd'> },
): Promise<{ readonly name: string; readonly folder: string }> {
  if (!given.endsWith(extension) && !/[\\/]/.test(given)) return { name: given, folder };
  const file = path.resolve(io.cwd, given);
  const there = await stat(file).catch(() => undefined);
  return {
    name: path.basename(given, extension),
    folder: there?.isFile() && folder === '.' ? projectOf(file) : folder,
  };
}

/** The error for a folder without datafiles, which names the folders that have some. */
export async function noDatafiles(given: string, { cwd }: Pick<Io, 'cwd'>): Promise<UsageError> {
  const folder = path.resolve(cwd, given);
  const projects: string[] = [];
  for (const name of await folders(folder)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const entries = await readdir(path.join(folder, name)).catch(() => []);
    if (entries.some((one) => DATAFILE.test(one) || PARTS.includes(one))) {
      projects.push(path.relative(cwd, path.join(folder, name)));
    }
  }
  const hint =
    projects.length > 0
      ? `There are some in: ${projects.sort().join(', ')}.`
      : 'Datafiles are .datasource and .connection files in the folder itself or below its datasources and connections folders.';
  const where = folder === path.resolve(cwd) ? 'this folder' : given;
  return new UsageError('no-datafiles', `There are no datafiles in ${where}.`, hint);
}

const DATAFILE = /\.(?:datasource|connection|incl)$/;
/** The folders of a project that are searched too. */
const PARTS = ['datasources', 'connections', 'includes'];

function projectOf(file: string): string {
  const holder = path.dirname(file);
  for (let folder = holder; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (PARTS.includes(path.basename(folder))) return path.dirname(folder);
  }
  return holder;
}

async function advice(absolute: string, given: string): Promise<string> {
  const beside = path.dirname(absolute);
  const wantsFile = DATAFILE.test(given);
  const names = wantsFile
    ? (await readdir(beside).catch(() => [])).filter((one) => DATAFILE.test(one))
    : await folders(beside);
  const meant = nearestName(path.basename(absolute), names);
  if (meant !== undefined) return `Did you mean ${path.join(path.dirname(given), meant)}?`;
  return 'Name the folder that holds the .datasource and .connection files.';
}

async function folders(of: string): Promise<readonly string[]> {
  const entries = await readdir(of, { withFileTypes: true }).catch(() => []);
  return entries.filter((one) => one.isDirectory()).map((one) => one.name);
}
