import { writeFile } from 'node:fs/promises';
import { median } from './percentile.js';

export interface SideFigures {
  readonly rowsPerSecond: number;
  /**
   * User and kernel time of all processes of the side; the broker and the producer count for
   * neither side.
   */
  readonly cpuMicrosPerRow: number;
  /**
   * Largest resident size: of the runner, and of the ClickHouse server in which the engine runs.
   */
  readonly peakMemoryMB: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
}

export interface CaseResult {
  readonly case: string;
  /** Size of the backlog. */
  readonly messages: number;
  readonly ours: SideFigures;
  readonly engine: SideFigures;
}

/** Several rounds of one side combined: medians, and the largest memory. */
export function summarize(rounds: readonly SideFigures[]): SideFigures {
  const middle = (name: keyof SideFigures): number => median(rounds.map((one) => one[name]));
  return {
    rowsPerSecond: Math.round(middle('rowsPerSecond')),
    cpuMicrosPerRow: rounded(middle('cpuMicrosPerRow'), 2),
    peakMemoryMB: Math.round(Math.max(...rounds.map((one) => one.peakMemoryMB))),
    lagP50Ms: Math.round(middle('lagP50Ms')),
    lagP99Ms: Math.round(middle('lagP99Ms')),
  };
}

export async function writeResults(file: string, results: readonly CaseResult[]): Promise<void> {
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
