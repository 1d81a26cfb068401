import { printType } from './print.js';
import type { ClickHouseType } from './type.js';

/** The members of a Variant as ClickHouse keeps them: sorted by name, each once. */
export function sortVariants(types: readonly ClickHouseType[]): readonly ClickHouseType[] {
  const byName = new Map<string, ClickHouseType>();
  for (const type of types) {
    const name = printType(type, { canonical: true });
    if (!byName.has(name)) byName.set(name, type);
  }
  return [...byName].toSorted(([a], [b]) => compareBytes(a, b)).map(([, type]) => type);
}

/** As ClickHouse compares names: by their UTF-8. Text in JavaScript has characters beyond U+FFFF before some of those below. */
function compareBytes(a: string, b: string): number {
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
const encoder = new TextEncoder();
