import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createBlockBuilder } from '@proj/clickhouse-sink';
import { parseType } from '@proj/clickhouse-types';
import { compileMapping } from '@proj/row-mapping';
import { formatCases, type FormatCase } from './cases.js';

/*
 * The same event in each format: from its bytes to the block.
 * `npm run bench -- formats [SECONDS FOR EACH]`. The cases take turns, so that other load and a
 * warm processor affect all alike; the fastest round counts.
 */

interface Figures {
  decode: number;
  /** Wall-clock time and CPU time of the whole process. */
  all: number;
  cpu: number;
}

function prepare(one: FormatCase): { readonly name: string; readonly round: () => Promise<Figures> } {
  const columns = one.columns.map((column) => ({ ...column, type: typeOf(column.type) }));
  const { mapping } = compileMapping(columns, { messages: one.messages });
  if (!mapping) throw new Error(`${one.name} cannot be mapped`);
  const builder = createBlockBuilder(mapping.blockColumns);
  const row = mapping.bind(builder.writers);
  const messages = one.fields.reduce((sum, field) => sum + field.count, 0);
  const round = async (): Promise<Figures> => {
    builder.reset();
    let decode = 0;
    const cpuBefore = process.cpuUsage();
    const begin = performance.now();
    for (const field of one.fields) {
      const from = performance.now();
      const pending = one.decode(field);
      const values = pending instanceof Promise ? await pending : pending;
      decode += performance.now() - from;
      for (let i = 0; i < field.count; i++) {
        const rejections = row.write(values[i], field.bytes, field.start[i] ?? -1, field.end[i] ?? -1);
        if (rejections) throw new Error(`${one.name}: ${rejections[0]?.message}`);
        builder.endRow();
      }
    }
    builder.finish();
    const all = performance.now() - begin;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { decode: (decode * 1e6) / messages, all: (all * 1e6) / messages, cpu: ((user + system) * 1e3) / messages };
  };
  return { name: one.name, round };
}

function typeOf(text: string): NonNullable<ReturnType<typeof parseType>['type']> {
  const { type } = parseType(text);
  if (!type) throw new Error(`${text} does not parse`);
  return type;
}

const seconds = Number(process.argv[2] ?? 2);
const prepared = (await formatCases()).map(prepare);
const least = prepared.map((): Figures => ({ decode: Infinity, all: Infinity, cpu: Infinity }));
const end = performance.now() + seconds * 1_000 * prepared.length;
do {
  for (const [i, { round }] of prepared.entries()) {
    const figures = await round();
    const best = least[i];
    if (best) for (const name of ['decode', 'all', 'cpu'] as const) best[name] = Math.min(best[name], figures[name]);
  }
} while (performance.now() < end);

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const json = least[0]?.all ?? 1;
print('the shop event, 14 columns; ns a message\n');
print('| decoder | decode | decode, map, encode | CPU | messages/s | times JSON |');
print('| --- | --- | --- | --- | --- | --- |');
for (const [i, { name }] of prepared.entries()) {
  const { decode, all, cpu } = least[i] ?? { decode: 0, all: 0, cpu: 0 };
  const cells = [decode, all, cpu, 1e9 / all].map((ns) => Math.round(ns).toLocaleString('en'));
  print(`| ${[name, ...cells, (json / all).toFixed(2)].join(' | ')} |`);
}
