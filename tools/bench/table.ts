import type { CaseResult, SideFigures } from './results.js';

const titles = ['case', 'side', 'rows/s', 'CPU µs/row', 'peak MB', 'lag p50 ms', 'lag p99 ms'] as const;

/** Results as aligned lines: two rows per case, and their ratios. */
export function resultTable(results: readonly CaseResult[]): string {
  const rows: (readonly string[])[] = [titles];
  for (const result of results) {
    rows.push([result.case, 'ours', ...cells(result.ours)], ['', 'engine', ...cells(result.engine)]);
    rows.push(['', 'ratio', ...ratios(result)]);
  }
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  return `${lines.join('\n')}\n`;
}

const cells = (figures: SideFigures): string[] => [
  figures.rowsPerSecond.toLocaleString('en-US'),
  figures.cpuMicrosPerRow.toFixed(2),
  figures.peakMemoryMB.toLocaleString('en-US'),
  figures.lagP50Ms.toLocaleString('en-US'),
  figures.lagP99Ms.toLocaleString('en-US'),
];

/** Ours divided by the engine's: above 1 is good for rows/s, below 1 for all others. */
const ratios = ({ ours, engine }: CaseResult): string[] =>
  (['rowsPerSecond', 'cpuMicrosPerRow', 'peakMemoryMB', 'lagP50Ms', 'lagP99Ms'] as const).map(
    (name) => `×${(ours[name] / engine[name]).toFixed(2)}`,
  );
