import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The folder below a project in which the runner keeps its data. Created when missing, with a
 * `.gitignore`, because datafiles live in repositories and the data of a server does not. Only our
 * user has access, whatever the umask: a user who can rename its contents could put another folder
 * in their place.
 */
export async function stateFolder(project: string): Promise<string> {
  const folder = path.join(project, '.kafka-ingest');
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // The folder of another user is refused later, by the code that keeps data in it.
  await chmod(folder, 0o700).catch(() => undefined);
  if (made !== undefined) await writeFile(path.join(folder, '.gitignore'), '*\n');
  return folder;
}
