import { parseType, type TypeOf } from '@proj/clickhouse-types';
import { isPlainObject, type PlainObject } from '../../value/plain-object.js';
import { stepTo } from '../container/containers.js';
import type { CoercionOf, Part, Unsupported } from '../contract/coercion.js';

export interface TypedPath extends Omit<Part, 'value'> {
  readonly name: string;
  readonly find: (value: PlainObject) => unknown;
}

const TYPED = /^(`(?:[^`\\]|\\.)*`|[^\s=`]+) (.+)$/s;

export function typedPaths({ parameters }: TypeOf<'JSON'>, of: CoercionOf): readonly TypedPath[] | Unsupported {
  const typed: TypedPath[] = [];
  for (const parameter of parameters) {
    const [, path, text] = TYPED.exec(parameter) ?? [];
    if (path === undefined || text === undefined || path === 'SKIP') continue;
    const { type } = parseType(text);
    if (!type) continue;
    const coercion = of(type);
    if ('unsupported' in coercion) return coercion;
    const name = path.replace(/^`|`$/g, '').replace(/\\(.)/g, '$1');
    const find = (value: PlainObject): unknown => atPath(value, name);
    typed.push({ step: name.split('.').map(stepTo).join(''), name, type, coercion, find });
  }
  return typed;
}

/**
 * The value at a path of ClickHouse, whose steps may stand together in one name: `{"a.b": 1}` has
 * the path `a.b`, too.
 */
function atPath(object: PlainObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  for (let point = path.indexOf('.'); point >= 0; point = path.indexOf('.', point + 1)) {
    const head = path.slice(0, point);
    const inner = Object.hasOwn(object, head) ? object[head] : undefined;
    const found = isPlainObject(inner) ? atPath(inner, path.slice(point + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The object with another value at a path where it has one. */
export function replaced(object: PlainObject, path: string, value: unknown): PlainObject {
  if (Object.hasOwn(object, path)) return { ...object, [path]: value };
  for (let point = path.indexOf('.'); point >= 0; point = path.indexOf('.', point + 1)) {
    const head = path.slice(0, point);
    const inner = Object.hasOwn(object, head) ? object[head] : undefined;
    const rest = path.slice(point + 1);
    if (isPlainObject(inner) && atPath(inner, rest) !== undefined)
      return { ...object, [head]: replaced(inner, rest, value) };
  }
  return object;
}
