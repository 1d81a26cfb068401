import { defineConfig, type Options } from 'tsup';

/**
 * The build that every package shares: ESM only, one declaration file per entry.
 *
 * @param options `chunks` are modules that get a file of their own, by file name, so that bundlers
 * can leave out the others.
 */
export function packageBuild({
  entry,
  chunks = {},
}: {
  readonly entry: readonly string[];
  readonly chunks?: Readonly<Record<string, string>>;
}): ReturnType<typeof defineConfig> {
  const settings: Options = {
    entry: { ...Object.fromEntries(entry.map((file) => [file.replace(/^src\/|\.ts$/g, ''), file])), ...chunks },
    format: 'esm',
    target: 'node20',
    platform: 'node',
    // `node:fs` stays what it is, so that a bundler for browsers sees at once what cannot be there.
    removeNodeProtocol: false,
    clean: true,
    splitting: true,
    sourcemap: false,
    // Every package ships its own files. tsup leaves out dependencies by itself, but takes in
    // optional ones.
    external: [/^@proj\//],
    // Types come from the dependencies' own source while building, so that no order of builds
    // matters for them.
    dts: { entry: [...entry], compilerOptions: { composite: false, ignoreDeprecations: '6.0' } },
  };
  return defineConfig(settings);
}
