import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatDatafile, parseDatafile, parseProject, type Datafile, type DatafileInput } from '../src/index.js';
import { diffModel, type FileChange, type ModelChange } from '../src/diff.js';
import { anyDatafile } from './support/any-datafile.js';
import { meaningOf } from './support/meaning.js';

const read = (...files: readonly DatafileInput[]): { readonly files: readonly Datafile[] } => ({
  files: files.flatMap((input) => parseDatafile(input).file ?? []),
});

function changesOf(before: string, after: string, path = 'a.datasource'): readonly ModelChange[] {
  const [file] = diffModel(read({ path, text: before }), read({ path, text: after }));
  return file?.change === 'changed' ? file.changes : [];
}

const brief = (change: ModelChange): string => {
  const aspects = 'aspects' in change ? ` (${change.aspects.join(', ')})` : '';
  return [change.what, 'name' in change ? change.name : '', `${change.change}${aspects}`].filter((one) => one !== '').join(' '); // prettier-ignore
};

const schema = (columns: string): string => `SCHEMA >\n  ${columns}\n`;
const one = schema('a Int32');

describe('a change', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['of nothing', one, one, []],
    ['of an added column', one, schema('a Int32, b String'), ['column b added']],
    ['of a removed column', schema('a Int32, b String'), one, ['column b removed']],
    ['of a renamed column', one, schema('b Int32'), ['column a removed', 'column b added']],
    ['of a type', one, schema('a Int64'), ['column a changed (type)']],
    ['of a type that was broken', one, schema('a Int33'), ['column a changed (type)']],
    ['of a default', schema('a Int32 DEFAULT 1'), schema('a Int32 DEFAULT 2'), ['column a changed (default)']],
    ['of a default that was added', one, schema('a Int32 DEFAULT 2'), ['column a changed (default)']],
    ['of a path', schema('a Int32 `json:$.a`'), schema('a Int32 `json:$.b`'), ['column a changed (json-path)']],
    ['of a codec', schema('a Int32 CODEC(LZ4)'), schema('a Int32 CODEC(ZSTD)'), ['column a changed (codec)']],
    ['of all of a column', schema('a Int8 `json:$.a`'), schema('a Int16 DEFAULT 1'), ['column a changed (type, json-path, default)']],
    ['of the order of columns', schema('a Int8, b Int8, c Int8'), schema('b Int8, a Int8, d Int8'), ['column c removed', 'column d added', 'column-order changed']],
    ['of the engine', `${one}ENGINE MergeTree`, `${one}ENGINE Null`, ['setting ENGINE changed']],
    ['of a key', `${one}ENGINE_SORTING_KEY a`, `${one}ENGINE_SORTING_KEY "a + 1"`, ['setting ENGINE_SORTING_KEY changed']],
    ['of a key that was added', one, `${one}ENGINE_TTL "a"`, ['setting ENGINE_TTL added']],
    ['of a Kafka setting', `${one}KAFKA_TOPIC a`, `${one}KAFKA_TOPIC b`, ['setting KAFKA_TOPIC changed']],
    ['of a Kafka setting that was removed', `${one}KAFKA_TOPIC a`, one, ['setting KAFKA_TOPIC removed']],
    ['of a description', `DESCRIPTION a\n${one}`, `DESCRIPTION b\n${one}`, ['setting DESCRIPTION changed']],
    ['of a forward query', `${one}FORWARD_QUERY >\n  SELECT a`, `${one}FORWARD_QUERY >\n  SELECT a + 1 AS a`, ['setting FORWARD_QUERY changed']],
    ['of an index', `${one}INDEXES >\n  i a TYPE minmax GRANULARITY 1`, `${one}INDEXES >\n  i a TYPE minmax GRANULARITY 2`, ['index i changed']],
    ['of an added index', one, `${one}INDEXES >\n  i a TYPE minmax`, ['index i added']],
    ['of a token', `TOKEN "t" READ\n${one}`, `TOKEN "t" APPEND\n${one}`, ['token t removed', 'token t added']],
    ['of tags', `TAGS a, b\n${one}`, `TAGS b, c\n${one}`, ['tag a removed', 'tag c added']],
    ['of whom it is shared with', one, `SHARED_WITH w\n${one}`, ['shared-with w added']],
  ])('a change is found: %s', (_, before, after, expected) => {
    expect(changesOf(before, after).map(brief)).toEqual(expected);
  }); // prettier-ignore

  it.each([
    ['another spelling of a type', schema('a INT, b Map(String,VARCHAR(9))'), schema('a Int32, b Map( String, String )')],
    ['blanks and quotes in SQL', schema("a Int32 DEFAULT if( `b`>0,1 , 2)") , schema('a Int32 DEFAULT if(b > 0, 1, 2)')],
    ['comments', schema('a Int32, -- one\n  b Int8'), schema('a Int32,\n  # one\n  b Int8')],
    ['quotes of a value', `${one}KAFKA_TOPIC 'a'\nENGINE_SORTING_KEY "a"`, `${one}KAFKA_TOPIC a\nENGINE_SORTING_KEY a`],
    ['the order of settings', `${one}KAFKA_TOPIC a\nKAFKA_GROUP_ID b`, `KAFKA_GROUP_ID b\nKAFKA_TOPIC a\n${one}`],
    ['the order of tags and tokens', `TOKEN "x" READ\nTOKEN "y" READ\nTAGS a,b\n${one}`, `TAGS b,a\nTOKEN "y" READ\nTOKEN "x" READ\n${one}`],
    ['another form of a boolean', `${one}KAFKA_STORE_HEADERS true`, `${one}KAFKA_STORE_HEADERS 1`],
    ['another form of a secret', `${one}KAFKA_TOPIC {{tb_secret('A')}}`, `${one}KAFKA_TOPIC {{ tb_secret("A") }}`],
    ['a block for a line', `DESCRIPTION a b\n${one}`, `DESCRIPTION >\n   a b\n${one}`],
  ])('a change is not reported: %s', (_, before, after) => {
    expect(changesOf(before, after)).toEqual([]);
  }); // prettier-ignore

  it('secrets are distinguished by their names and defaults, and shown as their templates', () => {
    const [change] = changesOf(
      'KAFKA_KEY {{ tb_secret("A") }}',
      "KAFKA_KEY x{{ tb_secret('B', 'c') }}",
      'a.connection',
    );
    expect(change).toMatchObject({
      what: 'setting', name: 'KAFKA_KEY', change: 'changed',
      before: { text: '{{ tb_secret("A") }}' }, after: { text: 'x{{ tb_secret("B", "c") }}' },
    }); // prettier-ignore
  });

  it('strings are distinguished by their blanks, and so are words that blanks separate', () => {
    expect(changesOf(schema("a String DEFAULT 'a b'"), schema("a String DEFAULT 'a  b'"))).toHaveLength(1);
    expect(changesOf(schema('a String DEFAULT a b'), schema('a String DEFAULT ab'))).toHaveLength(1);
    expect(changesOf(schema('a Int8 DEFAULT - -1'), schema('a Int8 DEFAULT 1'))).toHaveLength(1);
  });

  it('a change carries the places of both sides', () => {
    const before = `${one}KAFKA_TOPIC a\n`;
    const after = `KAFKA_TOPIC bc\n${schema('x String, a Int64')}`;
    const places = changesOf(before, after).map((change) => [
      'before' in change && 'span' in change.before && before.slice(change.before.span.start, change.before.span.end),
      'after' in change && 'span' in change.after && after.slice(change.after.span.start, change.after.span.end),
    ]);
    expect(places).toEqual([['a', 'bc'], ['a Int32', 'a Int64'], [false, 'x String']]); // prettier-ignore
  });
});

