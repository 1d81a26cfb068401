import path from 'node:path';
import type { Diagnostic } from '@proj/diagnostics';

/** A file as it was read, with the path that diagnostics show. */
interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The diagnostics in the datafiles whose shown paths `wanted` accepts, and in the files that they
 * include.
 */
export function diagnosticsOfFile(
  diagnostics: readonly Diagnostic[],
  files: readonly ReadFile[],
  wanted: (shown: string) => boolean,
): readonly Diagnostic[] {
  const texts = files.filter((one) => wanted(one.path)).map((one) => one.text);
  // An INCLUDE contains the name of its file, whatever folder and variables precede it.
  const included = (shown: string): boolean =>
    shown.endsWith('.incl') && texts.some((text) => text.includes(path.posix.basename(shown)));
  return diagnostics.filter(({ file }) => file !== undefined && (wanted(file.path) || included(file.path)));
}

/** Accepts datafiles of this name in any folder. */
export const namedFile =
  (name: string) =>
  (shown: string): boolean =>
    path.posix.basename(shown) === name;
