import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { DatafileInput } from '@proj/datafile-parser';

const PROCESSES = 15;

export interface FirstParse {
  readonly importMs: number;
  readonly parseMs: number;
}

/**
 * What a command waits for that parses one file and ends: on the clock, the quickest of some new
 * processes.
 */
export function measureFirstParse(parser: string, { path, text }: DatafileInput): FirstParse {
  const script = `
    const start = performance.now();
    const { parseProject } = await import(${JSON.stringify(pathToFileURL(parser).href)});
    const loaded = performance.now();
    parseProject([${JSON.stringify({ path, text })}]);
    console.log(JSON.stringify([loaded - start, performance.now() - loaded]));`;
  const runs = Array.from({ length: PROCESSES }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as [number, number];
  }); // prettier-ignore
  const [importMs, parseMs] = runs.reduce((a, b) => (b[0] + b[1] < a[0] + a[1] ? b : a));
  return { importMs, parseMs };
}
