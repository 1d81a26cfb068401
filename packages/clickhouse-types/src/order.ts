import { printType } from './print.js';
import type { ClickHouseType } from './type.js';

/** The members of a Variant as ClickHouse keeps them: sorted by name, each once. */
export function sortVariants(types: readonly ClickHouseType[]): readonly ClickHouseType[] {
  const byName = new Map<string, ClickHouseType>();
  for (const type of types) {
    const name = printType(type, { canonical: true });
    if (!byName.has(name)) byName.set(name, type);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, type]) => type);
}
