import process from 'node:process';
import { parseArgs } from 'node:util';
import { benchCases } from './cases.js';
import { measureCase } from './measure-case.js';

const usage = `Usage: npm run bench -- rows [--seconds N] [--case TEXT]

What a message costs between its bytes and the block: decoding, mapping and encoding, beside JSON.parse and JSONEachRow.
`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    case: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

if (values.help || !(seconds > 0)) {
  print(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  print('ns a message; in the last two columns ns a value, and rows in a second of one core for all three steps\n');
  print('| columns | JSON.parse | decode | map, encode | to JSON.parse | to JSONEachRow | a value | rows/s |');
  print('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const one of benchCases().filter(({ name }) => name.includes(values.case))) {
    const { parse, decode, mapAndEncode, jsonEachRow } = measureCase(one, seconds);
    const cells = [parse, decode, mapAndEncode].map((ns) => Math.round(ns).toLocaleString('en'));
    const all = decode + mapAndEncode;
    const ratios = [mapAndEncode / parse, mapAndEncode / jsonEachRow].map((ratio) => ratio.toFixed(2));
    const rates = [(all / one.columns.length).toFixed(0), Math.round(1e9 / all).toLocaleString('en')];
    print(`| ${[one.name, ...cells, ...ratios, ...rates].join(' | ')} |`);
  }
}
