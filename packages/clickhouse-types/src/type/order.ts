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

/**
 * As ClickHouse compares names: by their UTF-8, which is the order of code points. The order of
 * JavaScript's own units is another one: characters beyond U+FFFF come before some of those below.
 */
function compareBytes(a: string, b: string): number {
  const [x, y] = [codePoints(a), codePoints(b)];
  const at = x.findIndex((point, i) => point !== y[i]);
  return at < 0 || at >= y.length ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? 0);
}

const codePoints = (text: string): readonly number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);
