import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Replaces a piece of a file that occurs there exactly once. */
export interface Edit {
  /** Relative to the folder of the package. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
// Inside the workspace, so that outside dependencies are found from there.
const outputFolder = path.join(packageFolder, '../../node_modules/.cache/simulation');

/** Our own packages are bundled from their sources; what comes from outside is imported. */
const outsideStaysOutside: Plugin = {
  name: 'outside-stays-outside',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'entry-point' || name.startsWith('@proj/') ? undefined : { path: name, external: true },
    );
  },
};

const planting = (edits: readonly Edit[]): Plugin => ({
  name: 'planting',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
      const file = path.relative(packageFolder, loaded);
      const own = edits.filter((one) => one.file === file);
      if (own.length === 0) return undefined;
      let contents = await readFile(loaded, 'utf8');
      for (const { find, replace } of own) {
        const times = contents.split(find).length - 1;
        if (times !== 1) throw new Error(`${file} contains ${JSON.stringify(find)} ${times} times`);
        contents = contents.replace(find, () => replace);
      }
      return { contents, loader: 'ts' };
    });
  },
});

/**
 * Bundles the simulation together with everything that it simulates, as one module that starts fast
 * and in which mistakes can be planted.
 *
 * @param name of the file that is written
 * @param entry the module to bundle, in this folder
 * @returns the address of the module
 */
export async function bundleSimulation(name: string, entry: string, edits: readonly Edit[] = []): Promise<URL> {
  await mkdir(outputFolder, { recursive: true });
  const outfile = path.join(outputFolder, `${name}.mjs`);
  const { errors, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    metafile: true,
    absWorkingDir: packageFolder,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@proj/source'],
    logLevel: 'silent',
    plugins: [planting(edits), outsideStaysOutside],
  });
  if (errors.length > 0) throw new Error(errors.map((one) => one.text).join('\n'));
  for (const { file } of edits) if (!metafile.inputs[file]) throw new Error(`the simulation does not use ${file}`);
  return pathToFileURL(outfile);
}
