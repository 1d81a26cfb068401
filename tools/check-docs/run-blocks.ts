import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import ts from 'typescript';
import { root } from '../check-packages/packages.js';
import type { Block } from './blocks.js';
import { implicitNames } from './implicit-names.js';
import { toProgram } from './to-program.js';

interface Program {
  readonly block: Block;
  readonly path: string;
}

/** The address used in the documentation; here a real server takes its place. */
const DOCUMENTED_SERVER = 'http://127.0.0.1:8123';

/** Compiles and runs blocks. Returns their problems. */
export async function problemsOfBlocks(blocks: readonly Block[]): Promise<string[]> {
  // Below node_modules, so that packages resolve as they do for a user's program.
  const cache = path.join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'check-docs-'));
  try {
    const programs: Program[] = [];
    for (const [i, block] of blocks.entries()) {
      const file = path.join(folder, `${i}.mts`);
      const same = path.join(root, 'tools/check-docs/same.js');
      await writeFile(file, toProgram(block, await implicitNames(block)).replace(`'$same'`, `'${same}'`));
      programs.push({ block, path: file });
    }
    const wrong = compile(programs);
    const sound = programs.filter(({ block }) => !wrong.some((problem) => problem.block === block));
    return [...wrong.map(({ text }) => text), ...(await run(sound.filter(({ block }) => block.run)))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compile(programs: readonly Program[]): { readonly block: Block; readonly text: string }[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.base.json'), (name) => ts.sys.readFile(name)) as {
    config: { compilerOptions: object };
  };
  const overrides = { composite: false, declaration: false, emitDeclarationOnly: false, noEmit: true };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, ...overrides }, root);
  const blockOf = new Map(programs.map((program) => [program.path, program.block]));
  const program = ts.createProgram([...blockOf.keys()], options);
  return ts.getPreEmitDiagnostics(program).flatMap(({ file, start, messageText }) => {
    // Errors inside the packages are reported by their own type check.
    const block = file && blockOf.get(file.fileName);
    if (!block) return [];
    const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return { block, text: `${block.file}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}` };
  });
}

async function run(programs: readonly Program[]): Promise<string[]> {
  const problems: string[] = [];
  const folder = await mkdtemp(path.join(tmpdir(), 'check-docs-'));
  const print = console.log;
  process.chdir(folder);
  // Output of an example is meant for its reader.
  console.log = () => undefined;
  const server = await startEmbeddedClickHouse({ dataFolder: path.join(folder, 'clickhouse') });
  try {
    await fetch(server.url, { method: 'POST', body: 'CREATE DATABASE shop' });
    for (const { block, path: file } of programs) {
      if (block.code.includes(DOCUMENTED_SERVER)) {
        const text = ts.sys.readFile(file) ?? '';
        await writeFile(file, text.replaceAll(DOCUMENTED_SERVER, server.url));
      }
      await import(pathToFileURL(file).href).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        problems.push(text.startsWith(block.file) ? text : `${block.file}:${block.line}: ${text}`);
      });
    }
  } finally {
    console.log = print;
    process.chdir(root);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return problems;
}
