import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import type { TestProject } from 'vitest/node';

/**
 * One ClickHouse server for all tests of a package: started before the first and removed with its
 * data after the last.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clickhouse-tests-'));
  const server = await startEmbeddedClickHouse({ dataFolder });
  project.provide('clickhouseUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
}
