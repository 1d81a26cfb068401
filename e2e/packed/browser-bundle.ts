import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export interface BrowserBundle {
  readonly code: string;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
  /** The packages whose code it contains. */
  readonly packages: readonly string[];
}

/**
 * Bundles an entry for browsers, as a global of that name. Fails when it needs anything from Node.
 */
export async function bundleForBrowser(entry: string, globalName: string, folder: string): Promise<BrowserBundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${entry}';`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName,
    logLevel: 'silent',
    absWorkingDir: folder,
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild wrote nothing');
  const packages = Object.keys(metafile.inputs).map((input) => packageOf(path.resolve(folder, input)));
  return {
    code: output.text,
    minifiedBytes: output.contents.byteLength,
    gzippedBytes: gzipSync(output.contents).byteLength,
    packages: [...new Set(packages.filter((name) => name !== undefined))].sort(),
  };
}

function packageOf(file: string): string | undefined {
  const own = /\/store\/([^/]+)\/dist\//.exec(file)?.[1];
  return own === undefined ? /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] : `@proj/${own}`;
}
