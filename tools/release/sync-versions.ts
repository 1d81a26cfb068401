import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Dependencies = Record<string, string>;
interface Manifest {
  readonly name?: string;
  version?: string;
  dependencies?: Dependencies;
  devDependencies?: Dependencies;
  optionalDependencies?: Dependencies;
}
interface Lockfile {
  readonly packages: Record<string, Manifest>;
}

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/**
 * Writes the versions of the packages wherever else they stand: in the manifests of `tools` and
 * `e2e`, and in the lockfile. `npm install` would do the latter, but it drops the hashes of
 * packages for other platforms.
 *
 * @returns the files that changed
 */
export function syncVersions(root: string): readonly string[] {
  const folders = [...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`), 'tools', 'e2e'];
  const manifests = new Map(folders.map((folder) => [folder, readJson(root, `${folder}/package.json`) as Manifest]));
  const versions = new Map([...manifests.values()].map(({ name, version }) => [name, version]));
  const lockfile = readJson(root, 'package-lock.json') as Lockfile;

  for (const [folder, manifest] of manifests) {
    const locked = lockfile.packages[folder];
    if (locked === undefined) throw new Error(`package-lock.json does not contain ${folder}. Run "npm install" first.`);
    if (manifest.version !== undefined) locked.version = manifest.version;
    for (const kind of kinds) {
      for (const dependencies of [manifest[kind], locked[kind]]) setVersions(dependencies, versions);
    }
  }
  return [
    ...[...manifests].flatMap(([folder, manifest]) => {
      const file = `${folder}/package.json`;
      return writeJson(root, file, manifest) ? [file] : [];
    }),
    ...(writeJson(root, 'package-lock.json', lockfile) ? ['package-lock.json'] : []),
  ];
}

function setVersions(
  dependencies: Dependencies = {},
  versions: ReadonlyMap<string | undefined, string | undefined>,
): void {
  for (const name of Object.keys(dependencies)) {
    const version = versions.get(name);
    if (version !== undefined) dependencies[name] = version;
  }
}

const readJson = (root: string, file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

function writeJson(root: string, file: string, value: unknown): boolean {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const isNew = readFileSync(path.join(root, file), 'utf8') !== text;
  if (isNew) writeFileSync(path.join(root, file), text);
  return isNew;
}
