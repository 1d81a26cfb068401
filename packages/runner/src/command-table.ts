import { readdir } from 'node:fs/promises';
import { sections, type Command } from './arguments/command.js';

/**
 * Where the commands are: beside this file in the source, and beside its chunk in what is built.
 */
const ownCommands = new URL('./commands/', import.meta.url);

/**
 * All commands, from the files of a folder: each exports one as `command`. No file lists them, so
 * adding a command is adding a file.
 */
export async function commandTable(folder: URL = ownCommands): Promise<readonly Command[]> {
  const files = (await readdir(folder)).filter((name) => /^[a-z-]+\.[jt]s$/.test(name));
  const commands = await Promise.all(
    files.map(async (name) => {
      const { command } = (await import(new URL(name, folder).href)) as { readonly command: Command };
      return command;
    }),
  );
  return commands.sort(
    (a, b) => sections.indexOf(a.section) - sections.indexOf(b.section) || (a.name < b.name ? -1 : 1),
  );
}
