import { defineConfig, type Options } from 'tsup';

/**
 * The build that every package shares: ESM only, one declaration file per entry.
 *
 * @param options `chunks` are modules that get a file of their own, by file name, so that bundlers
 * can drop the unused ones.
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
    // `node:fs` keeps its prefix, so that a bundler for browsers can see at once what is
    // unavailable.
    removeNodeProtocol: false,
    clean: true,
    splitting: true,
    sourcemap: false,
    // Every package ships its own files. tsup excludes dependencies by default, but bundles
    // optional ones.
    external: [/^@proj\//],
    // While building, types come from the source of the dependencies, so the order of builds does
    // not matter.
    dts: { entry: [...entry], compilerOptions: { composite: false, ignoreDeprecations: '6.0' } },
  };
  return defineConfig(settings);
}
