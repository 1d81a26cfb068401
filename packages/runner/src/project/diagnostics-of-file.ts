import path from 'node:path';
import type { Diagnostic } from '@proj/diagnostics';

/** A file as it was read, by the path that diagnostics show. */
interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/** The diagnostics that lie in the datafiles that `wanted` picks by their shown path, and in what those include. */
export function diagnosticsOfFile(
  diagnostics: readonly Diagnostic[],
  files: readonly ReadFile[],
  wanted: (shown: string) => boolean,
): readonly Diagnostic[] {
  const texts = files.filter((one) => wanted(one.path)).map((one) => one.text);
  // An INCLUDE names its file, whatever folder and variables stand in front of it.
  const included = (shown: string): boolean =>
    shown.endsWith('.incl') && texts.some((text) => text.includes(path.posix.basename(shown)));
  return diagnostics.filter(({ file }) => file !== undefined && (wanted(file.path) || included(file.path)));
}

/** Picks the datafiles with this name, in whatever folder. */
export const namedFile =
  (name: string) =>
  (shown: string): boolean =>
    path.posix.basename(shown) === name;
