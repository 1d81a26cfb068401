import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The folder below a project that holds what the runner keeps there. Made when it is not there, with a `.gitignore`:
 * datafiles live in repositories, and the data of a server does not. Only our user gets in, whatever the umask says: who
 * may rename what is in it could put another folder in its place.
 */
export async function stateFolder(project: string): Promise<string> {
  const folder = path.join(project, '.kafka-ingest');
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // Somebody else's folder is refused by whoever keeps data in it.
  await chmod(folder, 0o700).catch(() => undefined);
  if (made !== undefined) await writeFile(path.join(folder, '.gitignore'), '*\n');
  return folder;
}
