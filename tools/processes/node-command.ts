import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Runs a TypeScript file of this repository, by its path from the root. */
export function nodeCommand(script: string, ...args: string[]): [string, ...string[]] {
  const tsx = import.meta.resolve('tsx');
  return [process.execPath, '--import', tsx, '--conditions=@proj/source', path.join(root, script), ...args];
}
