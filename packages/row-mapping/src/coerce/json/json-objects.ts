import type { TypeOf } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { jsonText } from '../../value/json-text.js';
import { writerOf, type Coercion, type CoercionOf, type Part, type Unsupported } from '../contract/coercion.js';
import { wholeOf } from '../number/integers.js';
import { readNumber } from '../../value/numeric-text.js';
import { plainJsonOf } from './plain-json.js';
import { jsonFlaw } from './json-flaw.js';
import { replaced, typedPaths } from './typed-paths.js';
import { isPlainObject, type PlainObject } from '../../value/plain-object.js';

/**
 * JSON: an object, which travels as its JSON text, with the values at typed paths in a spelling
 * that ClickHouse reads as we do. Refused is what would make ClickHouse refuse the whole insert
 * (integers of more than 64 bits, lone surrogates, a value at a typed path that is not of that
 * path's type, null, too), and what it would drop (the second of two members that are one path to
 * it: `{"a.b": 1, "a": {"b": 2}}`).
 */
export function jsonCoercion(type: TypeOf<'JSON'>, of: CoercionOf): Coercion | Unsupported {
  const typed = typedPaths(type, of);
  if ('unsupported' in typed) return typed;
  const parts = (value: unknown): readonly Part[] =>
    typed.flatMap((path) => {
      const found = isPlainObject(value) ? path.find(value) : undefined;
      return found === undefined ? [] : [{ ...path, value: found }];
    });
  const plains = typed.map(({ coercion, find, name }) => ({ find, name, plain: plainJsonOf(coercion) }));
  const spelled = (value: PlainObject): PlainObject | undefined => {
    let object = value;
    for (const { find, name, plain } of plains) {
      const found = find(object);
      // What is missing gets the type's zero from ClickHouse, which has no NULL there; what the
      // message says is null is not zero.
      if (found === undefined) continue;
      const one = plain(found);
      if (one === undefined) return undefined;
      if (one !== found) object = replaced(object, name, one);
    }
    return object;
  };
  return {
    blockType: { kind: type.kind, parameters: type.parameters },
    parts,
    flaw: (value) => (isPlainObject(value) ? jsonFlaw(value, fits) : undefined),
    spelled: (value) => (isPlainObject(value) ? spelled(value) : undefined),
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'text');
      return (value) => {
        const object = isPlainObject(value) ? spelled(value) : undefined;
        if (object === undefined) return false;
        if (!fits(object)) return false;
        const text = jsonText(object, bigintText);
        if (text === undefined || (hasPoint(object) && hasPathTwice(object))) return false;
        // A lone surrogate, which JSON.stringify escapes.
        if (text.includes(String.raw`\ud`) && LONE_SURROGATE.test(text)) return false;
        target.addText(text);
        return true;
      };
    },
  };
}

/** After any number of escaped backslashes. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/;

const isIn64Bits = (value: bigint): boolean => value >= -(2n ** 63n) && value < 2n ** 64n;

/** A larger integer as the Float64 that says it: ClickHouse refuses its digits. */
const bigintText = (value: bigint): string =>
  isIn64Bits(value) ? value.toString() : Number(value).toExponential().replace('+', '');

/**
 * Whether ClickHouse keeps its numbers: integers of more than 64 bits only where a Float64 is what
 * was written (`1.5e300`).
 */
function fits(value: unknown): boolean {
  if (typeof value === 'bigint') return isIn64Bits(value) || isShortest(value);
  if (value instanceof ExactNumber) return Number.isFinite(value.toNumber());
  if (Array.isArray(value)) return value.every(fits);
  if (!isPlainObject(value)) return true;
  for (const name in value) if (!fits(value[name])) return false;
  return true;
}

function isShortest(value: bigint): boolean {
  const shortest = readNumber(String(Number(value)));
  return shortest !== undefined && wholeOf(shortest, MOST_DIGITS) === value;
}

/** Of a double. */
const MOST_DIGITS = 309;

/** Whether a name with a point is in it: only then can two members be one path. */
function hasPoint(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPoint);
  if (!isPlainObject(value)) return false;
  for (const name in value) if (name.includes('.') || hasPoint(value[name])) return true;
  return false;
}

function hasPathTwice(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPathTwice);
  if (!isPlainObject(value)) return false;
  const seen = new Set<string>();
  const walk = (object: PlainObject, prefix: string): boolean => {
    for (const name in object) {
      const path = prefix + name;
      const member = object[name];
      if (isPlainObject(member) && Object.keys(member).length > 0) {
        if (walk(member, `${path}.`)) return true;
      } else {
        if (seen.has(path) || (Array.isArray(member) && member.some(hasPathTwice))) return true;
        seen.add(path);
      }
    }
    return false;
  };
  return walk(value, '');
}
