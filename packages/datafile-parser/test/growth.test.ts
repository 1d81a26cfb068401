import { applyFixes, formatDiagnostics } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';

import { formatDatafile, parseProject, type DatafileInput } from '../src/index.js';
import { losslessTree, printTree } from '../src/tree.js';
import { parseTree } from '../src/syntax/parse-tree.js';
import { reportPath } from './support/fixtures.js';

/*
 * Eight times the input may take some eight times the work, and not sixty-four times. Measured is
 * the processor time of this process, with so much room that neither a busy machine nor a compiler
 * that is still warming up matters.
 */
const FACTOR = 8;
const MOST_GROWTH = 30;
/** In milliseconds. Less than that is mostly noise. */
const LEAST = 12;

const schema = (columns: string): string => `SCHEMA >\n${columns}\n`;
const many = (n: number, one: (i: number) => string, between = ''): string =>
  Array.from({ length: n }, (_, i) => one(i)).join(between);
const datasource = (text: string): readonly DatafileInput[] => [{ path: 'a.datasource', text }];
const connection = (text: string): readonly DatafileInput[] => [{ path: 'a.connection', text }];
const kafka = (name: string, topic: string, group: string): string =>
  `KAFKA_CONNECTION_NAME ${name}\nKAFKA_TOPIC ${topic}\nKAFKA_GROUP_ID ${group}\n`;
const broker = { path: 'c.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\n' };

