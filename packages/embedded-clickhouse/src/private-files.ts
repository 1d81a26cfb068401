import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { ForeignFolderError } from './errors.js';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const GROUP_AND_OTHERS = 0o077;

/**
 * Makes the folder, or takes one that is there, so that only our user reaches what is in it,
 * whatever the umask says and whatever an earlier version left.
 *
 * Rejects with {@link ForeignFolderError} when it belongs to another user: that user could replace
 * anything in it.
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const { uid, mode } = await stat(folder);
  // Windows knows no user ids.
  const us = process.geteuid?.() ?? uid;
  if (uid !== us) throw new ForeignFolderError(folder, { owner: uid, us });
  if ((mode & GROUP_AND_OTHERS) !== 0) await chmod(folder, FOLDER_MODE);
}

/** Replaces the file in one step. Never writes through a link, and never into an existing file. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, text, { flag: 'wx', mode: FILE_MODE });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The text of a file that only our user can read and write; undefined otherwise. */
export async function readPrivateFile(file: string): Promise<string | undefined> {
  try {
    const { mode, uid } = await stat(file);
    const isOurs = uid === (process.geteuid?.() ?? uid) && (mode & GROUP_AND_OTHERS) === 0;
    return isOurs ? await readFile(file, 'utf8') : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
