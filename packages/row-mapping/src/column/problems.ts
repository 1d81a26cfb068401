import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import type { Unsupported } from '../coerce/contract/coercion.js';
import type { MappedColumn, MappingProblem } from '../contract/mapping.js';
import { mappingDiagnostics } from '../contract/messages.js';

/** A column whose type, or a part of it, cannot be filled from a message. */
export function typeProblem({ name, type }: MappedColumn, { unsupported, type: part }: Unsupported): MappingProblem {
  const place = { span: part.span ?? type.span };
  if (unsupported === 'time-zone') {
    const zone = part.kind === 'DateTime' || part.kind === 'DateTime64' ? (part.timezone ?? '') : '';
    return { column: name, part: 'type', diagnostic: mappingDiagnostics.create('unknown-time-zone', { zone }, place) };
  }
  const values = { type: printType(part), why: WHY[part.kind] ?? 'No value of a message is of that type.' };
  return { column: name, part: 'type', diagnostic: mappingDiagnostics.create('type-not-from-messages', values, place) };
}

const WHY: Readonly<Partial<Record<ClickHouseType['kind'], string>>> = {
  AggregateFunction:
    'It holds the unfinished state of a function. Fill it with a materialized view, or use SimpleAggregateFunction.',
};

/** A DEFAULT of a Nested column that is not empty, or one that is not known. */
export function defaultProblem({ name, type, defaultExpression }: MappedColumn): MappingProblem {
  const values = { type: printType(type), expression: defaultExpression ?? '' };
  return { column: name, part: 'column', diagnostic: mappingDiagnostics.create('default-not-literal', values) };
}
