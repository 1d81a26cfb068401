import { randomUUID } from 'node:crypto';
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { IngestError } from '@proj/diagnostics';

/** A datafile could not be written. What was there before is still there. */
export class DatafileWriteError extends IngestError {
  override readonly name = 'DatafileWriteError';
  /** As it is shown to the user. */
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    super('datafile/unwritable-file', `${path} cannot be written: ${reason}.`, { retryable: false, cause });
    this.path = path;
  }
}

/**
 * Puts a text in the place of a file, whole or not at all: whoever reads it meanwhile sees the old text or the new
 * one. Keeps the permissions of the file; a link goes on leading to it.
 */
export async function writeDatafile(path: string, text: string, shown: string): Promise<void> {
  let draft: string | undefined;
  try {
    const target = await realpath(path);
    const { mode } = await stat(target);
    // In the same folder, because only there it can take the file's place; of a name that nobody reads as a datafile.
    draft = join(dirname(target), `.${randomUUID()}.tmp`);
    await writeFile(draft, text, { flag: 'wx', flush: true });
    await chmod(draft, mode);
    await rename(draft, target);
  } catch (error) {
    if (draft !== undefined) await rm(draft, { force: true });
    throw new DatafileWriteError(shown, error);
  }
}
