import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { commentWidth } from './rules/comment-width.mjs';

/** The lines of the text that the rule reports. */
function longLines(text: string): number[] {
  const linter = new Linter();
  const messages = linter.verify(text, {
    plugins: { walls: { rules: { 'comment-width': commentWidth } } },
    rules: { 'walls/comment-width': 'error' },
  });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.filter(({ ruleId }) => ruleId === 'walls/comment-width').map(({ line }) => line);
}

const words = 'words '.repeat(20).trim();
const url = `https://example.com/${'a'.repeat(100)}`;

it.each([
  ['a line comment', `// ${words}`, [1]],
  ['a line of a block', `/**\n * Short.\n * ${words}\n */`, [3]],
  ['a block on one line', `  /** ${words} */`, [1]],
  ['the prose after an example', `/**\n * @example\n * f();\n * @returns ${words}\n */`, [4]],
  ['prose that a short URL stands in', `// https://example.com ${words}`, [1]],
])('reports %s that is wider than 100 columns', (_what, text, lines) => {
  expect(longLines(text)).toEqual(lines);
});

it('accepts a comment of exactly 100 columns', () => {
  expect(longLines(`// ${'x '.repeat(48)}x`)).toEqual([]);
  expect(longLines(`// ${'x '.repeat(48)}xy`)).toEqual([1]);
});

it.each([
  ['a comment behind code', `const a = 1; // ${words}`],
  ['code in an example', `/**\n * @example\n * ${words}\n */`],
  ['code in a fence', `/**\n * \`\`\`ts\n * ${words}\n * \`\`\`\n */`],
  ['a row of a table', `/**\n * | ${words} |\n */`],
  ['text set in columns', `// name     ${words}`],
  ['a directive', `// eslint-disable-next-line eqeqeq -- ${words}`],
  ['a URL that fits on no line', `// ${url}`],
  ['a URL after a few words', `// See also ${url}.`],
])('leaves %s alone', (_what, text) => {
  expect(longLines(text)).toEqual([]);
});
