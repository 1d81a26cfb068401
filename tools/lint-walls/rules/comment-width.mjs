import { maxCommentWidth } from '../walls.mjs';

/** Comments that are read by a program, and must stay on one line for it. */
const directive = /^\s*[/*]*\s*(eslint|@ts-|prettier-ignore|nx-ignore|v8 ignore|[/#]?\s*<reference|[#@]\s*source)/;
const fence = /^\s*\*?\s*```/;
const tag = /^\s*\*?\s*@(\w+)/;
/** Rows of tables, and text that is set in columns. */
const table = /^\s*(\/\/|\*)?\s*(\||\S.*\S {3,}\S)/;

/**
 * Whether breaking the line would not help: the first word is too long by itself, or the width
 * falls inside a URL.
 *
 * @param {string} line
 */
function cannotBreak(line) {
  const words = line.trim().replace(/^(\/\/|\/?\*+)\s*/, '');
  if (!/\s/.test(words)) return true;
  return [...line.matchAll(/\S*:\/\/\S+/g)].some(
    (url) => url.index < maxCommentWidth && url.index + url[0].length > maxCommentWidth,
  );
}

/**
 * Comments end at column 100, although code may go on to 120: prose is read line by line, code is
 * not. Code in examples, tables, directives and long URLs stay as they are; so do comments that
 * stand behind code.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const commentWidth = {
  meta: {
    type: 'layout',
    schema: [],
    messages: { tooLong: 'This comment is {{ width }} columns wide. Wrap comments at {{ max }}.' },
  },
  create(context) {
    return {
      Program() {
        for (const { loc } of context.sourceCode.getAllComments()) {
          if (loc) reportLongLines(context, loc);
        }
      },
    };
  },
};

/**
 * @param {import('eslint').Rule.RuleContext} context
 * @param {import('eslint').AST.SourceLocation} loc of one comment
 */
function reportLongLines({ sourceCode, report }, { start, end }) {
  let isCode = false;
  for (let number = start.line; number <= end.line; number++) {
    const line = sourceCode.lines[number - 1] ?? '';
    const isBehindCode = number === start.line && line.slice(0, start.column).trim() !== '';
    const isBeforeCode = number === end.line && line.slice(end.column).trim() !== '';
    const tagName = tag.exec(line)?.[1];
    if (tagName !== undefined) isCode = tagName === 'example';
    else if (fence.test(line)) isCode = !isCode;
    const isExempt = isCode || isBehindCode || isBeforeCode || directive.test(line) || table.test(line);
    if (line.length <= maxCommentWidth || isExempt || cannotBreak(line)) continue;
    report({
      loc: { start: { line: number, column: maxCommentWidth }, end: { line: number, column: line.length } },
      messageId: 'tooLong',
      data: { width: String(line.length), max: String(maxCommentWidth) },
    });
  }
}
