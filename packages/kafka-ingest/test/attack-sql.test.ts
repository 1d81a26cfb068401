import { createTableStatement } from '@proj/clickhouse-tables';
import { allowedFunctions, deniedFunctions, parseProject } from '@proj/datafile-parser';
import { hasErrors } from '@proj/diagnostics';
import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { compileProject } from '../src/index.js';

/** Asks the server over plain HTTP; undefined where it refuses. */
async function ask(query: string): Promise<string | undefined> {
  const response = await fetch(inject('clickhouseUrl'), {
    method: 'POST',
    body: query,
    // Compiling thousands of projects in between takes longer than an idle connection lives.
    headers: { connection: 'close' },
  });
  const text = await response.text();
  return response.ok ? text : undefined;
}

it('every function of the server is allowed or denied, and none is both', async () => {
  const text = await ask(`SELECT DISTINCT name FROM system.functions WHERE origin = 'System' FORMAT TSVRaw`);
  const names = (text ?? '').trim().split('\n');
  expect(names.length).toBeGreaterThan(1500);
  const allowed = new Set(allowedFunctions());
  const patterns = deniedFunctions.flatMap((one) => one.names.map((name) => name.toLowerCase()));
  const isDenied = (name: string): boolean =>
    patterns.some((one) =>
      one.endsWith('*') ? name.toLowerCase().startsWith(one.slice(0, -1)) : name.toLowerCase() === one,
    );
  expect(names.filter((name) => allowed.has(name) === isDenied(name))).toEqual([]);
  // A table function is refused by being in no list, unless a function of rows has its name.
  const tables = ((await ask('SELECT name FROM system.table_functions FORMAT TSVRaw')) ?? '').trim().split('\n');
  expect(tables.filter((name) => allowed.has(name)).sort()).toEqual(['format', 'fuzzQuery']);
});

const SETTINGS = [
  'ENGINE_SORTING_KEY', 'ENGINE_PARTITION_KEY', 'ENGINE_PRIMARY_KEY', 'ENGINE_SAMPLING_KEY', 'ENGINE_TTL', 'ENGINE_SETTINGS', 'ENGINE_VER',
  'ENGINE_IS_DELETED',
] as const; // prettier-ignore
type Name = (typeof SETTINGS)[number];

const USUAL: Readonly<Record<Name, string>> = {
  ENGINE_SORTING_KEY: 'id, name',
  ENGINE_PARTITION_KEY: 'toYYYYMM(at)',
  ENGINE_PRIMARY_KEY: 'id',
  ENGINE_SAMPLING_KEY: 'id',
  ENGINE_TTL: 'at + INTERVAL 1 DAY',
  ENGINE_SETTINGS: 'index_granularity = 1024',
  ENGINE_VER: 'at',
  ENGINE_IS_DELETED: 'gone',
};

const piece = fc.constantFrom(
  'id', 'at', 'name', 'gone', '`id`', '1', "'x'", "'", '"', '`', '(', ')', '[', ']', ', ', ' ', ' + ', ' - ', '*', '/*', '*/', '--', '\n', '//', '# ', ';', '$x$',
  '\\', ' SELECT ', ' FROM ', ' system.users', ' WITH ', ' SETTINGS ', ' AS ', ' IN ', ' NOT ', ' CASE ', ' INTERVAL ', ' DAY ', '−', '‘', '”', '\u00a0', '\0', '{x:Int8}',
  '@@x', "x'", 'lower(', 'file(', '`file`(', 'url(', "'/etc/passwd')", 'CAST(', ' = ', '.', '::', 'String', ' FORMAT Null', ' PARALLEL WITH ', ' UNION ALL ', ' ORDER BY ',
  ' TTL ', 'index_granularity = ', '1024', 'toYYYYMM(at)', 'toDate(at)', ' DELETE WHERE ', ' COMMENT ', ' ENGINE = ', ' DESC', ' OR ', ' ? ', ' : ', ' TO DISK ', 'x -> x',
); // prettier-ignore

