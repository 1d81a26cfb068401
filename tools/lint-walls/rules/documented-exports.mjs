import ts from 'typescript';

/**
 * Every name that an entry file exports has a docstring where it is declared. `jsdoc/require-jsdoc`
 * looks at one file and would ask it of every export in the package; here it is asked of the public
 * ones only.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const documentedExports = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'The public name "{{ name }}" has no docstring where it is declared.' },
  },
  create(context) {
    /** @type {Partial<import('@typescript-eslint/parser').ParserServices>} */
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    if (!program || !esTreeNodeToTSNodeMap) throw new Error('documented-exports needs type information');
    const checker = program.getTypeChecker();
    return {
      'Program:exit'(node) {
        const file = checker.getSymbolAtLocation(esTreeNodeToTSNodeMap.get(/** @type {never} */ (node)));
        if (file === undefined) return;
        for (const exported of checker.getExportsOfModule(file)) {
          const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
          const declared = symbol.declarations ?? [];
          // What comes from another package is documented, and checked, there.
          const ours = declared.some((d) => !/node_modules|\.d\.ts$/.test(d.getSourceFile().fileName));
          if (ours && symbol.getDocumentationComment(checker).length === 0) {
            context.report({ node, messageId: 'missing', data: { name: exported.name } });
          }
        }
      },
    };
  },
};
