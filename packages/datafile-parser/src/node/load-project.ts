import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

import { sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../messages.js';
import type { Project } from '../model/types.js';
import { parseProject, type DatafileInput } from '../parse.js';
import { findDatafiles, findFragments } from './find-datafiles.js';
import { readDatafile } from './read-datafile.js';

/** How files are shown. */
export interface LoadOptions {
  /** What paths are shown relative to; files outside it keep their full path. @default process.cwd() */
  readonly relativeTo?: string;
  /** What `$NAME` and `${NAME}` in the path of an INCLUDE stand for. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What was found in a folder. */
export interface LoadedProject {
  readonly project: Project;
  /** The files that were read, as they are shown. */
  readonly files: readonly DatafileInput[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a project: `*.datasource` and `*.connection` of a folder, and those below its `datasources` and
 * `connections`; also the `*.incl` there and below `includes`, for those that include them. Never rejects for what is on the disk: a missing folder or an unreadable file is a diagnostic.
 */
export async function loadProject(folder: string, options: LoadOptions = {}): Promise<LoadedProject> {
  const base = options.relativeTo ?? process.cwd();
  if (!(await isFolder(folder))) return failed(datafileDiagnostics.create('folder-not-found', { folder }));
  const found = await findDatafiles(resolve(folder), base);
  if (found.length === 0) return failed(datafileDiagnostics.create('no-datafiles', { folder }));

  const fragments = await findFragments(resolve(folder), base);
  const diagnostics: Diagnostic[] = [];
  const files: DatafileInput[] = [];
  for (const { path, shown } of [...found, ...fragments]) {
    const read = await readDatafile(path, shown);
    if ('text' in read) files.push({ path: shown, text: read.text });
    else diagnostics.push(read.diagnostic);
  }
  const parsed = parseProject(files, { variables: options.variables ?? {} });
  return { project: parsed.project, files, diagnostics: sortDiagnostics([...diagnostics, ...parsed.diagnostics]) };
}

function failed(diagnostic: Diagnostic): LoadedProject {
  return { ...parseProject([]), files: [], diagnostics: [diagnostic] };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
