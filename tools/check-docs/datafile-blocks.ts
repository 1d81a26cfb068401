import { formatDatafile, parseProject } from '@proj/datafile-parser';

/** A datafile that documentation shows. */
interface DatafileBlock {
  /** Line of its first line, from 1. */
  readonly line: number;
  /** As its first line, a comment, names it: `# connections/shop.connection`. */
  readonly path: string | undefined;
  readonly text: string;
}

/**
 * The problems of a page's tb blocks, read together as one project: mistakes, warnings, and
 * formatting that `fmt` would change. Blocks marked `no-check` are fragments or deliberately wrong.
 */
export function problemsOfDatafiles(page: string, text: string): string[] {
  const blocks = datafileBlocks(text);
  const unnamed = blocks
    .filter((block) => block.path === undefined)
    .map(({ line }) => `${page}:${line}: the first line does not name the datafile, as # datasources/name.datasource`);
  const files = blocks.flatMap(({ path, ...rest }) => (path === undefined ? [] : [{ path, ...rest }]));
  const found = parseProject(files).diagnostics.map(({ file, span, message }) => {
    const block = files.find((one) => one.path === file?.path);
    const inside = file && span ? file.positionAt(span.start).line - 1 : 0;
    return `${page}:${(block?.line ?? 1) + inside}: ${message}`;
  });
  const untidy = files
    .filter((file) => formatDatafile(file).text !== file.text)
    .map(
      (file) =>
        `${page}:${file.line}: ${file.path} is not in its canonical form, which is\n${formatDatafile(file).text}`,
    );
  return [...unnamed, ...found, ...untidy];
}

function datafileBlocks(page: string): readonly DatafileBlock[] {
  return [...page.matchAll(/^```tb([^\n]*)\n(.*?)^```$/gms)].flatMap((fence) => {
    const [, mark = '', text = ''] = fence;
    if (mark.includes('no-check')) return [];
    const path = /^# (\S+\.(?:connection|datasource))\n/.exec(text)?.[1];
    return [{ line: page.slice(0, fence.index).split('\n').length + 1, path, text }];
  });
}
