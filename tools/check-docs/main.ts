import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../check-packages/packages.js';
import { stalePages } from '../generate-reference/pages.js';
import { blocksOf } from './blocks.js';
import { problemsOfDatafiles } from './datafile-blocks.js';
import { brokenLinks } from './links.js';
import { problemsOfBlocks } from './run-blocks.js';
import { differingRows } from './wall-tables.js';

// Compiles and runs the examples in the documentation, follows its links, and compares its tables
// and generated pages with the code they describe.
const documented = /^[^/]+\.md$|^(packages|tools|e2e|docs)\/.*\.md$|^packages\/[^/]+\/src\/.*\.ts$/;
const left = /(^|\/)(node_modules|dist|fixtures|data)\//;
const below = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`);
const files = [...readdirSync(root), ...['packages', 'tools', 'e2e', 'docs'].flatMap(below)]
  .filter((file) => documented.test(file) && !left.test(file))
  .sort()
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

const markdown = files.filter(({ file }) => file.endsWith('.md'));
const blocks = files.flatMap(({ file, text }) => blocksOf(file, text));
const problems = [
  ...(await stalePages()),
  ...markdown.flatMap(({ file, text }) => brokenLinks(file, text)),
  // Pages in docs deliberately show mistakes.
  ...markdown.flatMap(({ file, text }) => (path.basename(file) === 'README.md' ? problemsOfDatafiles(file, text) : [])),
  ...markdown.filter(({ file }) => file === 'CONTRIBUTING.md').flatMap(({ text }) => differingRows(text)),
  ...(await problemsOfBlocks(blocks)),
];
for (const problem of problems) console.error(problem);
const ran = blocks.filter((block) => block.run).length;
console.log(`${blocks.length} examples compiled, ${ran} run, ${markdown.length} pages: ${problems.length} problems.`);
process.exit(problems.length > 0 ? 1 : 0);
