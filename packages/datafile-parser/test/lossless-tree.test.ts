import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDatafile } from '../src/index.js';
import { losslessTree, nodeAt, printTree, visitTree, type LosslessNode } from '../src/tree.js';
import { anyPath, anyText } from './support/any-text.js';
import { fixtures } from './support/fixtures.js';

const treeOf = (path: string, text: string) => losslessTree(parseDatafile({ path, text }).tree, text);

describe('a lossless tree', () => {
  it('prints any text as it was, in nodes that cover it without gaps', () => {
    fc.assert(
      fc.property(anyPath, anyText, (path, text) => {
        const tree = treeOf(path, text);
        expect(printTree(tree)).toBe(text);
        checkCover(tree, text);
      }),
      { numRuns: 1500 },
    );
  });

  it('a lossless tree finds for every offset the leaf that holds it, and the way there', () => {
    fc.assert(
      fc.property(anyPath, anyText, fc.nat(), (path, text, number) => {
        const tree = treeOf(path, text);
        const offset = text === '' ? 0 : number % text.length;
        const { node, parents } = nodeAt(tree, offset);
        if (text === '') return;
        expect('text' in node).toBe(true);
        expect(node.span.start).toBeLessThanOrEqual(offset);
        expect(node.span.end).toBeGreaterThan(offset);
        expect(parents[0]).toBe(tree);
        expect(parents.at(-1)?.children).toContain(node);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['valid', 'invalid'] as const)('prints every %s fixture as it was, however its lines end', (kind) => {
    for (const { files } of fixtures(kind)) {
      for (const { path, text } of files) {
        for (const written of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text.trimEnd()}`]) {
          const tree = treeOf(path, written);
          expect(printTree(tree)).toBe(written);
          checkCover(tree, written);
        }
      }
    }
  });

  it('a lossless tree has a leaf for everything that is written', () => {
    const text = '\uFEFFSCHEMA > # c\r\n\t`a` Array( Int8 ) `json:$.a` DEFAULT [] , -- d\n\nTOKEN "x"  READ # e';
    const leaves: string[] = [];
    collectLeaves(treeOf('a.datasource', text), leaves);
    expect(leaves).toEqual([
      'byte-order-mark \uFEFF', 'name SCHEMA', 'blank  ', 'block-start >', 'blank  ', 'comment # c', 'line-break \r\n', 'blank \t',
      'column-name `a`', 'blank  ', 'token Array', 'token (', 'blank  ', 'token Int8', 'blank  ', 'token )', 'blank  ',
      'json-path `json:$.a`', 'blank  ', 'keyword DEFAULT', 'blank  ', 'token [', 'token ]', 'blank  ', 'comma ,', 'blank  ', 'comment -- d',
      'line-break \n', 'line-break \n', 'name TOKEN', 'blank  ', 'text "x"', 'blank   ', 'text READ', 'blank  ', 'comment # e',
    ]); // prettier-ignore
  });

  it('a lossless tree finds the last leaf at the end of the text, and the file where there is nothing', () => {
    expect(nodeAt(treeOf('a.connection', 'TYPE kafka'), 10).node).toMatchObject({ kind: 'text', text: 'kafka' });
    expect(nodeAt(treeOf('a.connection', 'TYPE kafka'), -5).node).toMatchObject({ kind: 'name' });
    expect(nodeAt(treeOf('a.connection', ''), 0)).toMatchObject({ node: { kind: 'file' }, parents: [] });
  });

  it('a lossless tree is visited in the order of the text, children between enter and leave', () => {
    const text = 'DESCRIPTION a b\nTYPE kafka\n';
    const seen: string[] = [];
    visitTree(treeOf('a.connection', text), {
      file: { leave: () => void seen.push('end') },
      setting: {
        enter: ({ node }) => {
          seen.push(node.name.text);
          return node.name.text === 'TYPE' ? 'skip' : undefined;
        },
        leave: ({ node }, parents) => void seen.push(`/${node.name.text} in ${parents.map((one) => one.kind).join()}`),
      },
      word: { enter: ({ node }, parents) => void seen.push(`${node.form} word, ${parents.length} deep`) },
    });
    expect(seen).toEqual([
      'DESCRIPTION', 'plain word, 2 deep', 'plain word, 2 deep', '/DESCRIPTION in file', 'TYPE', '/TYPE in file', 'end',
    ]); // prettier-ignore
  });

  it('a lossless tree holds 100,000 columns without running out of stack', () => {
    const text = `SCHEMA >\n${Array.from({ length: 100_000 }, (_, i) => `c${i} Int8`).join(',\n')}`;
    expect(printTree(treeOf('a.datasource', text))).toBe(text);
  });
});

function checkCover(node: LosslessNode, text: string): void {
  if ('text' in node) {
    if (node.text === '' || node.text !== text.slice(node.span.start, node.span.end)) {
      expect(node).toBe('a leaf with the text of its span');
    }
    return;
  }
  let at = node.span.start;
  for (const child of node.children) {
    if (child.span.start !== at) expect(child.span.start).toBe(at);
    at = child.span.end;
    checkCover(child, text);
  }
  if (at !== node.span.end) expect(at).toBe(node.span.end);
}

function collectLeaves(node: LosslessNode, leaves: string[]): void {
  if ('text' in node) leaves.push(`${node.kind} ${node.text}`);
  else for (const child of node.children) collectLeaves(child, leaves);
}
