import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

export type SecretLookup = (name: string) => string | undefined;

/**
 * Where secrets come from: the process environment, then a directory with one file per secret (as Kubernetes
 * and Docker mount them), then `.env.local`, then `.env` of the project. The first that knows the name wins.
 */
export async function secretLookup(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<SecretLookup> {
  const directory = env['SECRETS_DIR'];
  const local = await dotenv(path.join(folder, '.env.local'));
  const shared = await dotenv(path.join(folder, '.env'));
  return (name) =>
    env[name] ??
    (directory === undefined ? undefined : secretFile(directory, name)) ??
    own(local, name) ??
    own(shared, name);
}

const own = (record: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** One trailing line break goes: editors and `echo` add it, and no secret means it. */
function secretFile(directory: string, name: string): string | undefined {
  // A name is a plain file name; anything else could leave the directory.
  if (!/^[\w.-]+$/.test(name) || name === '.' || name === '..') return undefined;
  try {
    return readFileSync(path.join(directory, name), 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}

async function dotenv(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (error) {
    // A folder that is none is told by whoever reads the datafiles.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw error;
  }
}
