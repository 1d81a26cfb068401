import { readdir, readFile } from 'node:fs/promises';

/** What a process holds. */
export interface Footprint {
  readonly memoryMB: number;
  readonly descriptors: number;
  readonly threads: number;
}

/** Reads it from Linux. */
export async function footprintOf(pid: number): Promise<Footprint> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  const descriptors = await readdir(`/proc/${pid}/fd`);
  return { memoryMB: field('VmRSS') / 1_024, descriptors: descriptors.length, threads: field('Threads') };
}

/** The middle of each value, which a moment of load does not move. */
export function typical(all: readonly Footprint[]): Footprint {
  const middle = (of: (one: Footprint) => number): number =>
    all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return {
    memoryMB: Math.round(middle((one) => one.memoryMB)),
    descriptors: middle((one) => one.descriptors),
    threads: middle((one) => one.threads),
  };
}
