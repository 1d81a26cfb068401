import { basename, dirname } from 'node:path';
import { emptyNames } from '../walls.mjs';

/**
 * Files are kebab-case and say what is in them; `index.ts` is kept for the entries of a package.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      notKebab: 'Name this file in kebab-case: "{{ name }}".',
      empty: '"{{ name }}" says nothing about what is in the file. Name it after its main export.',
      index: 'index.ts is kept for entries (src/index.ts, src/<entry>/index.ts). Name this file after its main export.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        const stem = name.replace(/\..*$/, '');
        if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.[cm]?[jt]s$/.test(name)) {
          context.report({ node, messageId: 'notKebab', data: { name } });
        }
        if (emptyNames.includes(stem)) context.report({ node, messageId: 'empty', data: { name } });
        if (stem === 'index' && !/\/src(\/[^/]+)?$/.test(dirname(context.filename).replaceAll('\\', '/'))) {
          context.report({ node, messageId: 'index' });
        }
      },
    };
  },
};
