import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { formOf, type ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { Coercion, Put } from './coercion.js';

const tests = new WeakMap<Coercion, Put>();

/** Whether a value belongs to the type. Nothing is written. */
export function accepts(coercion: Coercion, value: unknown): boolean {
  let test = tests.get(coercion);
  if (!test) {
    test = coercion.bind(discardingWriter(coercion.blockType));
    tests.set(coercion, test);
  }
  return test(value);
}

const ignore = (): void => undefined;

function discardingWriter(type: ClickHouseType): ColumnWriter {
  const form = formOf(type);
  if (!form) throw new Error(`${printType(type)} has no writer.`);
  const common = { type, nullable: form.nullable, addNull: ignore, undo: ignore };
  const container = { ...common, begin: ignore, end: ignore };
  switch (form.form) {
    case 'number':
      return { form: 'number', ...common, add: ignore };
    case 'wide':
      return { form: 'wide', ...common, addNumber: ignore, addBigInt: ignore, addScaled: ignore };
    case 'text':
      return { form: 'text', ...common, addText: ignore, addBytes: ignore };
    case 'fixed':
      return { form: 'fixed', ...common, addBytes: ignore };
    case 'array':
      return { form: 'array', ...container, element: discardingWriter(form.element) };
    case 'map':
      return { form: 'map', ...container, key: discardingWriter(form.key), value: discardingWriter(form.value) };
    case 'tuple':
      return { form: 'tuple', ...container, elements: form.elements.map(discardingWriter) };
    case 'variant':
      return { form: 'variant', ...container, nullable: true, members: form.members.map(discardingWriter) };
  }
}
