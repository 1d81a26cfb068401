import { nearestName, type Span } from '@proj/diagnostics';
import { cannotBeInJson } from '../type/placement.js';
import { printType } from '../type/print.js';
import { quoteName, quoteString, unquote } from '../type/quote.js';
import type { Argument, Item } from '../syntax/arguments.js';
import type { ClickHouseType } from '../type/type.js';
import { hasCount, readInteger, stringOf } from './parameters.js';
import { argumentFrom, type Head, type ReadFamily, type Reader } from './reader.js';

const DYNAMIC_SETTINGS = { max_types: { max: 254, default: 32 } };
const JSON_SETTINGS = {
  max_dynamic_types: { max: 254, default: 32 },
  max_dynamic_paths: { max: 10_000, default: 1024 },
};
type Settings = Readonly<Record<string, { readonly max: number; readonly default: number }>>;

/** `Dynamic`, `Dynamic(max_types=8)`. */
export const readDynamic: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 1, 'Dynamic(max_types=8)')) return undefined;
  const parameter = head.parameters[0];
  if (!parameter) return { kind: 'Dynamic' };
  const setting = readSetting(parameter, DYNAMIC_SETTINGS, head, reader);
  if (setting) return { kind: 'Dynamic', ...(setting.isDefault ? {} : { maxTypes: setting.value }) };
  if (setting === undefined) {
    const problem = {
      what: 'parameter',
      type: 'Dynamic',
      expected: 'max_types with a number',
      example: 'Dynamic(max_types=8)',
    };
    reader.report.add('wrong-parameter', problem, parameter.span);
  }
  return undefined;
};

/** `JSON(max_dynamic_paths=16, a.b UInt32, SKIP c, SKIP REGEXP 'd.*')`. */
export const readJson: ReadFamily = (head, reader) => {
  const settings = new Map<string, string>();
  const typed = new Map<string, string>();
  const skipped = new Map<string, Span>();
  const skippedByRegexp = new Set<string>();
  let read = 0;
  for (const parameter of head.parameters) {
    const setting = readSetting(parameter, JSON_SETTINGS, head, reader);
    if (setting) {
      if (setting.isDefault) settings.delete(setting.name);
      else settings.set(setting.name, `${setting.name}=${setting.value}`);
      read++;
    } else if (setting === undefined && readPath(parameter, head, reader, typed, skipped, skippedByRegexp)) read++;
  }
  if (read !== head.parameters.length || skipsTyped(typed, skipped, reader)) return undefined;
  const inOrder = (set: Iterable<string>): readonly string[] => [...set].sort();
  const parameters = [
    ...Object.keys(JSON_SETTINGS).flatMap((name) => settings.get(name) ?? []),
    ...inOrder(typed.keys()).map((path) => `${quoteName(path)} ${typed.get(path) ?? ''}`),
    ...inOrder(skipped.keys()).map((path) => `SKIP ${quoteName(path)}`),
    ...inOrder(skippedByRegexp).map((regexp) => `SKIP REGEXP ${quoteString(regexp)}`),
  ];
  return { kind: 'JSON', parameters };
};

/** ClickHouse takes SKIP for the begin of a name, too: `SKIP a` is also about `ab`. */
function skipsTyped(typed: ReadonlyMap<string, string>, skipped: ReadonlyMap<string, Span>, reader: Reader): boolean {
  let found = false;
  for (const [skip, span] of skipped) {
    const path = [...typed.keys()].find((one) => one.startsWith(skip));
    if (path === undefined) continue;
    const expected = `a path with which no path of a type begins: ${quoteName(path)} does`;
    reader.report.add('wrong-parameter', { what: 'SKIP', type: 'JSON', expected }, span);
    found = true;
  }
  return found;
}

interface Setting {
  readonly name: string;
  readonly value: number;
  readonly isDefault: boolean;
}