const columns = `SCHEMA >
    id UInt64 \`json:$.id\`,
    at DateTime \`json:$.at\`,
    name String \`json:$.name\`,
    gone UInt8 \`json:$.gone\`
`;

/** What the project compiles to when these settings come from secrets that hold these texts. */
function statementWith(evil: Readonly<Partial<Record<Name, string>>>): string | undefined {
  const lines = SETTINGS.map((name) => `${name} ${name in evil ? `{{ tb_secret("${name}") }}` : USUAL[name]}`);
  const text = `${columns}ENGINE ReplacingMergeTree\n${lines.join('\n')}\n`;
  const { project, diagnostics } = parseProject([{ path: 't.datasource', text }]);
  expect(hasErrors(diagnostics)).toBe(false);
  const compiled = compileProject(project, { lookupSecret: (name) => evil[name as Name], database: 'attacked' });
  if (hasErrors(compiled.diagnostics)) {
    const said = JSON.stringify(compiled.diagnostics.map(({ message, hint }) => [message, hint]));
    for (const one of Object.values(evil)) if (one.length > 12) expect(said).not.toContain(one);
    return undefined;
  }
  const [table] = compiled.tables;
  return table && createTableStatement(table);
}

/** The parts of a statement, from its syntax tree: those of the engine, and what is beside it. */
const shapeOf = (tree: string): readonly string[] =>
  tree.split('\n').filter((line) => /^(?: (?! )\S+|CreateQuery| Storage.*)/.test(line));

it('whatever secrets hold, a statement is one CREATE TABLE with our engine and our clauses, or nothing is sent', async () => {
  const ours = await ask(`EXPLAIN AST ${statementWith({ ENGINE_TTL: USUAL.ENGINE_TTL }) ?? ''}`);
  expect(ours).toContain('Storage definition (children 7)');
  const shape = shapeOf(ours ?? '');
  const hostile = fc.tuple(fc.boolean(), fc.array(piece, { minLength: 1, maxLength: 4 }), fc.boolean()).map(
    ([before, pieces, after]) =>
      (usual: string) =>
        [before ? usual : '', ...pieces, after ? usual : ''].join(''),
  );
  // Two settings at a time: what one opens the other may close.
  const attack = fc.tuple(fc.constantFrom(...SETTINGS), hostile, fc.constantFrom(...SETTINGS), hostile, fc.boolean());
  const passed: string[] = [];
  for (const [one, first, other, second, both] of fc.sample(attack, { numRuns: 6000, seed: 10 })) {
    const statement = statementWith({
      [one]: first(USUAL[one]),
      ...(both ? { [other]: second(USUAL[other]) } : {}),
    });
    if (statement !== undefined) passed.push(statement);
  }
  expect(passed.length).toBeGreaterThan(100);
  const allowed = new Set(allowedFunctions());
  let parsed = 0;
  for (const statement of new Set(passed)) {
    const tree = await ask(`EXPLAIN AST ${statement}`);
    // What the server cannot read does nothing.
    if (tree === undefined) continue;
    parsed++;
    const called = [...tree.matchAll(/^ {3,}Function (\S+)/gm)].map(([, name = '']) => name);
    expect({
      statement,
      shape: shapeOf(tree).map(withoutCounts),
      engine: /^ {2}Function (\S+)/m.exec(tree)?.[1],
      reaches: /Select|Subquery|TableIdentifier|TableExpression|\bfile\b|\burl\b/.exec(tree)?.[0],
      calls: called.filter((name) => !allowed.has(name) && !OPERATORS.test(name)),
    }).toEqual({
      statement,
      shape: shape.map(withoutCounts),
      engine: 'ReplacingMergeTree',
      reaches: undefined,
      calls: [],
    });
  }
  expect(parsed).toBeGreaterThan(30);
}, 300_000);

/** How the syntax tree calls IN and lambdas. */
const OPERATORS = /^(?:not|global)?(?:in|In|nullIn)$|^lambda$/;
/** An argument of the engine may be empty; parts of the statement may not come or go. */
const withoutCounts = (line: string): string => (line.startsWith('CreateQuery') ? line : line.replace(/\d+/, ''));
