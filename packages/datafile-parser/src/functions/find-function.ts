import { nearestName } from '@proj/diagnostics';

import { deniedBecause } from './denied-functions.js';
import { AGGREGATE_FUNCTIONS, ANY_CASE_FUNCTIONS, ROW_FUNCTIONS } from './known-functions.js';

/** Why a function may not be called in the SQL of a table. */
export type FunctionProblem = { readonly kind: 'denied'; readonly reason: string } | { readonly kind: 'unknown' };

interface KnownFunctions {
  readonly exact: ReadonlySet<string>;
  readonly lower: ReadonlySet<string>;
  readonly all: readonly string[];
}

/** Made when the first expression is read: most users of this package read no SQL, or not yet. */
let known: KnownFunctions | undefined;

function knownFunctions(): KnownFunctions {
  if (known) return known;
  const [rows, anyCase, aggregates] = [ROW_FUNCTIONS, ANY_CASE_FUNCTIONS, AGGREGATE_FUNCTIONS].map((one) =>
    one.split(' '),
  );
  known = {
    exact: new Set([...(rows ?? []), ...(aggregates ?? [])]),
    lower: new Set([...(anyCase ?? []), ...(aggregates ?? [])].map((one) => one.toLowerCase())),
    all: [...(rows ?? []), ...(anyCase ?? []), ...(aggregates ?? [])],
  };
  return known;
}

/** What turns an aggregate function into another one. */
const COMBINATOR =
  /(?:SimpleState|OrDefault|Distinct|Resample|ForEach|ArgMax|ArgMin|OrNull|Tuple|MergeState|Merge|State|Array|Null|Map|If)$/;

/**
 * Looks a function up among those that the SQL of a table may call: functions of single rows, and
 * aggregate functions with their combinators, for a TTL with GROUP BY. Case counts where it does
 * for ClickHouse.
 */
export function functionProblem(name: string): FunctionProblem | undefined {
  const reason = deniedBecause(name);
  const { exact, lower } = knownFunctions();
  if (reason !== undefined) return { kind: 'denied', reason };
  if (exact.has(name) || lower.has(name.toLowerCase())) return undefined;
  for (let shorter = name; COMBINATOR.test(shorter);) {
    shorter = shorter.replace(COMBINATOR, '');
    if (isAggregateName(shorter)) return undefined;
  }
  return { kind: 'unknown' };
}

/** The function that was probably meant. */
export const nearestFunction = (name: string): string | undefined => nearestName(name, knownFunctions().all);

/**
 * The functions that the SQL of a table may call, sorted. Aggregate functions stand there without
 * combinators.
 *
 * @example
 * allowedFunctions().includes('cityHash64'); // => true
 * allowedFunctions().includes('file'); // => false
 */
export const allowedFunctions = (): readonly string[] => [...new Set(knownFunctions().all)].sort();

function isAggregateName(name: string): boolean {
  aggregates ??= new Set(AGGREGATE_FUNCTIONS.split(' '));
  return aggregates.has(name);
}

let aggregates: ReadonlySet<string> | undefined;
