import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { compareApi } from '../check-api/compare.js';
import type { PackedPackage } from './pack.js';
import { root } from './packages.js';

type Problems = readonly string[];

/** Checks everything that must hold for a package before it is published. Returns the problems. */
export async function problemsOf(packed: PackedPackage): Promise<Problems> {
  const found = await Promise.all([contents(packed), bundled(packed), lint(packed), types(packed), api(packed)]);
  return found.flat();
}

async function contents({ folder, files }: PackedPackage): Promise<Problems> {
  const missing = ['README.md', 'LICENSE', 'package.json'].filter((name) => !files.includes(name));
  const surplus = files.filter((name) => /^(src|test|bench)\/|\.tsbuildinfo$|(^|\/)api\.d\.ts$/.test(name));
  const own = await readFile(path.join(folder, 'LICENSE'), 'utf8').catch(() => '');
  return [
    ...missing.map((name) => `does not ship ${name}`),
    ...surplus.map((name) => `ships ${name}`),
    ...(own === (await readFile(path.join(root, 'LICENSE'), 'utf8')) ? [] : ['LICENSE is not that of the workspace']),
  ];
}

/**
 * A package refers to the others by name, in code and declarations, and contains no copy of them. A
 * copy of a library must be named, with its license, in THIRD-PARTY.md.
 */
async function bundled({ name, folder, files, manifest }: PackedPackage): Promise<Problems> {
  const notices = files.includes('THIRD-PARTY.md') ? await readFile(path.join(folder, 'THIRD-PARTY.md'), 'utf8') : '';
  const listed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const problems: string[] = [];
  for (const file of await readdir(path.join(folder, 'dist'), { recursive: true })) {
    if (path.extname(file) === '') continue;
    const text = await readFile(path.join(folder, 'dist', file), 'utf8');
    for (const [, copied = ''] of text.matchAll(
      /^\/\/ (?:\.\.\/)+(?:packages\/)?((?:[a-z-]+\/src|node_modules)\/.*)$/gm,
    )) {
      const library = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(copied)?.[1];
      if (copied.startsWith(`${name}/`) || (library !== undefined && notices.includes(`\`${library}\``))) continue;
      problems.push(`dist/${file} has a copy of ${copied}`);
      break;
    }
    for (const [, specifier = ''] of text.matchAll(/(?:from |import\()["']((?:@[\w-]+\/)?[\w-]+)[^"']*["']/g)) {
      if (specifier.startsWith('@proj/') && !listed.includes(specifier)) {
        problems.push(`dist/${file} imports ${specifier}, which package.json does not list`);
      }
    }
  }
  return problems;
}

async function lint({ folder, manifest }: PackedPackage): Promise<Problems> {
  const { messages } = await publint({ pkgDir: folder, strict: true, level: 'warning' });
  return messages.map(
    (message) => `publint: ${formatMessage(message, manifest as never, { color: false }) ?? message.code}`,
  );
}

async function types({ tarball, entries }: PackedPackage): Promise<Problems> {
  // A command has no types to get wrong.
  if (entries.length === 0) return [];
  const attw = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const args = [attw, tarball, '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii'];
  try {
    await promisify(execFile)(process.execPath, args);
    return [];
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return [`attw: ${stdout}${stderr}`];
  }
}

async function api(packed: PackedPackage): Promise<Problems> {
  if (packed.entries.length === 0) return [];
  const problem = await compareApi(packed);
  return problem === undefined ? [] : [problem];
}
