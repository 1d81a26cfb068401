import path from 'node:path';
import { parseEnv } from 'node:util';
import { readProjectFile } from '@proj/datafile-parser/node';
import type { Diagnostic } from '@proj/diagnostics';

export type SecretLookup = (name: string) => string | undefined;

/** A look-up of secrets, and what prevented some files from being read. */
export interface Secrets {
  readonly lookup: SecretLookup;
  /**
   * Files that were not read. Grows during look-ups, because files of `SECRETS_DIR` are read on
   * demand.
   */
  readonly problems: readonly Diagnostic[];
}

/**
 * Looks up secrets in the process environment, then in a directory with one file per secret (as
 * Kubernetes and Docker mount them), then in `.env.local`, then in `.env` of the project. The first
 * place that has the name wins.
 *
 * Files are read like datafiles: only regular files of at most 1 MiB, and symbolic links are not
 * followed out of the project or out of the directory. Kubernetes mounts use links inside the
 * directory; Docker uses none.
 */
export function readSecrets(folder: string, env: Readonly<Record<string, string | undefined>>): Secrets {
  const directory = env['SECRETS_DIR'];
  const problems: Diagnostic[] = [];
  const read = (file: string, within: string, shown = path.basename(file)): string | undefined => {
    const found = readProjectFile(file, { shown, folder: within });
    if (found.kind === 'refused') problems.push(found.diagnostic);
    return found.kind === 'read' ? Buffer.from(found.bytes).toString('utf8') : undefined;
  };
  const local = parseEnv(read(path.join(folder, '.env.local'), folder) ?? '');
  const shared = parseEnv(read(path.join(folder, '.env'), folder) ?? '');
  const files = new Map<string, string | undefined>();
  const fromFile = (name: string): string | undefined => {
    // Only plain file names: anything else could leave the directory.
    if (directory === undefined || !/^[\w.-]+$/.test(name) || name === '.' || name === '..') return undefined;
    const file = path.join(directory, name);
    if (!files.has(name)) files.set(name, read(file, directory, file));
    // One trailing line break is removed. Editors and `echo` add it, and it is never part of a
    // secret.
    return files.get(name)?.replace(/\r?\n$/, '');
  };
  return {
    lookup: (name) => env[name] ?? fromFile(name) ?? own(local, name) ?? own(shared, name),
    problems,
  };
}

const own = (record: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