describe('a project', () => {
  const file = (path: string, text = one): DatafileInput => ({ path, text });
  const briefFile = (change: FileChange): string =>
    `${('after' in change ? change.after : change.before).name} ${change.change}`;

  it('a project has added, removed and changed files, distinguished by kind and name and not by folder', () => {
    const before = read(
      file('x/a.datasource'),
      file('b.datasource'),
      file('c.datasource'),
      file('c.connection', 'TYPE kafka'),
    );
    const after = read(file('y/a.datasource'), file('b.datasource', schema('a Int8')), file('d.datasource'), file('c.connection', 'TYPE kafka')); // prettier-ignore
    expect(diffModel(before, after).map(briefFile)).toEqual(['b changed', 'c removed', 'd added']);
  });

  it('a project can be compared as it was parsed', () => {
    const { project } = parseProject([file('a.datasource')]);
    expect(diffModel(project, { files: [] })).toEqual([{ change: 'removed', before: project.files[0] }]);
  });

  it('a project does not differ from itself, nor from itself formatted', () => {
    fc.assert(
      fc.property(anyDatafile, (input) => {
        expect(diffModel(read(input), read(input))).toEqual([]);
        expect(diffModel(read(input), read({ ...input, text: formatDatafile(input).text }))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('names the file that a setting stands in, when that is an included one', () => {
    const [before, after] = ['MergeTree', 'Null'].map(
      (engine) =>
        parseProject([
          { path: 'a.datasource', text: 'SCHEMA >\n a Int8\nINCLUDE "b.incl"' },
          { path: 'b.incl', text: `ENGINE ${engine}` },
        ]).project,
    );
    const [file] = before && after ? diffModel(before, after) : [];
    const [change] = file?.change === 'changed' ? file.changes : [];
    expect(change?.what === 'setting' && change.change === 'changed' && change.after.file?.path).toBe('b.incl');
  });

  it('differs from another exactly when it means something else', () => {
    // Two files of the same making with a line left out here and there are often the same and often
    // not.
    const without = ({ path, text }: DatafileInput, line: number): DatafileInput => {
      const lines = text.split(/(?<=\n)/);
      return { path, text: lines.filter((_, i) => i !== line % (lines.length + 1)).join('') };
    };
    let same = 0;
    let different = 0;
    fc.assert(
      fc.property(anyDatafile, fc.nat(), (input, line) => {
        const [before, after] = [read(input), read(without(input, line))];
        const equal = JSON.stringify(before.files.map(meaningOf)) === JSON.stringify(after.files.map(meaningOf));
        const sortedEqual = equal || canonical(before) === canonical(after);
        expect(diffModel(before, after).length === 0).toBe(sortedEqual);
        if (sortedEqual) same++;
        else different++;
      }),
      { numRuns: 400 },
    );
    expect(Math.min(same, different)).toBeGreaterThan(20);
  });
});

/** Without the order of what is given by name. */
const canonical = ({ files }: { readonly files: readonly Datafile[] }): string =>
  JSON.stringify(files.map(meaningOf), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
