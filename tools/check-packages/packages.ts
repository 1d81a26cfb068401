import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The fields of a package.json that these checks read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string; readonly default?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface PublishedPackage {
  /** Its folder below `packages`. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** What can be imported: `@proj/datafile-parser`, `@proj/datafile-parser/node`. */
  readonly entries: readonly string[];
}

/** The packages that users install. */
export function publishedPackages(): readonly PublishedPackage[] {
  return readdirSync(path.join(root, 'packages'))
    .map((name) => {
      const folder = path.join(root, 'packages', name);
      const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
      const entries = Object.entries(manifest.exports ?? {})
        .filter(([, target]) => typeof target === 'object')
        .map(([subpath]) => manifest.name + subpath.slice(1));
      return { name, folder, manifest, entries };
    })
    .filter(({ manifest }) => manifest.private !== true);
}
