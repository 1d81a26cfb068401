import { loadProject, type LoadedProject } from '@proj/datafile-parser/node';
import type { Diagnostic } from '@proj/diagnostics';
import { compileProject, type CompiledProject } from '@proj/kafka-ingest';
import type { Io } from '../io.js';
import { noDatafiles, projectFolder } from './named-project.js';
import { readSecrets } from './secrets.js';

/** A compiled project, as the commands need it. */
export interface ReadProject extends Pick<LoadedProject, 'files'> {
  /** Absolute. */
  readonly folder: string;
  readonly compiled: CompiledProject;
  /** From reading, linking and compiling. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and compiles a folder of datafiles, with secrets from the environment and the runner's
 * files.
 *
 * @throws UsageError the folder does not exist, or contains no datafiles
 */
export async function readProject(
  given: string,
  io: Io,
  options: { readonly database?: string } = {},
): Promise<ReadProject> {
  const { folder, project, files, diagnostics } = await loadFolder(given, io);
  const secrets = readSecrets(folder, io.env);
  const compiled = compileProject(project, { lookupSecret: secrets.lookup, ...options });
  const all = [...diagnostics, ...compiled.diagnostics, ...secrets.problems];
  return { folder, files, compiled, diagnostics: all };
}

/**
 * Reads a folder of datafiles.
 *
 * @throws UsageError the folder does not exist, or contains no datafiles
 */
export async function loadFolder(given: string, io: Io): Promise<LoadedProject & { readonly folder: string }> {
  const folder = await projectFolder(given, io);
  const loaded = await loadProject(folder, { relativeTo: io.cwd });
  if (loaded.diagnostics.some((one) => one.code === 'datafile/no-datafiles')) throw await noDatafiles(given, io);
  return { folder, ...loaded };
}
