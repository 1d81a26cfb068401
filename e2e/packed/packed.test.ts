import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedPackages, root } from '../../tools/check-packages/packages.js';
import { bundleForBrowser } from './browser-bundle.js';
import { installPacked } from './install.js';

const entries = publishedPackages().flatMap((published) => published.entries);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
  await installPacked(folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the folder in which only the packages are installed. */
async function node(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  return stdout;
}

describe('the packed packages', () => {
  it.each(entries)('%s can be imported', async (entry) => {
    const program = `console.log(Object.keys(await import('${entry}')).length)`;
    expect(Number(await node('--input-type=module', '-e', program))).toBeGreaterThan(0);
  });

  it.each(entries)('%s can be required', async (entry) => {
    const program = `console.log(Object.keys(require('${entry}')).length)`;
    expect(Number(await node('--input-type=commonjs', '-e', program))).toBeGreaterThan(0);
  });

  it('include a command that prints its usage', async () => {
    expect(await node(path.join('node_modules/@proj/runner/bin/kafka-ingest.js'), '--help')).toContain('kafka-ingest');
  });

  it('the packed packages have declarations that compile in a strict program', async () => {
    const file = path.join(folder, 'consumer.ts');
    const names = entries.map((entry, i) => `export * as entry${i} from '${entry}';`);
    await writeFile(file, names.join('\n'));
    const program = ts.createProgram([file], {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
      typeRoots: [path.join(root, 'node_modules/@types')],
    });
    const wrong = ts.getPreEmitDiagnostics(program).flatMap(({ file: at, messageText }) => {
      // Errors in declarations of outside packages are not ours to fix.
      if (at?.fileName.includes('/node_modules/') && !at.fileName.includes('/store/')) return [];
      return `${at?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(wrong).toEqual([]);
    expect(program.getSourceFiles().some((one) => one.fileName.includes('/packages/'))).toBe(false);
  });
});

describe('@proj/datafile-parser in a browser', () => {
  it('is a small bundle of few packages that needs nothing from Node', async () => {
    const bundle = await bundleForBrowser('@proj/datafile-parser', 'parser', folder);
    console.log(
      `minified ${bundle.minifiedBytes} B, gzipped ${bundle.gzippedBytes} B, of ${bundle.packages.join(', ')}`,
    );
    expect(bundle.packages).toEqual(
      expect.arrayContaining(['@proj/clickhouse-types', '@proj/datafile-parser', '@proj/diagnostics']),
    );
    expect(bundle.packages.filter((name) => !name.startsWith('@proj/'))).toEqual([]);
    expect(bundle.gzippedBytes).toBeLessThan(150_000);

    // A world without `process`, `Buffer` and `require`.
    const world = createContext({});
    new Script(bundle.code).runInContext(world);
    const codes = new Script(`
      parser.parseDatafile({ path: 'events.datasource', text: 'SCHEMA >\\n  id Strng\\n' })
        .diagnostics.map((one) => one.code).join()`);
    expect(codes.runInContext(world)).toMatch(/^[a-z-]+\/[a-z-]+/);
  });

  it('loads no addon and no builtin module', async () => {
    await writeFile(path.join(folder, 'empty.js'), "import './empty-too.js';");
    await writeFile(path.join(folder, 'empty-too.js'), '');
    const program = `
      await import('./empty.js');
      await import('./package.json', { with: { type: 'json' } });
      const before = new Set(process.moduleLoadList);
      await import('@proj/datafile-parser');
      console.log(JSON.stringify(process.moduleLoadList.filter((name) => !before.has(name))));`;
    const loaded = JSON.parse(await node('--input-type=module', '-e', program)) as string[];
    // Node's own module loader loads parts of itself when it is first used.
    const builtins = loaded.filter((name) => !/internal\/|^Internal Binding/.test(name));
    expect(builtins).toEqual([]);
  });
});
