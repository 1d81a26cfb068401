import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { maxCodeLines, ownerOf } from './walls.mjs';

const root = join(import.meta.dirname, '../..');
let eslint: ESLint;

beforeAll(() => {
  eslint = new ESLint({ cwd: root });
});

/**
 * Lints text as if it were in a file of the workspace. The file need not be there, but one that is
 * can have types.
 */
async function lint(path: string, text: string): Promise<readonly Linter.LintMessage[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  if (result === undefined) throw new Error(`${path} is ignored by the lint configuration`);
  const fatal = result.messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${path}: ${fatal.message}`);
  return result.messages;
}

const rules = (messages: readonly Linter.LintMessage[]): string[] => messages.map((m) => m.ruleId ?? '');
const boundary = (messages: readonly Linter.LintMessage[]): (string | undefined)[] =>
  messages.filter((m) => m.ruleId === '@nx/enforce-module-boundaries').map((m) => m.messageId);

const uses = (specifier: string): string => `import * as it from '${specifier}';\nexport const used: unknown = it;\n`;
const src = (name: string): string => `packages/${name}/src/index.ts`;

describe('layers', () => {
  it.each([
    ['a part another part', src('codecs'), '@proj/row-mapping', 'onlyTagsConstraintViolation'],
    [
      'tables the client that serves them',
      src('clickhouse-tables'),
      '@proj/clickhouse-sink',
      'onlyTagsConstraintViolation',
    ],
    ['the base a part', src('clickhouse-types'), '@proj/kafka-auth', 'onlyTagsConstraintViolation'],
    ['a part the engine', src('kafka-auth'), '@proj/kafka-ingest', 'noCircularDependencies'],
    [
      'the app the tools',
      src('runner').replace('index', 'main'),
      '../../../tools/processes/run-command.js',
      'noRelativeOrAbsoluteImportsAcrossLibraries',
    ],
    ['a package one that imports it', src('diagnostics'), '@proj/clickhouse-types', 'noCircularDependencies'],
    ['a package itself by name', src('codecs'), '@proj/codecs', 'noSelfCircularDependencies'],
  ])('the layers do not let %s import', async (_what, path, specifier, messageId) => {
    expect(boundary(await lint(path, uses(specifier)))).toEqual([messageId]);
  });

  it('the layers do not let a test of a part import another part', async () => {
    const messages = await lint('packages/row-mapping/test/scalars.test.ts', uses('@proj/codecs'));
    expect(boundary(messages)).toEqual(['onlyTagsConstraintViolation']);
  });

  it('the layers do not let a package reach into another one by path', async () => {
    const messages = await lint(src('codecs'), uses('../../diagnostics/src/span.js'));
    expect(boundary(messages)).toEqual(['noRelativeOrAbsoluteImportsAcrossLibraries']);
  });

  it('the layers do not let a package import what its package.json does not list', async () => {
    expect(boundary(await lint(src('diagnostics'), uses('semver')))).toEqual(['noTransitiveDependencies']);
  });

  it.each([
    [src('clickhouse-types'), '@proj/diagnostics'],
    [src('datafile-parser'), '@proj/clickhouse-types'],
    [src('kafka-ingest'), '@proj/datafile-parser'],
    ['packages/runner/src/main.ts', '@proj/kafka-ingest'],
    ['packages/runner/src/main.ts', '@proj/clickhouse-tables'],
  ])('lets %s import %s', async (path, specifier) => {
    expect(boundary(await lint(path, uses(specifier)))).toEqual([]);
  });

  it('lets the tests of a package import it by name', async () => {
    expect(boundary(await lint('packages/codecs/test/json.test.ts', uses('@proj/codecs')))).toEqual([]);
  });
});

describe('a folder that only decides', () => {
  const path = 'packages/kafka-ingest/src/delivery/machine.ts';

  it.each(['../ports.js', '../encode/batch-encoder.js', 'node:fs', '@proj/clickhouse-sink', './../stats.js'])(
    'does not import %s',
    async (specifier) => {
      expect(rules(await lint(path, uses(specifier)))).toContain('no-restricted-imports');
      const dynamic = `export const used: unknown = import('${specifier}');\n`;
      expect(rules(await lint(path, dynamic))).toContain('no-restricted-syntax');
    },
  );

  it.each(['performance.now()', 'Date.now()', 'setTimeout(() => undefined, 1)', 'process.env'])(
    'does not use %s',
    async (expression) => {
      const messages = await lint(path, `export const used: unknown = ${expression};\n`);
      expect(rules(messages)).toContain('no-restricted-globals');
    },
  );

  it('a folder that only decides does not draw random numbers', async () => {
    const messages = await lint(path, 'export const used = Math.random();\n');
    expect(rules(messages)).toContain('no-restricted-properties');
  });

  it.each(['./state.js', '@proj/diagnostics'])('imports %s', async (specifier) => {
    expect(rules(await lint(path, uses(specifier)))).not.toContain('no-restricted-imports');
  });
});

describe('package.json', () => {
  const rule = '@nx/dependency-checks';
  const path = 'packages/kafka-auth/package.json';
  const changed = async (change: (json: { dependencies: Record<string, string> }) => void): Promise<string> => {
    const json = JSON.parse(await readFile(join(root, path), 'utf8')) as { dependencies: Record<string, string> };
    change(json);
    return JSON.stringify(json, null, 2);
  };

  it('package.json must list every package that the source imports', async () => {
    const text = await changed((json) => {
      json.dependencies = {};
    });
    expect(await lint(path, text)).toMatchObject([{ ruleId: rule, messageId: 'missingDependency' }]);
  });

  it('package.json must not list a package that the source does not import', async () => {
    const text = await changed((json) => {
      json.dependencies['chevrotain'] = '11.2.0';
    });
    expect(await lint(path, text)).toMatchObject([{ ruleId: rule, messageId: 'obsoleteDependency' }]);
  });

  it('package.json lists outside dependencies in their owner only, and every one has an owner', async () => {
    for (const name of await readdir(join(root, 'packages'))) {
      const json = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8')) as {
        dependencies?: Record<string, string>;
        optionalDependencies?: Record<string, string>;
      };
      const outside = Object.keys({ ...json.dependencies, ...json.optionalDependencies }).filter(
        (dependency) => !dependency.startsWith('@proj/'),
      );
      expect(outside.filter((dependency) => ownerOf(dependency) !== name)).toEqual([]);
    }
  });
});

describe('outside dependencies', () => {
  it.each([
    ['kafka-ingest', 'chevrotain'],
    ['row-mapping', '@clickhouse/client'],
    ['clickhouse-tables', '@clickhouse/client'],
    ['clickhouse-types', 'jsonpath-plus'],
    ['runner', '@confluentinc/kafka-javascript'],
    ['codecs', '@aws-sdk/credential-providers'],
    ['kafka-ingest', 'pino/file'],
  ])('lint does not let %s import %s', async (name, specifier) => {
    const path = `packages/${name}/src/${name === 'runner' ? 'main' : 'index'}.ts`;
    expect(rules(await lint(path, uses(specifier)))).toContain('no-restricted-imports');
    expect(rules(await lint(path, `export const later = import('${specifier}');`))).toContain('no-restricted-syntax');
  });

  it('lets the owner import its dependency', async () => {
    const messages = await lint(src('datafile-parser'), uses('chevrotain'));
    expect(rules(messages)).not.toContain('no-restricted-imports');
    expect(boundary(messages)).toEqual([]);
  });

  it.each(['node:fs', 'path', 'fs/promises'])('lint does not let the datafile parser import %s', async (specifier) => {
    const messages = await lint(src('datafile-parser'), uses(specifier));
    expect(rules(messages)).toContain('no-restricted-imports');
  });

  it('lets the entry for Node import node:fs', async () => {
    const messages = await lint('packages/datafile-parser/src/node.ts', uses('node:fs'));
    expect(rules(messages)).not.toContain('no-restricted-imports');
  });
});

describe('files', () => {
  const text = 'export const one = 1;\n';
  // These files do not exist: only the name is judged. They are JavaScript, because missing files
  // have no types.
  it.each(['utils.mjs', 'helpers.mjs', 'RowSink.mjs', 'row_sink.mjs', 'deep/er/index.mjs'])(
    'may not be called %s',
    async (name) => {
      expect(rules(await lint(`packages/codecs/src/${name}`, text))).toEqual(['walls/file-name']);
    },
  );

  it.each(['row-sink.mjs', 'utf8.mjs', 'registry/index.mjs'])('a file may be called %s', async (name) => {
    expect(rules(await lint(`packages/codecs/src/${name}`, text))).toEqual([]);
  });

  it(`a file has at most ${maxCodeLines} lines of code`, async () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, i) => `// line ${i}\n\nexport const n${i} = ${i};\n`).join('');
    const path = 'packages/codecs/src/many-lines.mjs';
    expect(rules(await lint(path, lines(maxCodeLines)))).toEqual([]);
    expect(rules(await lint(path, lines(maxCodeLines + 1)))).toEqual(['max-lines']);
  });
});

