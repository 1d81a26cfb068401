import type { ClickHouseType } from '@proj/clickhouse-types';
import { uint64, type BlockWriter } from './writer.js';

const WITH_KEYS_OF_ITS_OWN = 0x200;
const INDEXES_OF_32_BITS = 2;
const VERSION = uint64(1);
const FLAGS = uint64(WITH_KEYS_OF_ITS_OWN | INDEXES_OF_32_BITS);

/**
 * Makes a writer of T lay out its values as LowCardinality(T). Only inside a Variant, where types
 * cannot be converted; elsewhere such columns travel as plain values. The dictionary is not
 * deduplicated: every value is a key of its own, and ClickHouse merges equal ones.
 */
export function asLowCardinality(type: ClickHouseType, writer: BlockWriter): BlockWriter {
  const values = writer.parts.bind(writer);
  return Object.assign(writer, {
    type,
    prefix(into: Uint8Array[]): void {
      into.push(VERSION);
    },
    parts(into: Uint8Array[]): void {
      const { count } = writer;
      // Without values not even the flags are written.
      if (count === 0) return;
      into.push(FLAGS, uint64(count));
      values(into);
      const indexes = Uint32Array.from({ length: count }, (_, i) => i);
      into.push(uint64(count), new Uint8Array(indexes.buffer));
    },
  });
}
