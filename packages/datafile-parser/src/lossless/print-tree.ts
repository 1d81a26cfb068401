import type { LosslessNode } from './lossless-node.js';

/**
 * The text of a lossless tree, or of a part of it: byte for byte what was read.
 *
 * @example
 * const text = '\uFEFFTYPE  kafka\r\n\t# the rest is missing';
 * printTree(losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text)) === text; // => true
 */
export function printTree(node: LosslessNode): string {
  const pieces: string[] = [];
  addPieces(node, pieces);
  return pieces.join('');
}

/** Depth is that of the grammar, not of the file: brackets do not nest in the tree. */
function addPieces(node: LosslessNode, pieces: string[]): void {
  if ('text' in node) pieces.push(node.text);
  else for (const child of node.children) addPieces(child, pieces);
}
