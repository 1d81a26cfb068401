import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../processes/node-command.js';

/** Fuzzers have steps of their own. */
const FUZZERS = path.join('tools', 'attack', 'fuzz.test.ts');

/**
 * The test files that attack something: those with `attack` in their path, and those that do more
 * when `ATTACK` is `full`.
 */
export async function attackTests(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of ['packages', 'e2e', 'tools']) {
    const entries = await readdir(path.join(root, folder), { recursive: true });
    for (const entry of entries) {
      const file = path.join(folder, entry);
      if (!file.endsWith('.test.ts') || /\b(?:node_modules|dist)\b/.test(file) || file === FUZZERS) continue;
      if (file.includes('attack') || (await readFile(path.join(root, file), 'utf8')).includes("env['ATTACK']"))
        found.push(file);
    }
  }
  return found.sort();
}