describe('code', () => {
  it('code of a library does not write to the console', async () => {
    expect(rules(await lint(src('codecs'), `console.log('hello');\nexport {};\n`))).toContain('no-console');
  });

  it('code of the runner may write to the console', async () => {
    expect(rules(await lint('packages/runner/src/main.ts', `console.log('hello');\nexport {};\n`))).toEqual([]);
  });

  it('code does not use any', async () => {
    expect(rules(await lint(src('codecs'), 'export type Anything = any;'))).toContain(
      '@typescript-eslint/no-explicit-any',
    );
  });

  it('code does not leave a promise unawaited', async () => {
    expect(rules(await lint(src('codecs'), 'Promise.resolve(1);\nexport {};'))).toContain(
      '@typescript-eslint/no-floating-promises',
    );
  });

  it('handles every case of a union', async () => {
    const text = `/** Which. */
export function which(kind: 'key' | 'value'): number {
  switch (kind) { case 'key': return 1; }
  return 2;
}`;
    expect(rules(await lint(src('codecs'), text))).toContain('@typescript-eslint/switch-exhaustiveness-check');
  });

  it('code does not use what the oldest supported Node lacks', async () => {
    const messages = await lint(src('codecs'), `import { DatabaseSync } from 'node:sqlite';\nexport { DatabaseSync };`);
    expect(rules(messages)).toContain('n/no-unsupported-features/node-builtins');
  });

  it('documents every public name', async () => {
    expect(rules(await lint(src('codecs'), 'export const bare = 1;'))).toEqual(['entries/documented-exports']);
    expect(rules(await lint(src('codecs'), '/** One. */\nexport const documented = 1;'))).toEqual([]);
  });
});

describe('tests', () => {
  const path = 'packages/codecs/test/json.test.ts';
  const head = `import { expect, it } from 'vitest';\n`;
  it.each([
    ['alone', `it.only('x', () => { expect(1).toBe(1); });`, 'vitest/no-focused-tests'],
    ['not at all', `it.skip('x', () => { expect(1).toBe(1); });`, 'vitest/no-disabled-tests'],
    ['without an assertion', `it('x', () => { String(expect); });`, 'vitest/expect-expect'],
  ])('a test does not run %s', async (_how, text, rule) => {
    expect(rules(await lint(path, head + text))).toContain(rule);
  });
});
