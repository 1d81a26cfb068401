import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { isUtf8 } from 'node:buffer';
import { stepTo } from '../container/containers.js';
import type { Flaw } from '../contract/coercion.js';
import { isPlainObject } from '../../value/plain-object.js';

/** Integers of at most 64 bits are ClickHouse's in JSON; others only where a Float64 says them. */
type IsInteger = (value: bigint) => boolean;

/**
 * The first member that makes ClickHouse unable to store a value as JSON. Asked only once the value
 * has been refused.
 */
export function jsonFlaw(value: unknown, fits: IsInteger): Flaw | undefined {
  return scalarFlaw(value, '', fits) ?? memberFlaw(value, '', fits) ?? doubledPath(value, '');
}

function memberFlaw(value: unknown, at: string, fits: IsInteger): Flaw | undefined {
  for (const [step, name, member] of members(value, at)) {
    if (name !== undefined && LONE_SURROGATE.test(name)) return { step, what: `has a name with ${HALF}` };
    const flaw = scalarFlaw(member, step, fits) ?? memberFlaw(member, step, fits);
    if (flaw) return flaw;
  }
  return undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const HALF = 'half of a character (a lone surrogate)';

function scalarFlaw(value: unknown, step: string, fits: IsInteger): Flaw | undefined {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? { step, value, what: `holds ${HALF}` } : undefined;
  if (typeof value === 'bigint')
    return fits(value) ? undefined : { step, value, what: 'is an integer of more than 64 bits' };
  if (value instanceof Uint8Array) return isUtf8(value) ? undefined : { step, what: 'is bytes that are not text' };
  const number = value instanceof ExactNumber ? value.toNumber() : value;
  if (typeof number !== 'number' || Number.isFinite(number)) return undefined;
  return { step, what: 'is not a number that Float64 can hold' };
}

/** The second of two values that stand at one path: `{"a.b":1,"a":{"b":2}}`. */
function doubledPath(value: unknown, at: string): Flaw | undefined {
  const seen = new Set<string>();
  const walk = (object: unknown, step: string, prefix: string): Flaw | undefined => {
    for (const [place, name, member] of members(object, step)) {
      const path = `${prefix}${name ?? ''}`;
      if (isPlainObject(member) && Object.keys(member).length > 0) {
        const flaw = walk(member, place, `${path}.`);
        if (flaw) return flaw;
      } else if (seen.has(path)) return { step: place, value: member, what: `is a second value at the path ${path}` };
      else seen.add(path);
      const inside = Array.isArray(member) ? doubledPath(member, place) : undefined;
      if (inside) return inside;
    }
    return undefined;
  };
  if (isPlainObject(value)) return walk(value, at, '');
  for (const [step, , element] of members(value, at)) {
    const flaw = doubledPath(element, step);
    if (flaw) return flaw;
  }
  return undefined;
}

type Member = readonly [step: string, name: string | undefined, value: unknown];

function members(value: unknown, at: string): readonly Member[] {
  if (Array.isArray(value)) return value.map((one: unknown, i): Member => [`${at}[${i}]`, undefined, one]);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).map(([name, one]): Member => [at + stepTo(name), name, one]);
}
