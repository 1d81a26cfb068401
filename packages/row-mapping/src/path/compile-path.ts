import { CalendarDate, ExactNumber, TimeOfDay, Timestamp } from '@proj/clickhouse-types/decoded-value';
import { isPlainObject } from '../value/plain-object.js';
import type { ParsedPath, PathStep } from './parse-path.js';
import { nameStep, type NameStep } from './find-json.js';
import { generalGetter } from './general-getter.js';
import type { Getter } from './getter.js';

/** A compiled path. */
export interface CompiledPath {
  readonly get: Getter;
  /**
   * Whether the path selects any number of values: they come as an array. Where the message has
   * something else than an array at `[:]`, the path finds that instead, so that it can be reported.
   */
  readonly many: boolean;
  /** Of a path to one place in the message, which may end in `[:]`: the names on the way. */
  readonly names?: readonly NameStep[];
}

export function compilePath(path: string, parsed: Exclude<ParsedPath, { kind: 'mistake' }>): CompiledPath {
  if (parsed.kind === 'general') return { get: generalGetter(path, parsed.many), many: parsed.many };
  const { steps } = parsed;
  const many = steps.some((step) => step.kind !== 'member');
  const way = steps.at(-1)?.kind === 'elements' ? steps.slice(0, -1) : steps;
  const names = way.flatMap((step) => (step.kind === 'member' ? [nameStep(step.name)] : []));
  return { get: compileSteps(steps), many, ...(names.length === way.length ? { names } : {}) };
}

function compileSteps(steps: readonly PathStep[]): Getter {
  const at = steps.findIndex((step) => step.kind !== 'member');
  if (at < 0) return members(steps);
  const list = members(steps.slice(0, at));
  const children = steps[at]?.kind === 'children';
  const rest = steps.slice(at + 1);
  const elements: Getter = children ? (value) => childrenOf(list(value)) : list;
  if (rest.length === 0) return elements;
  const each = compileSteps(rest);
  return rest.some((step) => step.kind !== 'member') ? joined(elements, each) : oneForEach(elements, each);
}

const childrenOf = (value: unknown): unknown => (isPlainObject(value) ? Object.values(value) : value);

/** One for each element, so that positions stay; null where it is missing. */
function oneForEach(list: Getter, each: Getter): Getter {
  return (value) => {
    const elements = list(value);
    if (!Array.isArray(elements)) return elements;
    const out = new Array<unknown>(elements.length);
    for (let i = 0; i < elements.length; i++) out[i] = each(elements[i]) ?? null;
    return out;
  };
}

/** The lists of all elements, one after the other; elements that have none add nothing. */
function joined(list: Getter, each: Getter): Getter {
  return (value) => {
    const elements = list(value);
    if (!Array.isArray(elements)) return elements;
    const out: unknown[] = [];
    for (const element of elements) {
      const found = each(element);
      if (found === undefined || found === null) continue;
      if (!Array.isArray(found)) return found;
      for (const one of found) out.push(one);
    }
    return out;
  };
}

function members(steps: readonly PathStep[]): Getter {
  const names = steps.flatMap((step) => (step.kind === 'member' ? [step.name] : []));
  const [first, second] = names;
  if (first === undefined) return (value) => value;
  if (second === undefined) return member(first);
  if (names.length === 2 && !isOurs(first) && !isOurs(second)) {
    return (value) => {
      if (!isObject(value)) return undefined;
      const inner = value[first];
      return isObject(inner) ? inner[second] : undefined;
    };
  }
  const getters = names.map(member);
  return (value) => {
    let found = value;
    for (const get of getters) found = get(found);
    return found;
  };
}

function member(name: string): Getter {
  if (!isOurs(name)) return (value) => (isObject(value) ? value[name] : undefined);
  return (value) => (isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
}

/**
 * Whether objects, arrays, bytes or exact numbers have a property of that name without the
 * message's doing: `constructor`, `__proto__`, `length`, `scale` and their like. Of these only what
 * the message itself has is found.
 */
const isOurs = (name: string): boolean =>
  name in Array.prototype || name in Uint8Array.prototype || SCALAR_FIELDS.has(name);

const SCALAR_FIELDS: ReadonlySet<string> = new Set(
  [new ExactNumber(0n, 0), new Timestamp(0, 0), new CalendarDate(0), new TimeOfDay(0, 0)].flatMap(Object.keys),
);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
