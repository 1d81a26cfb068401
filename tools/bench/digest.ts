import { metaColumns, type BenchCase } from './cases.js';
import { query } from './query.js';

/**
 * The contents of a table in two values: equal tables have equal digests, regardless of the order
 * of rows.
 */
export interface Digest {
  readonly rows: string;
  readonly checksum: string;
}

export async function digestOf(url: string, table: string, benchCase: BenchCase): Promise<Digest> {
  const columns = [...benchCase.columns.map(({ name }) => name), ...metaColumns];
  // As text, because the hash of a NULL is NULL, and sums ignore NULL.
  const hash = `cityHash64(toString(tuple(${columns.join(', ')})))`;
  const [row = []] = await query(url, `SELECT toString(count()), toString(sum(${hash})) FROM ${table}`);
  return { rows: String(row[0]), checksum: String(row[1]) };
}

/**
 * @throws Error when the two sides did not write the same rows, which makes all figures
 * meaningless.
 */
export function assertSame(
  expectedRows: number,
  digests: readonly { readonly side: string; readonly digest: Digest }[],
): void {
  const wrong = digests.find(({ digest }) => digest.rows !== String(expectedRows));
  if (wrong) throw new Error(`${wrong.side} has ${wrong.digest.rows} rows instead of ${expectedRows}.`);
  const [first] = digests;
  const other = digests.find(({ digest }) => digest.checksum !== first?.digest.checksum);
  if (first && other)
    throw new Error(`The rows of ${first.side} and ${other.side} differ: their checksums are not equal.`);
}
