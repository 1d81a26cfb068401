import {
  closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, realpathSync, statSync,
} from 'node:fs'; // prettier-ignore
import type { BigIntStats } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

import { createSourceFile, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../reporting/messages.js';

/** Which file is read, and what it may be. */
export interface ProjectFileOptions {
  /** As it is shown to the user. */
  readonly shown: string;
  /**
   * The folder that the file must lie in, also after all symbolic links on the way to it were
   * followed.
   */
  readonly folder: string;
  /** In bytes. @default 1048576 */
  readonly limit?: number;
}

/** The bytes of a file, the fact that it is missing, or the reason why it was not read. */
export type ProjectFile =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic };

/** In bytes. A thousand columns take a tenth of it, and Kubernetes allows no larger secret. */
export const LARGEST_FILE = 1_048_576;

/**
 * A pipe that takes the place of a file between two looks at it must not make us wait. Windows has
 * no such flag.
 */
const FLAGS = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
const CHUNK = 65_536;

/**
 * Reads a file of a project: a regular file of a limited size inside the project's folder. Anything
 * else that may stand in its place (a pipe, a device, a folder, a symbolic link that leads out of
 * the folder) is not even opened. What was opened is looked at once more, so that nothing is won by
 * replacing a file while it is being looked at. Never throws for what is on the disk.
 *
 * Synchronous because secrets are looked up in the middle of compiling, and a second implementation
 * of a check is one that is forgotten.
 *
 * @example
 * readProjectFile('/dev/zero', { shown: '.env', folder: '/dev' }).kind; // => 'refused'
 */
export function readProjectFile(path: string, options: ProjectFileOptions): ProjectFile {
  const limit = options.limit ?? LARGEST_FILE;
  const { shown } = options;
  try {
    const found = statSync(path, { bigint: true });
    const refused = refuse(found, realpathSync(path), options);
    if (refused) return { kind: 'refused', diagnostic: refused };
    const descriptor = openSync(path, FLAGS);
    try {
      const opened = fstatSync(descriptor, { bigint: true });
      const real = pathOf(descriptor, opened, path);
      if (real === undefined) return unreadable(shown, 'it was replaced while it was being read');
      const again = refuse(opened, real, options);
      if (again) return { kind: 'refused', diagnostic: again };
      const bytes = opened.size > BigInt(limit) ? undefined : readAtMost(descriptor, limit);
      return bytes ? { kind: 'read', bytes } : { kind: 'refused', diagnostic: tooLarge(shown, limit) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return unreadable(shown, reasonOf(error));
    return isLink(path) ? unreadable(shown, 'it is a symbolic link to a file that is not there') : { kind: 'missing' };
  }
}

/**
 * Why a file is not read at all, judging by its kind and its place. `real` is its path without
 * links.
 */
function refuse(found: BigIntStats, real: string, { shown, folder }: ProjectFileOptions): Diagnostic | undefined {
  // First, so that nothing is said of what lies outside.
  if (!isInside(realpathSync(folder), real)) return linkOutside(shown);
  return found.isFile() ? undefined : notRegular(shown, found);
}

/** Whether a path lies in a folder once all symbolic links are followed, of both. */
export const leadsInto = (folder: string, path: string): boolean => isInside(realpathSync(folder), realpathSync(path));

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Where the file lies that was opened, whatever its path leads to by now. Linux knows it; elsewhere
 * it is what the path leads to, as long as that is the same file.
 */
function pathOf(descriptor: number, opened: BigIntStats, path: string): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // A container without /proc.
    }
  }
  const real = realpathSync(path);
  const there = lstatSync(real, { bigint: true });
  return there.ino === opened.ino && there.dev === opened.dev ? real : undefined;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** To its end, whatever its size is said to be; undefined when there is more. */
function readAtMost(descriptor: number, limit: number): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const read = readSync(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks);
    length += read;
    if (length > limit) return undefined;
    chunks.push(chunk.subarray(0, read));
  }
}

const placed = (shown: string): { readonly file: ReturnType<typeof createSourceFile> } => ({
  file: createSourceFile(shown, ''),
});

function unreadable(shown: string, reason: string): ProjectFile {
  return { kind: 'refused', diagnostic: unreadableFile(shown, reason) };
}

export const unreadableFile = (shown: string, reason: string): Diagnostic =>
  datafileDiagnostics.create('unreadable-file', { file: shown, reason }, placed(shown));

const tooLarge = (shown: string, limit: number): Diagnostic =>
  datafileDiagnostics.create('file-too-large', { file: shown, limit: sizeText(limit) }, placed(shown));

export const linkOutside = (shown: string): Diagnostic =>
  datafileDiagnostics.create('link-out-of-project', { file: shown }, placed(shown));

const notRegular = (shown: string, found: BigIntStats): Diagnostic =>
  datafileDiagnostics.create('not-a-regular-file', { file: shown, what: kindOf(found) }, placed(shown));

const sizeText = (bytes: number): string => `${Math.floor(bytes / 1_048_576)} MiB`;

function kindOf(found: BigIntStats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'its symbolic links lead round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
};

/** In words as far as there are some. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS[code]) ?? code ?? 'unknown reason';
}
