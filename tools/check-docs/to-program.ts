import ts from 'typescript';
import type { Block } from './blocks.js';

/** Names that a block can use without importing them, each with its module. */
export type ImplicitNames = ReadonlyMap<string, string>;

/**
 * Makes a program of a block: implicit imports in front, and `expression; // => value` turned into
 * a comparison. Every line keeps its number in the documentation, so compiler messages can be shown
 * unchanged.
 */
export function toProgram(block: Block, implicit: ImplicitNames): string {
  const source = ts.createSourceFile('block.ts', block.code, ts.ScriptTarget.Latest, true);
  const imports = [...neededNames(source, implicit)].map(([name, module]) => `import { ${name} } from '${module}';`);
  const start = `import { same as $same } from '$same'; ${imports.join(' ')}`;
  return '\n'.repeat(Math.max(0, block.line - 2)) + start + '\n' + withComparisons(source, block) + '\nexport {};\n';
}

function withComparisons(source: ts.SourceFile, block: Block): string {
  let code = source.text;
  for (const statement of [...source.statements].reverse()) {
    const [comment] = ts.getTrailingCommentRanges(source.text, statement.end) ?? [];
    const promise = comment && /^\/\/ => (.*)$/.exec(source.text.slice(comment.pos, comment.end));
    if (!comment || !promise) continue;
    const line = block.line + source.getLineAndCharacterOfPosition(statement.getStart()).line;
    if (!ts.isExpressionStatement(statement)) throw new Error(`${block.file}:${line}: // => follows no expression`);
    const place = JSON.stringify(`${block.file}:${line}`);
    const check = `$same((${statement.expression.getText()}), (${promise[1]}), ${place});`;
    code = code.slice(0, statement.getStart()) + check + code.slice(comment.end);
  }
  return code;
}

/** The implicit names that a block uses and does not declare itself. */
function neededNames(source: ts.SourceFile, implicit: ImplicitNames): ImplicitNames {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    const parent = node.parent as ts.Node | undefined;
    if (ts.isIdentifier(node) && parent) {
      const declares =
        ts.isImportSpecifier(parent) ||
        ((ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isFunctionDeclaration(parent)) &&
          parent.name === node);
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node);
      if (declares) declared.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return new Map([...implicit].filter(([name]) => used.has(name) && !declared.has(name)));
}
