import { resolve } from 'node:path';

import { applyFixes, type Diagnostic } from '@proj/diagnostics';

import type { DatafileInput } from '../model/types.js';
import { parseProject } from '../parse/parse-project.js';
import { loadProject, type LoadOptions } from './load-project.js';
import { writeDatafile } from './write-datafile.js';

/** A file that was changed on the disk. */
export interface FixedDatafile {
  /** As it is shown. */
  readonly path: string;
  /** What was put right, in the order in which it was done. */
  readonly applied: readonly Diagnostic[];
}

/** One fix can uncover another; files written by people never need more rounds than this. */
const MAX_ROUNDS = 20;

/**
 * Makes the fixes that the diagnostics of a project carry, until none is left, and writes the files
 * that changed: each whole or not at all, with its permissions. Files that cannot be read are left
 * alone.
 *
 * @throws DatafileWriteError A file cannot be written.
 */
export async function fixProject(folder: string, options: LoadOptions = {}): Promise<readonly FixedDatafile[]> {
  const base = options.relativeTo ?? process.cwd();
  const { files } = await loadProject(folder, { relativeTo: base });
  const applied = new Map<string, Diagnostic[]>();
  let present = files;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = fixOnce(present, applied, options.variables ?? {});
    if (next === present) break;
    present = next;
  }
  for (const { path, text } of present) {
    if (applied.has(path)) await writeDatafile(resolve(base, path), text, { shown: path, folder: resolve(folder) });
  }
  return [...applied].map(([path, all]) => ({ path, applied: all }));
}

/** The same list when there was nothing to do. */
function fixOnce(
  files: readonly DatafileInput[],
  applied: Map<string, Diagnostic[]>,
  variables: Readonly<Record<string, string>>,
): readonly DatafileInput[] {
  const byPath = new Map<string, Diagnostic[]>();
  for (const one of parseProject(files, { variables }).diagnostics) {
    if (one.fix && one.file) byPath.set(one.file.path, [...(byPath.get(one.file.path) ?? []), one]);
  }
  let changed = false;
  const next = files.map(({ path, text }) => {
    const fixed = applyFixes(text, byPath.get(path) ?? []);
    if (fixed.text === text) return { path, text };
    changed = true;
    applied.set(path, [...(applied.get(path) ?? []), ...fixed.applied]);
    return { path, text: fixed.text };
  });
  return changed ? next : files;
}