/** `name = number`. `undefined` when it is something else, `null` when it is wrong and reported. */
function readSetting(parameter: Argument, settings: Settings, head: Head, reader: Reader): Setting | null | undefined {
  const [name, equals, ...rest] = parameter.items;
  if (name?.kind !== 'word' || equals?.kind !== 'mark' || equals.text !== '=') return undefined;
  const known = Object.hasOwn(settings, name.text) ? settings[name.text] : undefined;
  if (!known) {
    const suggestion = nearestName(name.text, Object.keys(settings));
    reader.report.add('unknown-parameter', { type: head.name, name: name.text, suggestion }, name.span);
    return null;
  }
  const limits = { what: name.text, min: 0, max: known.max, example: `${name.text}=${known.default}` };
  const value = readInteger(argumentFrom(rest, parameter.span.end), head, reader, limits);
  return value === undefined ? null : { name: name.text, value, isDefault: value === known.default };
}

function readPath(
  parameter: Argument,
  head: Head,
  reader: Reader,
  typed: Map<string, string>,
  skipped: Map<string, Span>,
  skippedByRegexp: Set<string>,
): boolean {
  const { items } = parameter;
  if (isKeyword(items[0], 'SKIP')) {
    const regexp = isKeyword(items[1], 'REGEXP') ? stringOf(items.slice(2)) : undefined;
    if (regexp !== undefined) {
      skippedByRegexp.add(regexp);
      return true;
    }
    const { path, length } = pathOf(items.slice(1));
    if (path !== undefined && length === items.length - 1) {
      skipped.set(path, parameter.span);
      return true;
    }
  } else {
    const { path, length } = pathOf(items);
    if (path !== undefined && length < items.length) {
      const argument = argumentFrom(items.slice(length), parameter.span.end);
      const type = typeInJson(argument, reader);
      if (type && typed.has(path)) reader.report.add('duplicate-element', { name: path, type: 'JSON' }, parameter.span);
      else if (type) typed.set(path, printType(type, { canonical: true }));
      return type !== undefined;
    }
  }
  const expected = 'a path with its type, SKIP and a path, SKIP REGEXP and a text, or a setting';
  const example = "JSON(max_dynamic_paths=16, a.b UInt32, SKIP c, SKIP REGEXP 'd.*')";
  reader.report.add('wrong-parameter', { what: 'parameters', type: head.name, expected, example }, parameter.span);
  return false;
}

function typeInJson(argument: Argument, reader: Reader): ClickHouseType | undefined {
  const type = reader.type(argument);
  const part = type && cannotBeInJson(type);
  if (!part) return type;
  const problem = { inner: printType(part), role: 'inside JSON', advice: insteadInJson(part) };
  return reader.report.add('wrong-inner-type', problem, part.span ?? argument.span);
}

function insteadInJson(type: ClickHouseType): string {
  switch (type.kind) {
    case 'BFloat16':
      return 'Write Float32.';
    case 'Map':
      return 'Write Map(String, …): members of an object have texts as names.';
    case 'QBit':
      return `Write Array(${printType(type.element)}).`;
    case 'AggregateFunction':
      return 'No message has the state of a function.';
    default:
      return 'Write Int64.';
  }
}

const isKeyword = (item: Item | undefined, word: string): boolean =>
  item?.kind === 'word' && item.text.toUpperCase() === word;

/** Names with points between them, from the first item on; and how many items they are. */
function pathOf(items: readonly Item[]): { readonly path: string | undefined; readonly length: number } {
  const names: string[] = [];
  let length = 0;
  for (;;) {
    const item = items[length];
    if (item?.kind === 'name') names.push(unquote(item.text));
    else if (item?.kind === 'word' || (names.length > 0 && item?.kind === 'number')) names.push(item.text);
    else return { path: undefined, length: 0 };
    length++;
    const point = items[length];
    if (point?.kind !== 'mark' || point.text !== '.') return { path: names.join('.'), length };
    length++;
  }
}
