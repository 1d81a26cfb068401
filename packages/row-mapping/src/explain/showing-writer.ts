import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { formOf, type ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { quoted, showNumber, showSixteenBytes, showWide } from '../value/show-value.js';

/** A writer that shows what it was given the way ClickHouse would. */
export interface Showing {
  readonly writer: ColumnWriter;
  /** The last value; undefined for NULL. */
  readonly shown: () => string | undefined;
}

/** @param type as in a block */
export function showingWriter(type: ClickHouseType): Showing {
  const texts: (string | undefined)[] = [];
  return { writer: writerInto(type, texts, false), shown: () => texts.at(-1) };
}

/** One part of a container, with the texts added to it since the container began. */
interface ContainerPart {
  readonly texts: string[];
  readonly writer: ColumnWriter;
}

/** `nested`: inside a container, where texts are quoted and NULL is spelled out. */
function writerInto(type: ClickHouseType, texts: (string | undefined)[], nested: boolean): ColumnWriter {
  const form = formOf(type);
  if (!form) throw new Error(`${printType(type)} has no writer.`);
  const { stored } = form;
  const add = (text: string | undefined): void => void texts.push(text);
  const undo = (): void => void texts.pop();
  const common = { type, nullable: form.nullable, addNull: () => add(nested ? 'NULL' : undefined), undo };
  const part = (of: ClickHouseType): ContainerPart => {
    const own: string[] = [];
    return { texts: own, writer: writerInto(of, own, true) };
  };
  const clearing = (parts: readonly ContainerPart[]) => (): void => {
    for (const one of parts) one.texts.length = 0;
  };
  switch (form.form) {
    case 'number':
      return { form: 'number', ...common, add: (value) => add(showNumber(stored, value, nested)) };
    case 'wide': {
      const addBigInt = (value: bigint): void => add(showWide(stored, value, nested));
      const addScaled = (value: number, unit: number, rest: number): void =>
        addBigInt(BigInt(value) * BigInt(unit) + BigInt(rest));
      return { form: 'wide', ...common, addNumber: (value) => addBigInt(BigInt(value)), addBigInt, addScaled };
    }
    case 'text': {
      const show = (text: string): void => add(nested && stored.kind !== 'JSON' ? quoted(text) : text);
      const addBytes = (bytes: Uint8Array, start: number, end: number): void =>
        show(Buffer.from(bytes.subarray(start, end)).toString('utf8'));
      return { form: 'text', ...common, addText: (text) => show(Buffer.from(text).toString('utf8')), addBytes };
    }
    case 'fixed': {
      const addBytes = (bytes: Uint8Array, start: number): void => {
        const text = showSixteenBytes(form.kind, bytes.subarray(start, start + 16));
        add(nested ? quoted(text) : text);
      };
      return { form: 'fixed', ...common, addBytes };
    }
    case 'array': {
      const element = part(form.element);
      const end = (): void => add(`[${element.texts.join(',')}]`);
      return { form: 'array', ...common, element: element.writer, begin: clearing([element]), end };
    }
    case 'map': {
      const [key, value] = [part(form.key), part(form.value)];
      const entry = (name: string, i: number): string => `${name}:${value.texts[i] ?? ''}`;
      const end = (): void => add(`{${key.texts.map(entry).join(',')}}`);
      return { form: 'map', ...common, key: key.writer, value: value.writer, begin: clearing([key, value]), end };
    }
    case 'tuple': {
      const parts = form.elements.map(part);
      const end = (): void => add(`(${parts.map((one) => one.texts.join('')).join(',')})`);
      return { form: 'tuple', ...common, elements: parts.map(({ writer }) => writer), begin: clearing(parts), end };
    }
    case 'variant': {
      const members = form.members.map((member) => writerInto(member, texts, nested));
      return { form: 'variant', ...common, nullable: true, members, begin: () => undefined, end: () => undefined };
    }
  }
}
