import { parseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { createBlockBuilder, type BlockBuilder } from '../src/index.js';

/** Rows of `width` columns: flat ones, or arrays, maps and tuples. */
export interface Shape {
  readonly columns: number;
  readonly kind: 'flat' | 'nested';
}

export const shapes: readonly Shape[] = [5, 20, 100].flatMap((columns) => [
  { columns, kind: 'flat' as const },
  { columns, kind: 'nested' as const },
]);

/** A type, and what makes a value of it: for the writer, and as JSON. */
interface Kind {
  readonly type: string;
  bind(writer: ColumnWriter): (i: number) => void;
  json(i: number): unknown;
}

const text = (i: number): string => texts[i & 1023] ?? '';
const texts = Array.from({ length: 1024 }, (_, i) => `value-${(i * 7919).toString(36)}-${'x'.repeat(i % 24)}`);
const low = ['view', 'cart', 'buy', 'leave'];

function as<F extends ColumnWriter['form']>(
  writer: ColumnWriter | undefined,
  form: F,
): Extract<ColumnWriter, { form: F }> {
  if (writer?.form !== form) throw new Error(`no ${form} writer`);
  return writer as Extract<ColumnWriter, { form: F }>;
}

const textKind = (type: string, value: (i: number) => string): Kind => ({
  type,
  bind(writer) {
    const column = as(writer, 'text');
    return (i) => column.addText(value(i));
  },
  json: value,
});

const flat: readonly Kind[] = [
  {
    type: 'UInt64',
    bind(writer) {
      const column = as(writer, 'wide');
      return (i) => column.addNumber(i);
    },
    json: (i) => i,
  },
  textKind('String', text),
  {
    type: 'Float64',
    bind(writer) {
      const column = as(writer, 'number');
      return (i) => column.add(i / 100);
    },
    json: (i) => i / 100,
  },
  textKind('LowCardinality(String)', (i) => low[i & 3] ?? ''),
  {
    type: 'Nullable(UInt32)',
    bind(writer) {
      const column = as(writer, 'number');
      return (i) => (i % 4 === 0 ? column.addNull() : column.add(i));
    },
    json: (i) => (i % 4 === 0 ? null : i),
  },
];

const nested: readonly Kind[] = [
  {
    type: 'Array(String)',
    bind(writer) {
      const column = as(writer, 'array');
      const element = as(column.element, 'text');
      return (i) => {
        column.begin();
        for (let k = 0; k < i % 4; k++) element.addText(text(i + k));
        column.end();
      };
    },
    json: (i) => Array.from({ length: i % 4 }, (_, k) => text(i + k)),
  },
  {
    type: 'Map(LowCardinality(String), UInt32)',
    bind(writer) {
      const column = as(writer, 'map');
      const [key, value] = [as(column.key, 'text'), as(column.value, 'number')];
      return (i) => {
        column.begin();
        for (let k = 0; k < 2; k++) {
          key.addText(low[k] ?? '');
          value.add(i);
        }
        column.end();
      };
    },
    json: (i) => ({ view: i, cart: i }),
  },
  {
    type: 'Tuple(a UInt32, b String)',
    bind(writer) {
      const column = as(writer, 'tuple');
      const [a, b] = [as(column.elements[0], 'number'), as(column.elements[1], 'text')];
      return (i) => {
        column.begin();
        a.add(i);
        b.addText(text(i));
        column.end();
      };
    },
    json: (i) => ({ a: i, b: text(i) }),
  },
];

const kindsOf = ({ columns, kind }: Shape): readonly Kind[] => {
  const kinds = kind === 'flat' ? flat : nested;
  return Array.from({ length: columns }, (_, i) => kinds[i % kinds.length] ?? flat[0]!);
};

export const tableOf = (shape: Shape, name: string): string =>
  `CREATE OR REPLACE TABLE ${name} (${kindsOf(shape)
    .map(({ type }, i) => `c${i} ${type}`)
    .join(', ')}) ENGINE = Null`;

/** A builder, and a function that fills it with rows. */
export function encoderOf(shape: Shape): { readonly builder: BlockBuilder; readonly write: (rows: number) => void } {
  const kinds = kindsOf(shape);
  const builder = createBlockBuilder(
    kinds.map((one, i) => {
      const { type } = parseType(one.type);
      if (!type) throw new Error(one.type);
      return { name: `c${i}`, type };
    }),
  );
  const steps = kinds.map((one, i) => one.bind(builder.writers[i]!));
  return {
    builder,
    write(rows) {
      for (let i = 0; i < rows; i++) {
        for (const step of steps) step(i);
        builder.endRow();
      }
    },
  };
}

/** The same rows as JSONEachRow: made of objects, as a service would that has them. */
export function jsonOf(shape: Shape, rows: number): string {
  const kinds = kindsOf(shape);
  let lines = '';
  for (let i = 0; i < rows; i++) {
    const row: Record<string, unknown> = {};
    for (const [k, one] of kinds.entries()) row[`c${k}`] = one.json(i);
    lines += `${JSON.stringify(row)}\n`;
  }
  return lines;
}
