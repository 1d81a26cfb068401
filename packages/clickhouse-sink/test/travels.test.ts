import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createBlockBuilder } from '../src/index.js';
import { headerType, wireType } from '../src/block/wire-type.js';
import { type } from './server.js';

/** The rows of the README's table: type, type in the block, form of the writer. */
async function tableOfReadme(): Promise<readonly (readonly string[])[]> {
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, after = ''] = text.split(/^\| column .*\n\|[-| ]*\n/m);
  const [table = ''] = after.split('\n\n');
  return table
    .trim()
    .split('\n')
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''))); // prettier-ignore
}

it('the README says of each type how it travels', async () => {
  const table = await tableOfReadme();
  expect(table.length).toBeGreaterThan(25);
  const shown = table.map(([column = '']) => {
    const [name = '', given] = column.split(' with DEFAULT');
    // A column with a DEFAULT is given as Nullable.
    const columnType = given === undefined ? type(name) : { kind: 'Nullable' as const, inner: type(name) };
    const [writer] = createBlockBuilder([{ name: 'c', type: columnType }]).writers;
    // Members of a Dynamic are listed elsewhere.
    const travels = name === 'Dynamic' ? 'Variant(…)' : headerType(wireType(columnType));
    return [column, travels, writer?.form];
  });
  expect(table.map((row) => row.slice(0, 3))).toEqual(shown);
});
