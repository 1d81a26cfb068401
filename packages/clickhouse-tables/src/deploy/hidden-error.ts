import { QueryError } from '../client/errors.js';
import type { TableDefinition } from '../contract.js';

/** The secrets in a table's engine, as they stand in the file. */
export const referencesOf = ({ engine }: TableDefinition): readonly string[] => [
  ...new Set(Object.values((engine.references ?? {}) as Readonly<Record<string, string>>)),
];

/**
 * Runs a query about a table. ClickHouse repeats SQL in its errors, in its own spelling, so what it says about a statement
 * with a secret in it is left out: only the kind of error and the references are told.
 */
export async function hidingSecrets<T>(references: readonly string[], query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (references.length === 0 || !(error instanceof QueryError) || error.clickhouseCode === undefined) throw error;
    const text = `nothing that is shown here, as it could hold what ${references.join(' and ')} holds`;
    throw new QueryError({ clickhouseCode: error.clickhouseCode, text }, { origin: '', redact: (said) => said });
  }
}
