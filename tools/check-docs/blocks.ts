import path from 'node:path';

/** A piece of TypeScript that documentation shows. */
export interface Block {
  /** Path of the file it is in, from the root. */
  readonly file: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly code: string;
  /** Marked `no-run`: it cannot run in a check, and is only compiled. */
  readonly run: boolean;
  /** In a docstring: names of its package need no import. */
  readonly docstring: boolean;
}

/** The ts blocks of a Markdown file. */
export function markdownBlocks(file: string, text: string): Block[] {
  const fences = text.matchAll(/^```ts([^\n]*)\n(.*?)^```$/gms);
  return [...fences].map((fence) => {
    const [, mark = '', code = ''] = fence;
    const line = lineAt(text, fence.index) + 1;
    return { file, line, code, run: !mark.includes('no-run'), docstring: false };
  });
}

/** The `@example`s in the docstrings of a source file, with or without a fence around the code. */
export function docstringBlocks(file: string, text: string): Block[] {
  const examples = text.matchAll(/^[ \t]*\* @example *\n((?:[ \t]*\*(?!\/)(?! @)[^\n]*\n)*)/gm);
  return [...examples].flatMap((example) => {
    const code = (example[1] ?? '').replace(/^[ \t]*\* ?/gm, '');
    const line = lineAt(text, example.index) + 1;
    if (!code.trimStart().startsWith('```')) return { file, line, code, run: true, docstring: true };
    return markdownBlocks(file, code).map((block) => ({ ...block, line: line + block.line - 1, docstring: true }));
  });
}

export function blocksOf(file: string, text: string): Block[] {
  return path.extname(file) === '.md' ? markdownBlocks(file, text) : docstringBlocks(file, text);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
