import { readFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { root } from '../check-packages/packages.js';
import { catalogs } from './catalogs.js';
import { commandReference, commandsPage } from './commands-page.js';
import { diagnosticsPage } from './diagnostics-page.js';
import { functionsPage } from './functions-page.js';
import { settingsPage } from './settings-page.js';
import { textMateGrammar } from './textmate-grammar.js';
import { explanationTable, troubleshootingPage } from './troubleshooting-page.js';
import { typesPage } from './types-page.js';

/** A file that is generated from the code. */
export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** All files that are generated from the code, formatted by prettier. */
export async function pages(): Promise<readonly Page[]> {
  const raw: readonly Page[] = [
    { path: 'docs/commands.md', text: commandsPage(await commandReference()) },
    { path: 'docs/settings.md', text: settingsPage() },
    { path: 'docs/diagnostics.md', text: diagnosticsPage(await catalogs()) },
    { path: 'docs/troubleshooting.md', text: troubleshootingPage(await explanationTable()) },
    { path: 'docs/types.md', text: typesPage() },
    { path: 'docs/functions.md', text: functionsPage() },
    { path: 'packages/datafile-parser/editor/tinybird-datafile.tmLanguage.json', text: textMateGrammar() },
  ];
  return Promise.all(
    raw.map(async (page) => {
      const filepath = path.join(root, page.path);
      const config = await prettier.resolveConfig(filepath);
      return { ...page, text: await prettier.format(page.text, { ...config, filepath }) };
    }),
  );
}

/** The files on the disk that differ from what the code generates now. */
export async function stalePages(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const page of await pages()) {
    const written = await readFile(path.join(root, page.path), 'utf8').catch(() => undefined);
    if (written !== page.text) stale.push(`${page.path} is not what the code says. Run npm run docs:write.`);
  }
  return stale;
}
