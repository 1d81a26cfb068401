import { performance } from 'node:perf_hooks';
import { createBlockBuilder } from '@proj/clickhouse-sink';
import { parseType } from '@proj/clickhouse-types';
import { jsonCodec, packField } from '@proj/codecs';
import { compileMapping } from '@proj/row-mapping';
import type { BenchCase } from './cases.js';

/** So many messages are decoded at once, then mapped: about what the engine does. */
const RUN = 500;

/** Nanoseconds for a message, the least of all rounds: what else the machine does only adds. */
export interface CaseFigures {
  /** `JSON.parse` of texts that are there already. */
  readonly parse: number;
  /** Bytes to values, numbers exact. */
  readonly decode: number;
  /** Values to columns of a block. */
  readonly mapAndEncode: number;
  /**
   * Values to lines of JSONEachRow: for each an object of its columns, as they came, and its text.
   */
  readonly jsonEachRow: number;
  readonly rows: number;
}

/** Measures the steps in turns, so that a neighbour or a warm processor is the same to all. */
export function measureCase({ name, columns, texts }: BenchCase, seconds: number): CaseFigures {
  const { mapping } = compileMapping(columns.map((column) => ({ ...column, type: typeOf(column.type) })));
  if (!mapping) throw new Error(`${name} cannot be mapped`);
  const builder = createBlockBuilder(mapping.blockColumns);
  const row = mapping.bind(builder.writers);
  const runs = Array.from({ length: Math.ceil(texts.length / RUN) }, (_, k) => {
    const some = texts.slice(k * RUN, (k + 1) * RUN);
    return { texts: some, field: packField(some) };
  });

  const least = { parse: Infinity, decode: Infinity, mapAndEncode: Infinity, jsonEachRow: Infinity };
  const end = performance.now() + seconds * 1_000;
  let rows = 0;
  do {
    const took = { parse: 0, decode: 0, mapAndEncode: 0, jsonEachRow: 0 };
    builder.reset();
    for (const { texts: some, field } of runs) {
      let from = performance.now();
      /** Adds what has passed since the last call. */
      const count = (step: keyof typeof took): void => {
        const now = performance.now();
        took[step] += now - from;
        from = now;
      };
      const parsed = new Array<unknown>(some.length);
      for (let i = 0; i < some.length; i++) parsed[i] = JSON.parse(some[i] ?? '');
      count('parse');
      const { values } = jsonCodec.decode(field, 'value');
      count('decode');
      for (let i = 0; i < field.count; i++) {
        if (!row.write(values[i], field.bytes, field.start[i] ?? -1, field.end[i] ?? -1)) builder.endRow();
      }
      count('mapAndEncode');
      let lines = '';
      for (const value of parsed) lines += `${JSON.stringify(value)}\n`;
      Buffer.from(lines);
      count('jsonEachRow');
    }
    const from = performance.now();
    builder.finish();
    took.mapAndEncode += performance.now() - from;
    rows = builder.rows;
    for (const step of Object.keys(least) as (keyof typeof least)[]) least[step] = Math.min(least[step], took[step]);
  } while (performance.now() < end);
  const each = (ms: number): number => (ms * 1e6) / texts.length;
  return {
    parse: each(least.parse),
    decode: each(least.decode),
    mapAndEncode: each(least.mapAndEncode),
    jsonEachRow: each(least.jsonEachRow),
    rows,
  };
}

function typeOf(text: string): NonNullable<ReturnType<typeof parseType>['type']> {
  const { type } = parseType(text);
  if (!type) throw new Error(`${text} does not parse`);
  return type;
}
