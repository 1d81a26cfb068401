import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotInstalledError } from './errors.js';

/** What to spawn. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * Serves until standard input ends. `clickhouse local` runs its queries one after the other and then leaves: the
 * first opens the port, the second waits for a line that never comes.
 */
const SERVE = "SYSTEM START LISTEN HTTP; SELECT count() FROM file('-', 'LineAsString', 'line String') FORMAT Null";

/** The arguments of `clickhouse local` that make it a server. */
export function serverArguments(options: {
  readonly path: string;
  readonly configFile: string;
  readonly port: number;
}): readonly string[] {
  return [
    '--config-file', options.configFile,
    '--path', options.path,
    '--listen_host', '127.0.0.1',
    '--http_port', String(options.port),
    '--query', SERVE,
  ]; // prettier-ignore
}

/** An installed `clickhouse` (or `clickhouse-local`), called with the same arguments as the library. */
export function binaryCommand(binary: string, args: readonly string[]): Command {
  return { file: binary, args: basename(binary).startsWith('clickhouse-local') ? args : ['local', ...args] };
}

/** Node, running the library that npm `chdb` brings, in a process of its own. */
export function libraryCommand(args: readonly string[]): Command {
  const entry = fileURLToPath(new URL('../server/main.mjs', import.meta.url));
  return { file: process.execPath, args: [entry, JSON.stringify({ ...locateLibrary(), args })] };
}

interface ChdbLibrary {
  resolveLibchdb(): { readonly path: string };
}

/** Looked up when a server is started, not when this package is imported: both dependencies are optional. */
function locateLibrary(): { readonly ffi: string; readonly library: string } {
  if (process.platform === 'linux' && isMusl()) {
    throw new NotInstalledError('the library needs glibc, and this Linux uses musl.');
  }
  const require = createRequire(import.meta.url);
  try {
    const chdb = require('chdb/libchdb') as ChdbLibrary;
    return { ffi: require.resolve('ffi-rs'), library: chdb.resolveLibchdb().path };
  } catch (error) {
    const platform = `${process.platform}-${process.arch}`;
    throw new NotInstalledError(`the optional packages chdb and ffi-rs are not installed for ${platform}.`, error);
  }
}

function isMusl(): boolean {
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
