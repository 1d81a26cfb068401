import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotInstalledError } from './errors.js';

/** What to spawn. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * Serves until standard input ends. `clickhouse local` runs its queries one after the other and
 * then leaves: the first opens the port, the second waits for a line that never comes. It is an
 * insert, because the program itself reads what is inserted: reading a file with SELECT would take
 * a right that the sandbox does not give.
 */
const SERVE =
  "SYSTEM START LISTEN HTTP; INSERT INTO FUNCTION null('line String') FROM INFILE '/dev/stdin' FORMAT LineAsString";

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

/**
 * An installed `clickhouse` (or `clickhouse-local`), called with the same arguments as the library.
 * It opens standard input by name, which a socket does not allow, and sockets are what Node gives
 * its children: a shell puts a FIFO in the data folder in its place and becomes the server.
 */
export function binaryCommand(binary: string, args: readonly string[], dataFolder: string): Command {
  const local = basename(binary).startsWith('clickhouse-local') ? [] : ['local'];
  return { file: '/bin/sh', args: ['-c', BEHIND_A_FIFO, join(dataFolder, 'lifeline'), binary, ...local, ...args] };
}

/**
 * Background commands read nothing by default, hence descriptor 3. `cat` must not hold our end of
 * the server's output.
 */
const BEHIND_A_FIFO = [
  'rm -f "$0" && mkfifo -m 600 "$0" || exit',
  'exec 3<&0',
  'cat <&3 3<&- >"$0" 2>/dev/null &',
  'exec "$@" <"$0" 3<&-',
].join('\n');

/** To what the process is confined where the kernel can do that. */
export interface Sandbox {
  /** The folder that it reads and writes. */
  readonly data: string;
  /** Files that it reads. */
  readonly config: readonly string[];
  /** The TCP port that it listens on. */
  readonly port: number;
}

/** Node, running the library that npm `chdb` brings, in a process of its own. */
export function libraryCommand(args: readonly string[], sandbox: Sandbox | undefined): Command {
  const entry = fileURLToPath(new URL('../server/main.mjs', import.meta.url));
  return { file: process.execPath, args: [entry, JSON.stringify({ ...locateLibrary(), args, sandbox })] };
}

interface ChdbLibrary {
  resolveLibchdb(): { readonly path: string };
}

/**
 * Looked up when a server is started, not when this package is imported: both dependencies are
 * optional.
 */
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
