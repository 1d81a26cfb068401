import path from 'node:path';
import { parseEnv } from 'node:util';
import { readProjectFile } from '@proj/datafile-parser/node';
import type { Diagnostic } from '@proj/diagnostics';

export type SecretLookup = (name: string) => string | undefined;

/** Where secrets are looked up, and what stood in the way. */
export interface Secrets {
  readonly lookup: SecretLookup;
  /** Files that were not read. Grows while secrets are looked up: those of `SECRETS_DIR` are read when asked for. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Where secrets come from: the process environment, then a directory with one file per secret (as Kubernetes
 * and Docker mount them), then `.env.local`, then `.env` of the project. The first that knows the name wins.
 *
 * Files are read like datafiles: regular ones of at most 1 MiB, and no symbolic link is followed out of the project or
 * out of the directory. Those of Kubernetes lead from one place in the directory to another; Docker makes none.
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
    // A name is a plain file name; anything else could leave the directory.
    if (directory === undefined || !/^[\w.-]+$/.test(name) || name === '.' || name === '..') return undefined;
    const file = path.join(directory, name);
    if (!files.has(name)) files.set(name, read(file, directory, file));
    // One trailing line break goes: editors and `echo` add it, and no secret means it.
    return files.get(name)?.replace(/\r?\n$/, '');
  };
  return {
    lookup: (name) => env[name] ?? fromFile(name) ?? own(local, name) ?? own(shared, name),
    problems,
  };
}

const own = (record: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
