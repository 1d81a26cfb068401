import { printType, type ClickHouseType } from '@proj/clickhouse-types';

import { templateText, type Datafile, type Located, type Setting, type TextValue } from '../../src/index.js';
import { typeOf } from './type-of.js';

/** A model without its places, as a person would check it. */
export function modelJson(file: Datafile): unknown {
  const common = {
    kind: file.kind,
    name: file.name,
    description: text(file.description),
    settings: settings(file.settings),
  };
  if (file.kind === 'connection') return { ...common, type: file.type?.value };
  return {
    ...common,
    columns: file.columns.map((column) => ({
      name: column.name,
      type: printed(typeOf(column)),
      jsonPath: column.jsonPath?.value,
      default: column.defaultExpression?.value,
      codec: column.codec?.value,
    })),
    engine: { name: file.engine.name?.value, settings: settings(file.engine.settings) },
    indexes: file.indexes.map((index) => ({
      ...index,
      expression: index.expression.value,
      type: index.type.value,
      span: undefined,
    })),
    tokens: file.tokens.map(({ name, permission }) => ({ name, permission })),
    tags: file.tags.map(value),
    sharedWith: file.sharedWith.map(value),
    forwardQuery: text(file.forwardQuery),
  };
}

const printed = (type: ClickHouseType | undefined): string | undefined => type && printType(type);
const value = (one: Located<string>): string => one.value;
const text = (one: TextValue | undefined): string | undefined => one && templateText(one);
const settings = (all: ReadonlyMap<string, Setting>): Record<string, string> =>
  Object.fromEntries([...all.values()].map((one) => [one.name, templateText(one.value)]));
