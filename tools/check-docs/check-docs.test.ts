import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatDatafile } from '@proj/datafile-parser';
import { describe, expect, it } from 'vitest';
import { root } from '../check-packages/packages.js';
import { docstringBlocks, markdownBlocks } from './blocks.js';
import { problemsOfDatafiles } from './datafile-blocks.js';
import { brokenLinks } from './links.js';
import { problemsOfBlocks } from './run-blocks.js';
import { differingRows } from './wall-tables.js';

const below = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`);
const examples = below('packages/runner/examples').filter((file) => /\.(?:datasource|connection)$/.test(file));
const readmes = [
  'README.md',
  ...packages,
  ...below('packages/runner/examples').filter((file) => file.endsWith('README.md')),
];
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const readme = (code: string, mark = ''): string => `# A package\n\n\`\`\`ts${mark}\n${code}\n\`\`\`\n`;
const problems = (text: string): Promise<string[]> => problemsOfBlocks(markdownBlocks('README.md', text));

describe('an example', () => {
  it('an example is found with its line, in READMEs and in docstrings', () => {
    const docstring = '/**\n * Adds.\n *\n * @example\n * add(1, 2); // => 3\n */\nexport const add = 1;\n';
    expect(markdownBlocks('README.md', readme('add(1, 2);'))).toMatchObject([{ line: 4, code: 'add(1, 2);\n' }]);
    expect(docstringBlocks('src/add.ts', docstring)).toMatchObject([{ line: 5, code: 'add(1, 2); // => 3\n' }]);
  });

  it('an example is reported exactly when its promise does not hold', async () => {
    const text = readme('const sum = 1 + 1;\nsum; // => 3') + readme('({ a: [1n] }); // => { a: [1n] }');
    expect(await problems(text)).toEqual(['README.md:5: is\n    2\n  and not\n    3']);
  });

  it('an example is reported at its line when it does not compile or throws', async () => {
    const text = readme('const name: string = 7;') + readme("throw new Error('no');");
    expect(await problems(text)).toEqual([
      "README.md:4: Type 'number' is not assignable to type 'string'.",
      'README.md:9: no',
    ]);
  });

  it('an example is only compiled when marked no-run', async () => {
    expect(await problems(readme("throw new Error('never');", ' no-run'))).toEqual([]);
    expect(await problems(readme('nowhere();', ' no-run'))).toEqual(["README.md:4: Cannot find name 'nowhere'."]);
  });
});

describe('a datafile', () => {
  const page = (text: string, mark = ''): string => `# A page\n\n\`\`\`tb${mark}\n${text}\`\`\`\n`;
  const orders = '# datasources/orders.datasource\nSCHEMA >\n    `id` UInt64 `json:$.id`\n';

  it('a datafile is reported at its line when it has a mistake, no name or unformatted code', () => {
    expect(problemsOfDatafiles('README.md', page(orders))).toEqual([]);
    expect(problemsOfDatafiles('README.md', page(orders.replace('UInt64', 'UInt63')))).toEqual([
      'README.md:6: UInt63 is not a ClickHouse type.',
    ]);
    const [untidy] = problemsOfDatafiles('README.md', page(orders.replaceAll('`id`', 'id')));
    expect(untidy).toMatch(/^README\.md:4: datasources\/orders\.datasource is not in its canonical form/);
    const [nameless] = problemsOfDatafiles('README.md', page('SCHEMA >\n    `id` UInt64\n'));
    expect(nameless).toMatch(/^README\.md:4: the first line does not name the datafile/);
    expect(problemsOfDatafiles('README.md', page('SCHEMA', ' no-check'))).toEqual([]);
  });

  it.each(readmes)('a datafile that %s shows is right and canonical', (file) => {
    expect(problemsOfDatafiles(file, read(file))).toEqual([]);
  });

  it.each(examples)('the example datafile %s is canonical', (file) => {
    expect(formatDatafile({ path: file, text: read(file) })).toMatchObject({ text: read(file), diagnostics: [] });
  });
});

it('reports links without a target', () => {
  const text = '[a](README.md) [b](gone.md)\n[c](README.md#no-such-heading) [d](https://example.com/x)';
  expect(brokenLinks('CONTRIBUTING.md', text)).toEqual([
    'CONTRIBUTING.md:1: the link to gone.md leads to no file',
    'CONTRIBUTING.md:2: the link to README.md#no-such-heading leads to no heading',
  ]);
});

it('reports table rows that lint does not enforce, and missing ones', () => {
  const rows = differingRows('| `layer:part` | `base`, `part` |\n| `left-pad` | `@proj/codecs` |\n');
  expect(rows).toContain('CONTRIBUTING.md has no row | `layer:part` | `base` |');
  expect(rows).toContain('CONTRIBUTING.md: lint has no rule for | `layer:part` | `base`, `part` |');
  expect(rows).toContain('CONTRIBUTING.md: lint has no rule for | `left-pad` | `@proj/codecs` |');
});