const families: readonly (readonly [name: string, make: (n: number) => readonly DatafileInput[]])[] = [
  ['unknown settings', (n) => datasource(many(n, (i) => `ENGINE_SORTNG_KEYY_${i} a\n`))],
  ['unknown settings with blocks', (n) => datasource(many(n, (i) => `FOO${i} >\n  x\n`))],
  ['repeated settings', (n) => datasource('KAFKA_TOPIC a\nENGINE MergeTree\nTAGS a\n'.repeat(n))],
  ['repeated schemas with comments', (n) => datasource('SCHEMA >\n  a Int8 # x\n'.repeat(n))],
  ['names alone', (n) => datasource('SCHEMA\n\n# a\n'.repeat(n))],
  ['commas in a schema', (n) => datasource(schema(`a Int8${','.repeat(8 * n)}`))],
  ['commas in a key', (n) => datasource(`${schema('a Int8')}ENGINE_SORTING_KEY ${','.repeat(8 * n)}`)],
  ['tags', (n) => datasource(`TAGS ${'a,'.repeat(8 * n)}`)],
  ['columns', (n) => datasource(schema(many(n, (i) => ` c${i} String \`json:$.c${i}\``, ',\n')))],
  ['columns on one line', (n) => datasource(schema(many(n, (i) => ` c${i} Strng${i}`, ',')))],
  ['columns of wrong types', (n) => datasource(schema(many(n, (i) => ` c${i} Strng${i}`, ',\n')))],
  ['columns without commas', (n) => datasource(schema(many(n, (i) => ` c${i} String\n`)))],
  ['defaults of unknown columns', (n) => datasource(schema(many(n, (i) => ` c${i} Int8 DEFAULT x${i} + 1`, ',\n')))],
  ['arguments without a bracket', (n) => datasource(schema('a, b)'.repeat(n)))],
  ['indexes', (n) => datasource(`${schema('a Int8')}INDEXES >\n${many(n, (i) => ` i${i} b TYPE minmax\n`)}`)],
  ['uses in an index with a long name', (n) => datasource(`${schema('a Int8')}INDEXES >\n ${'i'.repeat(n)} f(${'b,'.repeat(n)}b) TYPE minmax`)],
  ['nested types', (n) => datasource(schema(`a ${'Tuple(a '.repeat(n)}String${')'.repeat(n)}`))],
  ['members of an enum', (n) => datasource(schema(`a Enum16(${many(n, (i) => `'a${i}' = ${i}`, ', ')})`))],
  ['brackets in a key', (n) => datasource(`${schema('a Int8')}ENGINE_SORTING_KEY ${'('.repeat(n)}a${')'.repeat(n)}`)],
  ['unknown columns in a key', (n) => datasource(`${schema('a Int8')}ENGINE_SORTING_KEY ${many(n, (i) => `z${i}`, ', ')}`)],
  ['repeated columns in a key', (n) => datasource(`${schema('a Int8')}ENGINE_SORTING_KEY ${'a, '.repeat(n)}a`)],
  ['digits', (n) => datasource(`${schema('a Int8')}ENGINE_SORTING_KEY ${'1'.repeat(8 * n)}x`)],
  ['quotes', (n) => datasource(`KAFKA_TOPIC ${`'"`.repeat(8 * n)}`)],
  ['quotes that are not closed', (n) => datasource('KAFKA_TOPIC "a\n'.repeat(n))],
  ['blanks in a name', (n) => datasource(schema(`a "${' '.repeat(2 * n)}!!"`))],
  ['a path that ends in a line separator', (n) => datasource(schema(`a "${'a'.repeat(8 * n)}\u2028"`))],
  ['a long JSON path', (n) => datasource(schema(`a Int8 \`json:$${"['a'].b[:]".repeat(n)}\``))],
  ['JSON paths of one column', (n) => datasource(schema(`${'c'.repeat(n)} String ${'`json:$.a` '.repeat(n)}`))],
  ['secrets in one value', (n) => connection(`KAFKA_KEY ${many(n, (i) => `{{ tb_secret("A${i}") }}`)}`)],
  ['wrong templates in one value', (n) => connection(`KAFKA_KEY ${many(n, (i) => `{{ tb_secre("A${i}") }}`)}`)],
  ['blanks in a template', (n) => connection(`KAFKA_KEY {{ tb_secret("A", "\\\\"${' '.repeat(8 * n)}) }}`)],
  ['comments', (n) => datasource('# a\n\n# b\nKAFKA_TOPIC a # c\n'.repeat(n))],
  ['lines of text', (n) => datasource(`DESCRIPTION >\n${many(n, (i) => `${' '.repeat(1 + (i % 9))}KAFKA_TOPPIC a\n`)}`)],
  ['CRLF', (n) => datasource('KAFKA_TOPIC a\r\n'.repeat(n))],
  ['NUL bytes', (n) => datasource(schema('\0'.repeat(4 * n)))],
  ['characters that are not ASCII', (n) => datasource('é 😀\n'.repeat(n))],
  ['includes', (n) => [...datasource('INCLUDE "b.incl"\n'.repeat(n)), { path: 'b.incl', text: 'KAFKA_TOPIC a\n' }]],
  ['variables of an include', (n) => [...datasource(`INCLUDE "b.incl" ${many(n, (i) => `"a${i}=x"`, ' ')}`), { path: 'b.incl', text: `KAFKA_TOPIC ${'$a1 '.repeat(n)}\n` }]],
  ['data sources', (n) => [broker, ...many(n / 4, (i) => `${i}`, ' ').split(' ').map((i) => ({ path: `d${i}.datasource`, text: schema('a Int8') + kafka('c', `t${i}`, `g${i}`) }))]],
  ['data sources of one consumer group', (n) => [broker, ...many(n / 4, (i) => `${i}`, ' ').split(' ').map((i) => ({ path: `d${i}.datasource`, text: schema('a Int8') + kafka('c', 't', 'g') }))]],
  ['connections that are not there', (n) => many(n / 8, (i) => `${i}`, ' ').split(' ').flatMap((i) => [{ ...broker, path: `conn_a${i}.connection` }, { path: `d${i}.datasource`, text: schema('a Int8') + kafka(`conn_b${i}`, 't', 'g') }])],
]; // prettier-ignore

/**
 * All that the commands do with files. Returns the length of the report, which has a bound of its
 * own.
 */
function work(files: readonly DatafileInput[]): number {
  const { diagnostics } = parseProject(files);
  const report = formatDiagnostics(diagnostics);
  formatDiagnostics(diagnostics, { format: 'json' });
  const [first] = files;
  if (first) {
    const own = diagnostics.filter((one) => one.file?.path === first.path);
    applyFixes(first.text, own);
    const formatted = formatDatafile(first);
    formatDatafile({ ...first, text: formatted.text });
    const kind = first.path.endsWith('.connection') ? 'connection' : 'datasource';
    printTree(losslessTree(parseTree(kind, first.text).tree, first.text));
  }
  return report.length;
}

function processorTime(files: readonly DatafileInput[]): number {
  const before = process.cpuUsage().user;
  work(files);
  return (process.cpuUsage().user - before) / 1000;
}

describe('eight times the input takes about eight times the work', () => {
  it.each(families)('%s', (_, make) => {
    const small = make(500);
    const large = make(500 * FACTOR);
    work(small);
    const ratio = (): number => processorTime(large) / Math.max(processorTime(small), LEAST);
    // What grows with the square does so every time.
    expect(Math.min(ratio(), ratio())).toBeLessThan(MOST_GROWTH);
  });
});

describe('a file with more mistakes than anybody reads', () => {
  it('a file with thousands of mistakes is reported by the first thousand of each kind and the number of the others', async () => {
    const { diagnostics } = parseProject([{ path: 'a.datasource', text: 'KAFKA_TOPPIC a\n'.repeat(20_000) }]);
    const unknown = diagnostics.filter((one) => one.code === 'datafile/unknown-setting');
    expect(unknown).toHaveLength(1000);
    const [more] = diagnostics.filter((one) => one.code === 'datafile/and-more');
    expect(more?.message).toBe('… and 19000 more of datafile/unknown-setting in this file.');
    await expect(`${formatDiagnostics(more ? [more] : [])}\n`).toMatchFileSnapshot(reportPath('and-more'));
  });

  it('a file with thousands of mistakes is as wrong as it was: those that are only counted still count', () => {
    const text = `${'KAFKA_GROUP_ID "a\n'.repeat(1500)}KAFKA_TOPIC "b\n`;
    const { project, diagnostics } = parseProject([{ path: 'a.datasource', text }]);
    expect(diagnostics.filter((one) => one.code === 'datafile/unclosed-quote')).toHaveLength(1000);
    expect([...(project.datasources[0]?.settings.keys() ?? [])]).toEqual([]);
  });

  it('a file with thousands of mistakes does not repeat a long name as often as it is used', () => {
    const text = `${schema('a Int8')}INDEXES >\n ${'i'.repeat(100_000)} f(${'b,'.repeat(500)}b) TYPE minmax`;
    const report = formatDiagnostics(parseProject([{ path: 'a.datasource', text }]).diagnostics);
    expect(report.length).toBeLessThan(2_000_000);
  });
});

describe('files that many others include', () => {
  it('files that many others include are included as long as they are not too large together', () => {
    const fragment = { path: 'b.incl', text: `# ${'x'.repeat(400_000)}\nKAFKA_TOPIC a\n` };
    const one = parseProject([{ path: 'a.datasource', text: 'INCLUDE "b.incl"\n'.repeat(3) }, fragment]);
    const problems = one.diagnostics.filter((each) => each.code === 'datafile/invalid-include');
    expect(problems.map((each) => each.message)).toEqual([
      'b.incl cannot be included: the files that are included are too large.',
    ]);
    const files = Array.from({ length: 60 }, (_, i) => ({ path: `a${i}.datasource`, text: 'INCLUDE "b.incl"\n' }));
    const all = parseProject([...files, fragment]);
    expect(all.diagnostics.filter((each) => each.code === 'datafile/invalid-include')).toHaveLength(60 - 41);
  });
});
