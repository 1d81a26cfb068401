import { shapeOf, storedType, variantMembers, type ClickHouseType, type ColumnWriter } from '@proj/clickhouse-types';
import { isWide } from '../coerce/contract/accepts.js';
import { quoted, showNumber, showSixteenBytes, showWide } from '../value/show-value.js';

/** A writer that shows what it was given as ClickHouse shows it. */
export interface Showing {
  readonly writer: ColumnWriter;
  /** The value; undefined for NULL. */
  readonly shown: () => string | undefined;
}

/** @param type as in a block */
export function showingWriter(type: ClickHouseType): Showing {
  const texts: (string | undefined)[] = [];
  return { writer: writerInto(type, texts, false), shown: () => texts.at(-1) };
}

/** `nested`: in a container, where texts stand in quotes and NULL is a word. */
function writerInto(type: ClickHouseType, texts: (string | undefined)[], nested: boolean): ColumnWriter {
  const stored = shapeOf(storedType(type));
  const nullable = stored.kind === 'Nullable';
  const inner = nullable ? shapeOf(storedType(stored.inner)) : stored;
  const add = (text: string | undefined): void => void texts.push(text);
  const common = { type, nullable, addNull: () => add(nested ? 'NULL' : undefined), undo: () => void texts.pop() };
  /** The parts of one container, each with the list of what was added to it since it began. */
  const part = (of: ClickHouseType): { readonly list: string[]; readonly writer: ColumnWriter } => {
    const list: string[] = [];
    return { list, writer: writerInto(of, list, true) };
  };
  const clearing = (lists: readonly string[][]) => (): void => {
    for (const list of lists) list.length = 0;
  };
  const members = variantMembers(inner);
  if (members) {
    const writers = members.map((one) => writerInto(one, texts, nested));
    const nothing = (): void => undefined;
    return { form: 'variant', ...common, nullable: true, members: writers, begin: nothing, end: nothing };
  }
  switch (inner.kind) {
    case 'Array': {
      const { list, writer } = part(inner.element);
      const end = (): void => add(`[${list.join(',')}]`);
      return { form: 'array', ...common, element: writer, begin: clearing([list]), end };
    }
    case 'Map': {
      const [keys, values] = [part(inner.key), part(inner.value)];
      const end = (): void => add(`{${keys.list.map((key, i) => `${key}:${values.list[i] ?? ''}`).join(',')}}`);
      const begin = clearing([keys.list, values.list]);
      return { form: 'map', ...common, key: keys.writer, value: values.writer, begin, end };
    }
    case 'Tuple': {
      const parts = inner.elements.map((one) => part(one.type));
      const end = (): void => add(`(${parts.map(({ list }) => list.join('')).join(',')})`);
      const elements = parts.map(({ writer }) => writer);
      return { form: 'tuple', ...common, elements, begin: clearing(parts.map(({ list }) => list)), end };
    }
    case 'String':
    case 'FixedString':
    case 'JSON': {
      const show = (text: string): void => add(nested && inner.kind !== 'JSON' ? quoted(text) : text);
      const addBytes = (bytes: Uint8Array, start: number, end: number): void =>
        show(Buffer.from(bytes.subarray(start, end)).toString('utf8'));
      return { form: 'text', ...common, addText: (text) => show(Buffer.from(text).toString('utf8')), addBytes };
    }
    case 'UUID':
    case 'IPv6': {
      const { kind } = inner;
      const addBytes = (bytes: Uint8Array, start: number): void => {
        const text = showSixteenBytes(kind, bytes.subarray(start, start + 16));
        add(nested ? quoted(text) : text);
      };
      return { form: 'fixed', ...common, addBytes };
    }
    default: {
      if (isWide(inner.kind)) {
        const addBigInt = (value: bigint): void => add(showWide(inner, value, nested));
        const addScaled = (value: number, unit: number, rest: number): void =>
          addBigInt(BigInt(value) * BigInt(unit) + BigInt(rest));
        return { form: 'wide', ...common, addNumber: (value) => addBigInt(BigInt(value)), addBigInt, addScaled };
      }
      return { form: 'number', ...common, add: (value) => add(showNumber(inner, value, nested)) };
    }
  }
}
