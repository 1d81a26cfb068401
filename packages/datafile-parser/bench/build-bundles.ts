import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
// Below the package, so that chevrotain is found from there.
const outFolder = path.join(packageFolder, 'node_modules/.cache/bench');

export interface BuiltParser {
  /** As it is installed: our packages in one file, chevrotain beside it in its many. */
  readonly installed: string;
  /** All in one file, as a command bundles it that wants to start quickly. */
  readonly bundled: string;
}

/** What is measured is JavaScript, not what tsx makes of TypeScript. */
export async function buildParser(): Promise<BuiltParser> {
  await mkdir(outFolder, { recursive: true });
  const [installed, bundled] = ['installed.mjs', 'bundled.mjs'].map((name) => path.join(outFolder, name)) as [
    string,
    string,
  ];
  await build({ ...common, platform: 'node', external: ['chevrotain'], outfile: installed });
  await build({ ...common, platform: 'node', outfile: bundled });
  return { installed, bundled };
}

export interface BundleSize {
  readonly minified: number;
  readonly gzipped: number;
  /** Bytes of the minified bundle that come from each package, the largest first. */
  readonly packages: readonly (readonly [string, number])[];
}

/** What a web page loads that imports the whole parser. */
export async function browserBundle(): Promise<BundleSize> {
  const result = await build({ ...common, platform: 'browser', minify: true, write: false, metafile: true });
  const [output] = result.outputFiles;
  if (!output) throw new Error('esbuild wrote nothing.');
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(result.metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /(?:packages|node_modules)\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? input;
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return {
    minified: output.contents.byteLength,
    gzipped: gzipSync(output.contents, { level: 9 }).byteLength,
    packages: [...bytes].sort(([, a], [, b]) => b - a),
  };
}

const common = {
  entryPoints: [path.join(packageFolder, 'src/index.ts')],
  bundle: true,
  format: 'esm',
  target: 'es2023',
  conditions: ['@proj/source'],
  logLevel: 'error',
} satisfies BuildOptions;
