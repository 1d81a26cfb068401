import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The folder below a project that holds what the runner keeps there. Made when it is not there, with a `.gitignore`:
 * datafiles live in repositories, and the data of a server does not.
 */
export async function stateFolder(project: string): Promise<string> {
  const folder = path.join(project, '.kafka-ingest');
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await writeFile(path.join(folder, '.gitignore'), '*\n');
  return folder;
}
