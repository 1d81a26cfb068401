import { shapeOf, storedType, variantMembers, type ClickHouseType, type ColumnWriter } from '@proj/clickhouse-types';
import type { Coercion, Put } from './coercion.js';

const nothing = (): void => undefined;

/** A writer that keeps nothing: to ask whether a coercion takes a value. */
export function discardingWriter(type: ClickHouseType): ColumnWriter {
  const stored = shapeOf(storedType(type));
  const nullable = stored.kind === 'Nullable';
  const inner = nullable ? shapeOf(storedType(stored.inner)) : stored;
  const common = { type, nullable, addNull: nothing, undo: nothing };
  const container = { ...common, begin: nothing, end: nothing };
  const members = variantMembers(inner);
  if (members) return { form: 'variant', ...container, nullable: true, members: members.map(discardingWriter) };
  switch (inner.kind) {
    case 'Array':
      return { form: 'array', ...container, element: discardingWriter(inner.element) };
    case 'Map':
      return { form: 'map', ...container, key: discardingWriter(inner.key), value: discardingWriter(inner.value) };
    case 'Tuple':
      return { form: 'tuple', ...container, elements: inner.elements.map((one) => discardingWriter(one.type)) };
    case 'String':
    case 'FixedString':
    case 'JSON':
      return { form: 'text', ...common, addText: nothing, addBytes: nothing };
    case 'UUID':
    case 'IPv6':
      return { form: 'fixed', ...common, addBytes: nothing };
    default:
      return isWide(inner.kind)
        ? { form: 'wide', ...common, addNumber: nothing, addBigInt: nothing, addScaled: nothing }
        : { form: 'number', ...common, add: nothing };
  }
}

/** Whether a type's values are wide numbers: see `ColumnWriter`. */
export const isWide = (kind: ClickHouseType['kind']): boolean =>
  /^(?:U?Int(?:64|128|256)|Decimal|DateTime64|Time64|Interval\w+)$/.test(kind);

const tests = new WeakMap<Coercion, Put>();

/** Whether a value is one of the type; nothing is written. */
export function accepts(coercion: Coercion, value: unknown): boolean {
  let test = tests.get(coercion);
  if (!test) {
    test = coercion.bind(discardingWriter(coercion.blockType));
    tests.set(coercion, test);
  }
  return test(value);
}
