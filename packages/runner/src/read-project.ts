import path from 'node:path';
import type { Diagnostic } from '@proj/diagnostics';
import { compileProject, loadProject, type CompiledProject } from '@proj/kafka-ingest';
import type { Io } from './io.js';
import { secretLookup } from './secrets.js';

/** A project folder as the commands need it. */
export interface ReadProject {
  /** Absolute. */
  readonly folder: string;
  readonly compiled: CompiledProject;
  /** From reading, linking and compiling. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a folder of datafiles and compiles it, with secrets from where the runner keeps them. */
export async function readProject(
  folder: string,
  io: Io,
  options: { readonly database?: string } = {},
): Promise<ReadProject> {
  const absolute = path.resolve(io.cwd, folder);
  const { project, diagnostics } = await loadProject(absolute, { relativeTo: io.cwd });
  const compiled = compileProject(project, {
    lookupSecret: await secretLookup(absolute, io.env),
    ...options,
  });
  return { folder: absolute, compiled, diagnostics: [...diagnostics, ...compiled.diagnostics] };
}
