import { readdirSync, readFileSync } from 'node:fs';

/** Part of what Linux reports about a process. */
export interface ProcessStat {
  readonly parentPid: number;
  /**
   * User and kernel time of all threads, including finished ones, and of children it has waited
   * for.
   */
  readonly cpuMicros: number;
}

// USER_HZ, the unit of /proc/PID/stat, is 100 on every Linux that Node runs on.
const MICROS_PER_TICK = 10_000;

/**
 * Reads the text of `/proc/PID/stat`. The process name may contain spaces and parentheses, so
 * fields are counted from the last `)`.
 */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // proc(5) numbers ppid 4, utime 14, stime 15, cutime 16, cstime 17; the first field after the
  // name is number 3.
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    parentPid: field(4),
    cpuMicros: (field(14) + field(15) + field(16) + field(17)) * MICROS_PER_TICK,
  };
}

/** The largest resident size so far, from the text of `/proc/PID/status`. */
export function parsePeakMemoryMB(text: string): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kilobytes === undefined) throw new Error('The status of the process has no VmHWM: has the process ended?');
  return (Number(kilobytes) * 1024) / 1e6;
}

/** CPU time of processes and all their descendants. */
export function cpuMicrosOf(pids: readonly number[]): number {
  return tree(pids).reduce((sum, { stat }) => sum + stat.cpuMicros, 0);
}

/** Sum of the peak memory of a process and its living descendants. */
export function peakMemoryMBOf(pid: number): number {
  return tree([pid]).reduce((sum, one) => {
    const text = read(`/proc/${one.pid}/status`);
    return text === undefined ? sum : sum + parsePeakMemoryMB(text);
  }, 0);
}

function tree(roots: readonly number[]): readonly { readonly pid: number; readonly stat: ProcessStat }[] {
  const all = new Map<number, ProcessStat>();
  for (const name of readdirSync('/proc')) {
    const text = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    if (text !== undefined) all.set(Number(name), parseStat(text));
  }
  const found = new Map<number, ProcessStat>();
  const visit = (pid: number): void => {
    const stat = all.get(pid);
    if (!stat || found.has(pid)) return;
    found.set(pid, stat);
    for (const [child, { parentPid }] of all) if (parentPid === pid) visit(child);
  };
  roots.forEach(visit);
  return [...found].map(([pid, stat]) => ({ pid, stat }));
}

/** Undefined when the process has ended in the meantime. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
