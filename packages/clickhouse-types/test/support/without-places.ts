import type { ClickHouseType } from '../../src/index.js';

/** The same type as a program would have built it: without `span` and `written`. */
export function withoutPlaces(type: ClickHouseType): unknown {
  return JSON.parse(
    JSON.stringify(type, (key, value: unknown) => (key === 'span' || key === 'written' ? undefined : value)),
  );
}
