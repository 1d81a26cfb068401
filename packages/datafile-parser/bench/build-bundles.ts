import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const entry = path.join(packageFolder, 'src/index.ts');
const outFolder = path.join(packageFolder, 'node_modules/.cache/bench');

/**
 * What is measured is JavaScript, not what tsx makes of TypeScript: one file, as the package has
 * it, with all it needs.
 */
export async function buildParser(): Promise<string> {
  await mkdir(outFolder, { recursive: true });
  const outfile = path.join(outFolder, 'parser.mjs');
  await build({ ...common, entryPoints: [entry], platform: 'node', outfile });
  return outfile;
}

export interface BundleSize {
  readonly minified: number;
  readonly gzipped: number;
  /** Bytes of the minified bundle that come from each package, the largest first. */
  readonly packages: readonly (readonly [string, number])[];
}

/** What a web page loads when it imports `what`, such as `{ parseDatafile }` or `*`. */
export async function browserBundle(names: string): Promise<BundleSize> {
  const stdin = { contents: `export ${names} from ${JSON.stringify(entry)};`, resolveDir: packageFolder };
  const result = await build({ ...common, stdin, platform: 'browser', minify: true, write: false, metafile: true });
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
  bundle: true,
  format: 'esm',
  target: 'es2023',
  conditions: ['@proj/source'],
  logLevel: 'error',
} satisfies BuildOptions;
