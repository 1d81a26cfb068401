import type { ColumnDefinition } from './definition.js';

/**
 * The columns that a table really has: a Nested column `n` is the arrays `n.a`, `n.b` … there, unless a server was told
 * not to take it apart. We name them ourselves, so that tables are the same whatever a server's `flatten_nested` is.
 */
export const flatColumns = (columns: readonly ColumnDefinition[]): readonly ColumnDefinition[] =>
  columns.flatMap<ColumnDefinition>(({ name, type, ...rest }) =>
    type.kind === 'Nested'
      ? type.elements.map((one) => ({
          name: `${name}.${one.name}`,
          type: { kind: 'Array' as const, element: one.type },
          ...rest,
        }))
      : [{ name, type, ...rest }],
  );
