import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../tools/check-packages/pack.js';
import { publishedPackages, root, type PublishedPackage } from '../../tools/check-packages/packages.js';

export interface Installation {
  /** A folder in which only the packages are installed. */
  readonly folder: string;
  readonly packages: readonly PublishedPackage[];
}

/**
 * Installs the packed packages as a strict package manager does, without asking a registry: each is
 * unpacked into a separate folder, where it finds only what its package.json lists. Outside
 * dependencies come from the workspace.
 */
export async function installPacked(folder: string): Promise<Installation> {
  const store = path.join(folder, 'store');
  const place = (name: string): string => path.join(store, name.replace('@proj/', ''));
  const packages = publishedPackages();
  for (const { tarball, ...published } of await pack(packages, path.join(folder, 'tarballs'))) {
    const home = place(published.manifest.name);
    await mkdir(home, { recursive: true });
    await promisify(execFile)('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
    await link(published.manifest.name, home, folder);
    const { dependencies, optionalDependencies } = published.manifest;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const target = name.startsWith('@proj/') ? place(name) : workspaceCopy(name, published);
      if (target !== undefined) await link(name, target, home);
    }
  }
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return { folder, packages };
}

function workspaceCopy(name: string, published: PublishedPackage): string | undefined {
  const found = [published.folder, root].map((at) => path.join(at, 'node_modules', name)).find(existsSync);
  if (found !== undefined || published.manifest.dependencies?.[name] === undefined) return found;
  throw new Error(`${name} of ${published.manifest.name} is not installed in the workspace`);
}

async function link(name: string, target: string, into: string): Promise<void> {
  const at = path.join(into, 'node_modules', name);
  await mkdir(path.dirname(at), { recursive: true });
  await symlink(target, at);
}
