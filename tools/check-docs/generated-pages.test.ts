import { datafileDiagnostics, settingsTable } from '@proj/datafile-parser';
import { describe, expect, it } from 'vitest';
import { catalogs } from '../generate-reference/catalogs.js';
import { commandReference, commandsPage } from '../generate-reference/commands-page.js';
import { diagnosticsPage } from '../generate-reference/diagnostics-page.js';
import { fenced, table } from '../generate-reference/markdown.js';
import { settingsPage } from '../generate-reference/settings-page.js';
import { explanationTable, troubleshootingPage } from '../generate-reference/troubleshooting-page.js';

describe('the reference', () => {
  it('the reference lists every setting once, for all kinds of files and connectors', () => {
    const page = settingsPage();
    for (const { name } of settingsTable) {
      const places = page.match(new RegExp(`^(?:### ${name}$|\\| \`${name}\` )`, 'gm')) ?? [];
      expect([name, places.length]).toEqual([name, 1]);
    }
  });

  it('the reference has a section for every command, with its options and examples', async () => {
    const reference = await commandReference();
    const page = commandsPage(reference);
    expect(reference.commands.length).toBeGreaterThan(8);
    for (const { name, flags, examples } of reference.commands) {
      const section = page.split(`## kafka-ingest ${name}\n`)[1]?.split('\n## ')[0] ?? '';
      for (const [key, flag] of Object.entries(flags)) expect(section).toContain(reference.flagTerm(key, flag));
      for (const { line } of examples) expect(section).toContain(`\n${line}\n`);
    }
  });

  it('the reference shows a command that is only a file in the folder of commands', async () => {
    const folder = new URL('../../packages/runner/test/fixtures/planted-commands/', import.meta.url);
    const page = commandsPage(await commandReference(folder));
    expect(page).toContain('## kafka-ingest greet person\n');
    expect(page).toContain('`--tone TONE`');
  });

  it('the reference has every code of every package that reports something', async () => {
    const found = await catalogs();
    expect(found.map((one) => one.package)).toEqual(
      expect.arrayContaining(['clickhouse-types', 'datafile-parser', 'kafka-auth', 'kafka-ingest', 'row-mapping']),
    );
    const page = diagnosticsPage(found);
    for (const { prefix, table: rows } of found) {
      for (const code of Object.keys(rows)) expect(page).toContain(`${prefix}/${code}`);
    }
  });

  it('explains every kind of connection failure, with all its texts and every hole filled', async () => {
    const all = await explanationTable();
    const page = troubleshootingPage(all);
    for (const { kind } of all) {
      const section = page.split(`### kafka/${kind}\n`)[1]?.split('\n### ')[0] ?? '';
      for (const part of ['It says', 'Likely cause', 'What to do', 'Retried']) {
        expect(section).toMatch(new RegExp(`\\*\\*${part}:\\*\\* [A-Z\`y].*\\.$`, 'm'));
      }
      expect(section).not.toMatch(/undefined/);
    }
  });

  it('the reference shows the matching report for every code of a datafile', async () => {
    const page = diagnosticsPage(await catalogs());
    for (const code of Object.keys(datafileDiagnostics.table)) {
      expect(page).toMatch(new RegExp(`(?:^|- )(?:error|warning|info) datafile/${code}: `, 'm'));
    }
  });
});

it('keeps code spans and table cells intact, whatever they contain', () => {
  expect(fenced('a ```` b\n', 'tb')).toBe('`````tb\na ```` b\n`````');
  expect(table(['a'], [['b|c\nd']])).toBe('| a |\n| --- |\n| b\\|c d |');
});
