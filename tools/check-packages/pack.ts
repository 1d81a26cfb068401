import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, type PublishedPackage } from './packages.js';

export interface PackedPackage extends PublishedPackage {
  readonly tarball: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly string[];
}

interface PackReport {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs packages as `npm publish` would, into `folder`. They must have been built. */
export async function pack(packages: readonly PublishedPackage[], folder: string): Promise<readonly PackedPackage[]> {
  await mkdir(folder, { recursive: true });
  const folders = packages.map((published) => published.folder);
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder, ...folders], {
    cwd: root,
    env: { ...process.env, npm_config_loglevel: 'error' },
    maxBuffer: 16 * 1024 * 1024,
  });
  const reports = JSON.parse(stdout) as PackReport[];
  return packages.map((published) => {
    const report = reports.find((one) => one.name === published.manifest.name);
    if (report === undefined) throw new Error(`npm pack reported nothing about ${published.name}`);
    return {
      ...published,
      tarball: path.join(folder, path.basename(report.filename)),
      packedBytes: report.size,
      unpackedBytes: report.unpackedSize,
      files: report.files.map((file) => file.path),
    };
  });
}
