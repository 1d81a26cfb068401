import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { Diagnostic } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import { formatDatafile } from '../format/format-datafile.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { findDatafiles, isDatafile, projectOf, shownPath, type FoundFile } from './find-datafiles.js';
import type { LoadOptions } from './load-project.js';
import { readDatafile } from './read-datafile.js';
import { writeDatafile } from './write-datafile.js';

/** How files are formatted. */
export interface FormatFilesOptions extends LoadOptions {
  /** Whether to write what changed. Otherwise it is only reported. @default false */
  readonly write?: boolean;
}

/** A file that is not in its canonical form. */
export interface ChangedDatafile {
  /** As it is shown. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The result of formatting. */
export interface FormattedFiles {
  /** How many were looked at. */
  readonly count: number;
  readonly changed: readonly ChangedDatafile[];
  /** Of files that could not be read, and of those that were left as they are. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings datafiles into their canonical form. Files are written whole or not at all, with their
 * permissions, and never through a symbolic link that leads out of their project.
 *
 * @param paths Files, and folders whose datafiles are looked for as in a project.
 * @throws DatafileWriteError A file cannot be written.
 */
export async function formatFiles(paths: readonly string[], options: FormatFilesOptions = {}): Promise<FormattedFiles> {
  const base = options.relativeTo ?? process.cwd();
  const diagnostics: Diagnostic[] = [];
  const changed: ChangedDatafile[] = [];
  const found = new Map<string, ProjectMember>();
  for (const path of paths) {
    for (const one of await filesAt(path, base, diagnostics)) found.set(one.path, one);
  }
  for (const { path, shown, folder } of found.values()) {
    const read = readDatafile(path, shown, folder);
    if (!('text' in read)) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    const formatted = formatDatafile({ path: shown, text: read.text });
    diagnostics.push(...formatted.diagnostics);
    if (!formatted.changed) continue;
    changed.push({ path: shown, before: read.text, after: formatted.text });
    if (options.write) await writeDatafile(path, formatted.text, { shown, folder });
  }
  return { count: found.size, changed, diagnostics };
}

/** A file, and the folder of its project, which no link may lead out of. */
interface ProjectMember extends FoundFile {
  readonly folder: string;
}

async function filesAt(path: string, base: string, diagnostics: Diagnostic[]): Promise<readonly ProjectMember[]> {
  const absolute = resolve(base, path);
  const kind = await stat(absolute).then(
    (it) => (it.isDirectory() ? 'folder' : 'file'),
    () => (isDatafile(path) ? 'file' : 'nothing'),
  );
  if (kind === 'nothing') diagnostics.push(datafileDiagnostics.create('folder-not-found', { folder: path }));
  if (kind === 'file') return [{ path: absolute, shown: shownPath(absolute, base), folder: projectOf(absolute) }];
  if (kind === 'nothing') return [];
  const { files, diagnostics: problems } = findDatafiles(absolute, base);
  appendAll(diagnostics, problems);
  if (files.length === 0 && problems.length === 0) {
    diagnostics.push(datafileDiagnostics.create('no-datafiles', { folder: path }));
  }
  return files.map((one) => ({ ...one, folder: absolute }));
}
