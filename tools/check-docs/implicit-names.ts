import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, type Manifest } from '../check-packages/packages.js';
import type { Block } from './blocks.js';

/**
 * What the example in a docstring may use without importing it: the exports of its own file, of its
 * package's entries, and of the packages that this one is built on.
 */
export async function implicitNames(block: Block): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (!block.docstring) return names;
  const folder = path.join(root, ...block.file.split('/').slice(0, 2));
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const below = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@proj/'));
  const entries = Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath]) => manifest.name + subpath.slice(1));
  for (const module of [...below, ...entries, path.join(root, block.file)]) {
    const url = path.isAbsolute(module) ? pathToFileURL(module).href : module;
    const exported = (await import(url).catch(() => ({}))) as object;
    for (const name of Object.keys(exported)) names.set(name, module.replace(/\.ts$/, '.js'));
  }
  return names;
}
