import type { parseProject } from '@proj/datafile-parser';
import { millisecondsOf } from './measure.js';

type ParseProject = typeof parseProject;

export interface Growth {
  readonly name: string;
  /**
   * For 1×, 10× and 100×: how much text, and the CPU time for a kilobyte of it. Linear time has the
   * same in all three.
   */
  readonly steps: readonly { readonly bytes: number; readonly microsPerKilobyte: number }[];
}

const columns = (times: number): string =>
  Array.from({ length: 100 * times }, (_, i) => `    \`column_${i}\` Nullable(Int64) \`json:$.data.column_${i}\``).join(
    ',\n',
  );

/** Each grows in another direction: columns, settings, one line, depth. */
const shapes: Readonly<Record<string, (times: number) => string>> = {
  columns: (times) => `SCHEMA >\n${columns(times)}\n`,
  'indexes over columns': (times) =>
    `SCHEMA >\n    a String\nINDEXES >\n${Array.from({ length: 50 * times }, (_, i) => `    i${i} lower(a) TYPE bloom_filter(0.01) GRANULARITY 4\n`).join('')}`,
  'mistakes': (times) => `SCHEMA >\n    a String\n${'KAFKA_TOPPIC orders\n'.repeat(50 * times)}`,
  'one long line': (times) => `DESCRIPTION ${'word '.repeat(1_000 * times)}\nSCHEMA >\n    a String\n`,
  'nested brackets': (times) =>
    `SCHEMA >\n    a String DEFAULT ${'('.repeat(500 * times)}1${')'.repeat(500 * times)}\n`,
}; // prettier-ignore

export function measureGrowth(parse: ParseProject): readonly Growth[] {
  return Object.entries(shapes).map(([name, make]) => ({
    name,
    steps: [1, 10, 100].map((times) => {
      const text = make(times);
      const rounds = times === 100 ? 5 : times === 10 ? 15 : 50;
      const took = millisecondsOf(rounds, () => {
        parse([{ path: 'large.datasource', text }]);
      });
      return { bytes: text.length, microsPerKilobyte: (took * 1_000) / (text.length / 1_024) };
    }),
  }));
}
