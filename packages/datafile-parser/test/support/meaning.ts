import { printType } from '@proj/clickhouse-types';

import { settingsTable, templateText, type Datafile, type TextValue } from '../../src/index.js';

/**
 * What a file means, without places and without what does not count in how it is written.
 * Comparable with `toEqual`.
 */
export function meaningOf(file: Datafile): unknown {
  const settings = Object.fromEntries([...file.settings.values()].map(({ name, value }) => [name, meant(name, value)]));
  const common = { kind: file.kind, name: file.name, settings, description: text(file.description) };
  if (file.kind === 'connection') return { ...common, type: file.type?.value };
  const { engine } = file;
  return {
    ...common,
    columns: file.columns.map((column) => ({
      name: column.name,
      type: column.type.state === 'read' ? printType(column.type.value, { canonical: true }) : undefined,
      broken:
        column.type.state === 'broken'
          ? sql(file.file.text.slice(column.type.span.start, column.type.span.end))
          : undefined,
      path: column.jsonPath?.value,
      default: column.defaultExpression && sql(column.defaultExpression.value),
      codec: column.codec && sql(column.codec.value),
    })),
    engine: engine.name?.value,
    parameters: Object.fromEntries([...engine.settings.values()].map(({ name, value }) => [name, meant(name, value)])),
    indexes: sorted(
      file.indexes.map((one) => [one.name, sql(one.expression.value), sql(one.type.value), one.granularity]),
    ),
    tokens: sorted(file.tokens.map(({ name, permission }) => [name, permission])),
    tags: sorted(file.tags.map(({ value }) => value)),
    sharedWith: sorted(file.sharedWith.map(({ value }) => value)),
    forwardQuery: file.forwardQuery && sql(templateText(file.forwardQuery)),
  };
}

const sorted = (values: readonly unknown[]): readonly string[] => values.map((one) => JSON.stringify(one)).sort();
const text = (value: TextValue | undefined): string | undefined => value && templateText(value);

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false };

function meant(name: string, value: TextValue): unknown {
  const definition = settingsTable.find((one) => one.name === name);
  const written = templateText(value);
  if (definition?.value === 'boolean') return BOOLEANS[written.toLowerCase()] ?? written;
  if (definition?.anyCase) return written.toLowerCase();
  return definition?.value === 'expression' || definition?.value === 'settings' ? sql(written) : written;
}

/** Blanks go where they separate nothing; strings keep theirs; plain names lose their quotes. */
function sql(written: string): string {
  return written
    .split(/('(?:\\.|''|[^'\\])*'|"[^"]*"|`[^`]*`)/s)
    .map((piece, i) => {
      if (i % 2 === 1) return piece.replace(/^(["`])([A-Za-z_]\w*)\1$/, '$2');
      return piece.replaceAll(/--[^\n]*/g, ' ').replaceAll(/\s+/g, ' ').replaceAll(/ ?([^\w$ ]) ?/g, '$1'); // prettier-ignore
    })
    .join('')
    .trim();
}
