import { printType, storedType, type ClickHouseType } from '@proj/clickhouse-types';
import { printable } from '@proj/diagnostics';
import type { Coercion, Flaw, Part } from '../coerce/contract/coercion.js';
import { accepts } from '../coerce/contract/accepts.js';
import type { CompiledColumn } from '../column/compile-column.js';
import { textOf } from '../column/found-text.js';
import type { MessageForm, Rejection } from '../contract/mapping.js';
import { PATH_FAILED } from '../path/general-getter.js';
import { expectedOf } from './expected.js';

/** How much of a value a rejection quotes, in UTF-16 code units. */
const EXCERPT_LENGTH = 100;

/**
 * Why a column has no value.
 *
 * @param text what was found, as text
 */
export function rejectionOf(compiled: CompiledColumn, messages: MessageForm, found: unknown, text: string): Rejection {
  const { column, coercion, path } = compiled;
  const { name } = column;
  if (found === undefined || found === null) {
    const what = found === null ? `is null at ${column.path}` : `is not in the message at ${column.path}`;
    const message = `value of column '${name}' ${what}, and the column is neither Nullable nor has a DEFAULT`;
    return { column: name, code: 'mapping/missing-value', message };
  }
  if (found === PATH_FAILED) {
    const message = `value of column '${name}' cannot be found: the message is too deep for ${column.path}`;
    return { column: name, code: 'mapping/path-failed', message };
  }
  const type = valueType(column.type);
  const wrong = path.many && !Array.isArray(found) ? undefined : firstWrong(coercion, found, '');
  const where = wrong ? `: at ${excerpt(wrong.step)} ${toldOf(wrong, messages)}` : '';
  const expected = path.many && !Array.isArray(found) ? ', expected an array' : expectationOf(wrong, type);
  const message = `value '${excerpt(text)}' on column '${name}' is not ${nameOf(type)}${where}${expected}`;
  return { column: name, code: 'mapping/wrong-type', message };
}

function toldOf(wrong: Part | Flaw, messages: MessageForm): string {
  if ('type' in wrong) return `${shown(wrong.value, messages)} is not ${nameOf(valueType(wrong.type))}`;
  return 'value' in wrong ? `${shown(wrong.value, messages)} ${excerpt(wrong.what)}` : excerpt(wrong.what);
}

/** Of a flaw it has been said already what it is. */
function expectationOf(wrong: Part | Flaw | undefined, type: ClickHouseType): string {
  if (wrong === undefined) return expectation(type);
  return 'type' in wrong ? expectation(wrong.type) : '';
}

function shown(value: unknown, messages: MessageForm): string {
  // JSON has no infinity: it is what was decoded, not what was written.
  if (messages === 'json' && typeof value === 'number' && !Number.isFinite(value)) return 'a number beyond Float64';
  const text = textOf(value);
  return text === null ? (value === null ? 'null' : 'nothing') : `'${excerpt(text)}'`;
}

/**
 * A text that each rejection of a column has, made once: a topic may hold nothing but bad messages.
 */
function remembered(make: (type: ClickHouseType) => string): (type: ClickHouseType) => string {
  const texts = new WeakMap<ClickHouseType, string>();
  return (type) => {
    let text = texts.get(type);
    if (text === undefined) texts.set(type, (text = make(type)));
    return text;
  };
}

const nameOf = remembered((type) => printType(type));
const expectation = remembered((type) => {
  const expected = expectedOf(valueType(type));
  return expected === undefined ? '' : `, expected ${expected}`;
});

/**
 * The innermost value that is not of its type, or has no place in it; undefined when it is the
 * value itself.
 */
function firstWrong({ begins, parts, flaw }: Coercion, value: unknown, path: string): Part | Flaw | undefined {
  if (begins?.(value) === false || typeof value !== 'object') return undefined;
  const wrong = parts?.(value).find((part) => !accepts(part.coercion, part.value)) ?? flaw?.(value);
  if (!wrong) return undefined;
  const step = path + wrong.step;
  return ('coercion' in wrong ? firstWrong(wrong.coercion, wrong.value, step) : undefined) ?? { ...wrong, step };
}

/**
 * The type that a value has to have: without what says how it is stored, or that it may be missing.
 */
function valueType(type: ClickHouseType): ClickHouseType {
  const stored = storedType(type);
  return stored.kind === 'Nullable' ? valueType(stored.inner) : stored;
}

/**
 * Rejections end in logs and terminals, where control characters of a message would break lines or
 * do worse.
 */
function excerpt(text: string): string {
  if (text.length <= EXCERPT_LENGTH) return printable(text);
  const last = text.charCodeAt(EXCERPT_LENGTH - 1);
  // Not half of a character.
  return `${printable(text.slice(0, last >= 0xd800 && last <= 0xdbff ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH))}…`;
}
