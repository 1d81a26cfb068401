import type { ColumnDefinition } from './definition.js';

/**
 * The columns that a table really has: ClickHouse stores a Nested column `n` as the arrays `n.a`,
 * `n.b` …, unless `flatten_nested` is off. We name the arrays ourselves, so that tables are the
 * same whatever that setting is.
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
