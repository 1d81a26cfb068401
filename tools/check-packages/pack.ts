import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PublishedPackage } from './packages.js';

export interface PackedPackage extends PublishedPackage {
  readonly tarball: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a package as `npm publish` would, into `folder`. It has to be built. */
export async function pack(published: PublishedPackage, folder: string): Promise<PackedPackage> {
  await mkdir(folder, { recursive: true });
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: published.folder,
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
  const [report] = JSON.parse(stdout) as PackReport[];
  if (report === undefined) throw new Error(`npm pack said nothing about ${published.name}`);
  return {
    ...published,
    tarball: path.join(folder, path.basename(report.filename)),
    packedBytes: report.size,
    unpackedBytes: report.unpackedSize,
    files: report.files.map((file) => file.path),
  };
}
