import { randomUUID } from 'node:crypto';
import { chmod, lstat, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { IngestError } from '@proj/diagnostics';

import { leadsInto, reasonOf } from './read-project-file.js';

/** A datafile could not be written. What was there before is still there. */
export class DatafileWriteError extends IngestError {
  override readonly name = 'DatafileWriteError';
  /** As it is shown to the user. */
  readonly path: string;

  /** @param cause An error of the file system, or the reason in words. */
  constructor(path: string, cause: unknown) {
    const reason = typeof cause === 'string' ? cause : reasonOf(cause);
    super('datafile/unwritable-file', `${path} cannot be written: ${reason}.`, { retryable: false, cause });
    this.path = path;
  }
}

/**
 * Puts a text in the place of a file, whole or not at all: a reader meanwhile sees the old text or
 * the new one. Keeps the permissions of the file; a link inside the folder goes on leading to it,
 * and nothing is written outside of the folder.
 *
 * @throws DatafileWriteError
 */
export async function writeDatafile(
  path: string,
  text: string,
  { shown, folder }: { readonly shown: string; readonly folder: string },
): Promise<void> {
  let draft: string | undefined;
  try {
    const target = await realpath(path);
    const found = await lstat(target);
    if (!leadsInto(folder, target)) throw new DatafileWriteError(shown, 'a symbolic link leads out of the project');
    if (!found.isFile()) throw new DatafileWriteError(shown, 'it is not a regular file');
    // In the same folder, because only there it can take the file's place; under a name that is not
    // read as a datafile.
    draft = join(dirname(target), `.${randomUUID()}.tmp`);
    // Private until it has the permissions of the file, so that no other user can read or write it.
    await writeFile(draft, text, { flag: 'wx', flush: true, mode: 0o600 });
    await chmod(draft, found.mode & 0o777);
    await rename(draft, target);
  } catch (error) {
    if (draft !== undefined) await rm(draft, { force: true });
    throw error instanceof DatafileWriteError ? error : new DatafileWriteError(shown, error);
  }
}
