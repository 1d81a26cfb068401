import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import prettier from 'prettier';
import { root } from '../check-packages/packages.js';
import { functionsFile } from './functions-file.js';

// Writes the functions that the SQL of a table may call, as the embedded ClickHouse lists them.
const dataFolder = await mkdtemp(path.join(tmpdir(), 'list-functions-'));
const server = await startEmbeddedClickHouse({ dataFolder });
try {
  const file = await functionsFile(server.url);
  const filepath = path.join(root, file.path);
  const config = await prettier.resolveConfig(filepath);
  await writeFile(filepath, await prettier.format(file.text, { ...config, filepath }));
  console.log(file.path);
} finally {
  await server.stop();
  await rm(dataFolder, { recursive: true, force: true });
}
