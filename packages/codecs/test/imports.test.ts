import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** The packages of which a file was loaded by a program. */
function loadedBy(program: string): string[] {
  // Loaders of both kinds: the registry client is CommonJS, and its files are in the cache of
  // require().
  const script = `
    import { createRequire } from 'node:module';
    ${program}
    const files = Object.keys(createRequire(import.meta.url).cache);
    const names = files.map((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(names)]));`;
  const node = ['--import', 'tsx', '--conditions=@proj/source', '--input-type=module', '--eval', script];
  const said = execFileSync(process.execPath, node, { cwd: folder, encoding: 'utf8' });
  return JSON.parse(said.trim().split('\n').at(-1) ?? '[]') as string[];
}

it('loads neither the registry client nor the parser of .proto files with the codecs', () => {
  const loaded = loadedBy(`await import('@proj/codecs');`);
  expect(loaded).not.toContain('@confluentinc/schemaregistry');
  expect(loaded).not.toContain('protobufjs');
});

it('loads them only when a schema is needed, and not with the entry for registries', () => {
  const create = `
    const { createRegistryCodec, createSchemaRegistry } = await import('@proj/codecs/registry');
    const registry = createSchemaRegistry({ url: 'http://127.0.0.1:1' });
    createRegistryCodec({ format: 'avro', registry });`;
  const before = loadedBy(create);
  expect(before).not.toContain('@confluentinc/schemaregistry');
  expect(before).not.toContain('protobufjs');
  expect(loadedBy(`${create}\nawait registry.schema(1).catch(() => undefined);`)).toContain(
    '@confluentinc/schemaregistry',
  );
});
