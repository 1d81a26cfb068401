import { JSONPath } from 'jsonpath-plus';
import type { Getter } from './getter.js';

/**
 * What a path finds when jsonpath-plus gave up, on a document too deep for example. No type accepts
 * it.
 */
export const PATH_FAILED = Symbol('the path could not be followed');

/** Getter for every valid path that is more than plain property access. */
export function generalGetter(path: string, many: boolean): Getter {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    try {
      const found = JSONPath<readonly unknown[]>({ path, json: value, eval: false, wrap: true });
      return many ? (found.length === 0 ? undefined : found) : found[0];
    } catch {
      return PATH_FAILED;
    }
  };
}
