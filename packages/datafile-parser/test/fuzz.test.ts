import type { Diagnostic, Span } from '@proj/diagnostics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyFixes, formatDiagnostics } from '@proj/diagnostics';
import { formatDatafile, parseDatafile, parseProject, settingsTable } from '../src/index.js';
import { diffModel } from '../src/diff.js';
import { listProjectSecrets, resolveSecrets } from '../src/secrets.js';
import { losslessTree, printTree } from '../src/tree.js';
import { parseTree } from '../src/syntax/parse-tree.js';

/** Pieces that mean something, so that random texts come near real files. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...settingsTable.map((one) => one.name)) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '\n', '\r\n', '\r', '\n    ', '\n\t', ' ', ' >\n', ' > ', '>', ',', ',\n', '`', '`json:$.a`', '`a`', '"', "'", '(', ')', '[', ']', '{', '}',
      '{{', '}}', '{{ tb_secret("A") }}', "{{ tb_secret('A', 'b') }}", '{{ tb_secret(', '{%', '%}', '#', ' # c', '--', ' -- c', 'String', 'Array(', 'Map(String, ',
      'DEFAULT', 'CODEC', 'TYPE', 'GRANULARITY', 'TTL', 'NULL', 'id', 'a.b', '1', '\\', '\uFEFF', '\u00A0', '\uD800', 'kafka', 'READ', '$', '->',
    ), // prettier-ignore
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const path = fc.constantFrom('a.datasource', 'a.connection');
const LONG = 100_000;

describe('any text', () => {
  it('any text is parsed without throwing, with every place inside it', () => {
    fc.assert(
      fc.property(path, fc.oneof(text, fc.string({ unit: 'binary' })), (name, content) => {
        const parsed = parseDatafile({ path: name, text: content });
        for (const span of spansOf(parsed)) expectInside(span, content.length);
        const { diagnostics } = parseProject([{ path: name, text: content }]);
        for (const one of diagnostics) expectInside(one.span ?? { start: 0, end: 0 }, content.length);
        formatDiagnostics(diagnostics);
      }),
      { numRuns: 1500 },
    );
  });

  it('any text can be included: every place lies inside the file it is reported for', () => {
    fc.assert(
      fc.property(path, text, text, (name, content, included) => {
        const kind = name.slice(2);
        const files = [
          { path: name, text: `INCLUDE "b.incl"\n${content}` },
          {
            path: 'b.incl',
            text: `${'\n'.repeat(400)}ENGINE VersionedCollapsingMergeTree\nENGINE_VER x\nTYPE ${kind}\n${included}`,
          },
        ];
        for (const { file, span, fix } of parseProject(files).diagnostics) {
          const length = files.find((one) => one.path === file?.path)?.text.length ?? 0;
          expectInside(span ?? { start: 0, end: 0 }, length);
          for (const edit of fix?.edits ?? []) expectInside(edit.span, length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('any text is a sentence of the grammar: the library finds nothing to complain about', () => {
    fc.assert(
      fc.property(path, text, (name, content) => {
        const kind = name === 'a.connection' ? 'connection' : 'datasource';
        expect(parseTree(kind, content).unexpected).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('any text gives nodes that hold their parts, in order', () => {
    fc.assert(
      fc.property(text, (content) => {
        checkOrder(parseDatafile({ path: 'a.datasource', text: content }).tree);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text that is meant to hurt', () => {
  const schema = (inside: string): string => `SCHEMA >\n${inside}\nENGINE MergeTree`;
  it.each([
    ['open brackets', schema(`a ${'('.repeat(LONG)}`)],
    ['nested types', schema(`a ${'Array('.repeat(LONG)}String${')'.repeat(LONG)}`)],
    ['closing brackets', schema(`a ${')'.repeat(LONG)}`)],
    ['unclosed brackets, one a line', schema('a Array(String\n'.repeat(LONG / 10))],
    ['columns', schema(Array.from({ length: LONG }, (_, i) => `c${i} String`).join(',\n'))],
    ['wrong columns in a key', `${schema('a Int8')}\nENGINE_SORTING_KEY ${'b, '.repeat(LONG / 10)}a`],
    ['a default', schema(`a Int8 DEFAULT ${'f('.repeat(LONG)}`)],
    ['inline schemas', 'SCHEMA "a Int8"\n'.repeat(LONG / 10)],
    ['includes', 'INCLUDE "a.incl"\n'.repeat(LONG / 10)],
    ['backticks', schema('`'.repeat(LONG + 1))],
    ['quotes', schema(`a String DEFAULT ${"'".repeat(LONG + 1)}`)],
    ['dashes', `DESCRIPTION ${'-- '.repeat(LONG)}`],
    ['openings of templates', `TYPE ${'{{ '.repeat(LONG)}`],
    ['openings of templates, one a line', 'KAFKA_KEY {{ "\n'.repeat(LONG / 10)],
    ['a secret with a long default', `TYPE kafka\nKAFKA_KEY {{ tb_secret("A", "${'x'.repeat(5_000_000)}") }}`],
    ['an unclosed secret with escapes', `TYPE kafka\nKAFKA_KEY {{ tb_secret("A", "${'\\"'.repeat(1_000_000)}`],
    ['a long word', `TYPE ${'x'.repeat(5_000_000)}`],
    ['a long name', 'X'.repeat(5_000_000)],
    ['a long line of a block', `DESCRIPTION >\n ${'x'.repeat(5_000_000)}`],
    ['unknown settings', 'KAFKA_TOPPIC a\n'.repeat(LONG / 50)],
    ['swallowed settings', `DESCRIPTION >\n${'KAFKA_TOPPIC a\n'.repeat(LONG / 50)}`],
    ['empty lines', '\r\n'.repeat(LONG)],
    ['a long sorting key', `SCHEMA >\n a String\nENGINE_SORTING_KEY ${'(x, '.repeat(LONG / 10)}`],
  ])('%s is survived', (_, content) => {
    const input = { path: 'a.datasource', text: content };
    const { diagnostics } = parseProject([input]);
    for (const one of diagnostics) expectInside(one.span ?? { start: 0, end: 0 }, content.length);
    expect(printTree(losslessTree(parseDatafile(input).tree, content)) === content).toBe(true);
  });

  it.each([
    ['comments below a column', `SCHEMA >\n a Int8\n${' # b\n'.repeat(2 * LONG)}`],
    ['secrets in one value', `KAFKA_TOPIC ${'{{tb_secret("A")}}'.repeat(LONG)}`],
    ['tags', `TAGS ${'a,'.repeat(2 * LONG)}`],
    ['templates among tags', `TAGS ${'{{ ,'.repeat(LONG)}`],
    ['members of a tuple', schema(`a Tuple(${'a Int8, '.repeat(LONG / 5)}b Int8)`)],
    ['open CASEs', `SCHEMA >\n a Int8\nENGINE_TTL ${'CASE WHEN a THEN '.repeat(LONG / 5)}a${' END'.repeat(LONG / 5)}`],
    ['missing commas', schema('a String\n'.repeat(LONG / 10))],
  ])('%s is survived by the formatter and by everything after parsing', (_, content) => {
    const input = { path: 'a.datasource', text: content };
    const { project, diagnostics } = parseProject([input]);
    const formatted = formatDatafile(input);
    const again = formatDatafile({ ...input, text: formatted.text });
    expect(again.text === formatted.text).toBe(true);
    expect(diffModel(project, parseProject([{ ...input, text: formatted.text }]).project)).toEqual([]);
    expect(resolveSecrets(project, () => 'x').project.datasources).toHaveLength(1);
    expect(listProjectSecrets(project).length).toBe(content.includes('tb_secret') ? 1 : 0);
    expect(applyFixes(content, diagnostics).skipped).toEqual([]);
  });
});

function expectInside({ start, end }: Span, length: number): void {
  if (start < 0 || start > end || end > length) expect({ start, end }).toBe(`inside 0 to ${length}`);
}

/** Every span anywhere in a tree or a model. */
function spansOf(parsed: {
  readonly tree: unknown;
  readonly file?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}): Span[] {
  const spans: Span[] = [];
  const visit = (node: unknown, key: string): void => {
    // Spans inside types are relative to the type.
    if (typeof node !== 'object' || node === null || key === 'type' || key === 'file') return;
    const span = node as Partial<Span>;
    if (typeof span.start === 'number' && typeof span.end === 'number')
      spans.push({ start: span.start, end: span.end });
    const children = node instanceof Map ? [...node.entries()] : Object.entries(node);
    for (const [name, child] of children) visit(child, String(name));
  };
  visit(parsed.tree, '');
  for (const [key, part] of Object.entries(parsed.file ?? {})) visit(part, key);
  visit(parsed.diagnostics, '');
  return spans;
}

function checkOrder(node: object): void {
  const { span } = node as { readonly span: Span };
  for (const [key, value] of Object.entries(node)) {
    if (key === 'comments') continue;
    const children = (Array.isArray(value) ? value : [value]).filter(
      (one): one is { readonly span: Span } => typeof one === 'object' && one !== null && 'span' in one,
    );
    let before = span.start;
    for (const child of children) {
      expect(child.span.start).toBeGreaterThanOrEqual(before);
      expect(child.span.end).toBeLessThanOrEqual(span.end);
      before = child.span.end;
      checkOrder(child);
    }
  }
}
