import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from './private-files.js';

const FORM = /^[0-9a-f]{32}$/;

const newKey = (): string => randomBytes(16).toString('hex');

/**
 * The key of a data folder: the first part of the path under which its server answers. It is made
 * once, so that a server that is started again answers at the same address. A key that others could
 * have read is replaced.
 */
export async function accessKey(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'key');
  const known = await knownKey(file);
  if (known !== undefined) return known;
  await rm(file, { force: true });
  // Of two starts at the same moment only one makes the key; both use it.
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(own, `${newKey()}\n`, { flag: 'wx', mode: 0o600 });
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(own, { force: true });
  }
  const made = await knownKey(file);
  if (made !== undefined) return made;
  const last = newKey();
  await writePrivateFile(file, `${last}\n`);
  return last;
}

async function knownKey(file: string): Promise<string | undefined> {
  const text = (await readPrivateFile(file))?.trim();
  return text !== undefined && FORM.test(text) ? text : undefined;
}
