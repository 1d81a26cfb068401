import type { ClickHouseType } from '@proj/clickhouse-types';
import { nearestName } from '@proj/diagnostics';

import type { DatasourceFile } from '../model/types.js';
import { findSetting } from '../settings/table.js';
import { isMetaColumn } from './meta-columns.js';

/** The columns that a table will have. */
export interface KnownColumns {
  /** Whether the name is a column or part of one. */
  has(name: string): boolean;
  /** Undefined for parts of columns, for meta columns, and for columns whose type is not known. */
  typeOf(name: string): ClickHouseType | undefined;
  nearest(name: string): string | undefined;
}

/** Bounds the time spent on suggestions in a file with very many names. */
const MOST_COMPARISONS = 100_000;

export function knownColumns(datasource: DatasourceFile): KnownColumns {
  const types = new Map<string, ClickHouseType | undefined>();
  /** `n`, where `Nested` was written out as `n.a`, `n.b`. */
  const prefixes = new Set<string>();
  for (const { name, type } of datasource.columns) {
    types.set(name, type.state === 'read' ? type.value : undefined);
    const dot = name.indexOf('.');
    if (dot > 0) prefixes.add(name.slice(0, dot));
  }
  const hasMeta = readsFromKafka(datasource);
  const isColumn = (name: string): boolean => types.has(name) || (hasMeta && isMetaColumn(name)) || prefixes.has(name);
  let comparisons = 0;
  return {
    has: (name) => {
      if (isColumn(name)) return true;
      // Parts of tuples, maps and JSON are reached through points. A path can be as long as the
      // file, a column's name is a handful of points at most.
      for (let dot = name.indexOf('.'), i = 0; dot > 0 && i < 10; dot = name.indexOf('.', dot + 1), i++) {
        if (isColumn(name.slice(0, dot))) return true;
      }
      return false;
    },
    typeOf: (name) => types.get(name),
    nearest: (name) => {
      comparisons += types.size;
      return comparisons > MOST_COMPARISONS || name.length > 100 ? undefined : nearestName(name, types.keys());
    },
  };
}

/** A broken setting of Kafka is enough to know. */
function readsFromKafka({ settings, broken }: DatasourceFile): boolean {
  for (const name of [...settings.keys(), ...broken])
    if (findSetting('datasource', name)?.connector === 'kafka') return true;
  return false;
}
