import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { DatafileInput } from '@proj/datafile-parser';
import { browserBundle, buildParser } from './build-bundles.js';
import { measureFirstParse } from './first-parse.js';
import { measureGrowth } from './growth.js';
import { ratePerSecond, shown } from './measure.js';
import { parseBenchOptions, usage, type BenchOptions } from './options.js';
import { originalRate, sdkRate } from './other-parsers.js';
import { readDatafiles } from './read-datafiles.js';

type Parser = Pick<typeof import('@proj/datafile-parser'), 'parseDatafile' | 'parseProject'>;

async function bench(options: BenchOptions): Promise<void> {
  const files = readDatafiles(options.files);
  const bytes = files.reduce((sum, file) => sum + file.text.length, 0);
  print(`${files.length} datafiles, ${shown(bytes / 1_024)} kB, below ${options.files}\n`);
  const built = await buildParser();
  const parser = (await import(pathToFileURL(built).href)) as Parser;
  await compareRates(parser, files, options);

  print('| CPU time for a kilobyte, µs | 1× | 10× | 100× | bytes at 100× |\n| --- | --- | --- | --- | --- |');
  for (const { name, steps } of measureGrowth(parser.parseProject)) {
    const cells = steps.map((step) => shown(step.microsPerKilobyte));
    print(`| ${name} | ${cells.join(' | ')} | ${shown(steps.at(-1)?.bytes ?? 0)} |`);
  }

  const middle = [...files].sort((a, b) => a.text.length - b.text.length)[files.length >> 1] ?? { path: '', text: '' };
  const { importMs, parseMs } = measureFirstParse(built, middle);
  print('\n| a new process, ms on the clock | import | first file | together |\n| --- | --- | --- | --- |');
  print(`| | ${shown(importMs)} | ${shown(parseMs)} | ${shown(importMs + parseMs)} |\n`);

  print('| in a browser | minified | gzipped | minified, by package |\n| --- | --- | --- | --- |');
  for (const [name, names] of [['everything', '*'], ['`parseDatafile` alone', '{ parseDatafile }']] as const) {
    const { minified, gzipped, packages } = await browserBundle(names);
    const parts = packages.filter(([, size]) => size > minified / 100).map(([one, size]) => `${one} ${kilobytes(size)}`);
    print(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzipped)} | ${parts.join(', ')} |`);
  }
} // prettier-ignore

async function compareRates(parser: Parser, files: readonly DatafileInput[], options: BenchOptions): Promise<void> {
  const { seconds, original, sdk } = options;
  const ours = files.length * ratePerSecond(seconds, () => parser.parseProject(files));
  const parsing = files.length * ratePerSecond(seconds, () => {
    for (const file of files) parser.parseDatafile(file);
  }); // prettier-ignore
  const rows: [string, number][] = [
    ['ours: parse, check types and SQL, link', ours],
    ['ours: parse, check types', parsing],
  ];
  if (original) rows.push(['the original', originalRate(original, files)]);
  if (sdk !== undefined) rows.push(['@tinybirdco/sdk, migration (no types, no templates)', await sdkRate(sdk, files, seconds)]); // prettier-ignore
  print('| parser | files in a second of CPU time | ours to this |\n| --- | --- | --- |');
  for (const [name, rate] of rows) print(`| ${name} | ${shown(rate)} | ${(ours / rate).toFixed(2)} |`);
  print('');
}

const kilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} kB`;
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

try {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options === 'help') print(usage);
  else await bench(options);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
