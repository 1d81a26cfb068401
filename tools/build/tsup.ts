import { defineConfig, type Options } from 'tsup';

/** The build that every package shares: ESM only, one declaration file per entry. */
export function packageBuild(options: { readonly entry: string[] }): ReturnType<typeof defineConfig> {
  const settings: Options = {
    entry: options.entry,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    // `node:fs` stays what it is, so that a bundler for browsers sees at once what cannot be there.
    removeNodeProtocol: false,
    clean: true,
    splitting: true,
    sourcemap: false,
    // Every package ships its own files. tsup leaves out dependencies by itself, but takes in optional ones.
    external: [/^@proj\//],
    // Types come from the dependencies' own source while building, so that no order of builds matters for them.
    dts: { compilerOptions: { composite: false, ignoreDeprecations: '6.0' } },
  };
  return defineConfig(settings);
}
