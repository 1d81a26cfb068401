import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

import { sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../reporting/messages.js';
import type { DatafileInput, Project } from '../model/types.js';
import { parseProject } from '../parse/parse-project.js';
import { findDatafiles, findFragments } from './find-datafiles.js';
import { readDatafile } from './read-datafile.js';

/** How files are shown. */
export interface LoadOptions {
  /**
   * What paths are shown relative to; files outside it keep their full path.
   *
   * @default process.cwd()
   */
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

/** In characters, all files together. */
const LARGEST_PROJECT = 67_108_864;

/**
 * Reads a project: `*.datasource` and `*.connection` of a folder, and those below its `datasources`
 * and `connections`; also the `*.incl` there and below `includes`, for those that include them.
 * Only regular files of at most 1 MiB are read, 64 MiB together, and no symbolic link is followed
 * out of the folder. Never rejects for what is on the disk: a missing folder or a file that is not
 * read is a diagnostic.
 */
export async function loadProject(folder: string, options: LoadOptions = {}): Promise<LoadedProject> {
  const base = options.relativeTo ?? process.cwd();
  if (!(await isFolder(folder))) return failed(datafileDiagnostics.create('folder-not-found', { folder }));
  const root = resolve(folder);
  const found = findDatafiles(root, base);
  const diagnostics = [...found.diagnostics];
  if (found.files.length === 0) {
    return failed(...(diagnostics.length > 0 ? diagnostics : [datafileDiagnostics.create('no-datafiles', { folder })]));
  }
  const files: DatafileInput[] = [];
  let size = 0;
  for (const { path, shown } of [...found.files, ...findFragments(root, base).files]) {
    const read = readDatafile(path, shown, root);
    if (!('text' in read)) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    size += read.text.length;
    if (size > LARGEST_PROJECT) {
      diagnostics.push(datafileDiagnostics.create('project-too-large', { folder, file: shown }));
      break;
    }
    files.push({ path: shown, text: read.text });
  }
  const parsed = parseProject(files, { variables: options.variables ?? {} });
  return { project: parsed.project, files, diagnostics: sortDiagnostics([...diagnostics, ...parsed.diagnostics]) };
}

function failed(...diagnostics: readonly Diagnostic[]): LoadedProject {
  return { ...parseProject([]), files: [], diagnostics };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
