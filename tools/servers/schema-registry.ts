import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { registryFolder, registryVersion } from '../setup/cache.mjs';
import { freePorts } from './free-ports.js';
import { spawnTied } from './tied-process.js';

/**
 * A real schema registry with Confluent's API on 127.0.0.1. It ends when this process ends, however
 * that happens.
 */
export interface SchemaRegistryServer {
  /**
   * The base address of the API. It has no users; put `startRegistryProxy` in front of it for that.
   */
  readonly url: string;
  /** Stops the registry and forgets all schemas, which are in memory only. */
  stop(): Promise<void>;
}

const attempts = 3;
const startLimitMs = 120_000;

/**
 * Starts Apicurio Registry, which takes some seconds and 260 MB. Fails when `npm run setup` has not
 * fetched it.
 */
export async function startSchemaRegistry(): Promise<SchemaRegistryServer> {
  const jar = path.join(registryFolder, `apicurio-registry-app-${registryVersion}-runner.jar`);
  if (!existsSync(jar)) throw new Error(`The schema registry is not in ${registryFolder}. Run "npm run setup".`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'schema-registry-'));
  const logFile = path.join(folder, 'registry.log');
  const java = process.env['JAVA_HOME'] ? path.join(process.env['JAVA_HOME'], 'bin', 'java') : 'java';
  for (let attempt = 1; ; attempt++) {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
    const flags = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Djava.io.tmpdir=${folder}`];
    const address = ['-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${port}`];
    const server = await spawnTied([java, ...flags, ...address, '-jar', jar], {
      cwd: folder,
      logFile,
      temporaryFolder: folder,
      // The same schema with other white space gets the same id, as in Confluent's registry.
      env: { ...process.env, ENABLE_CCOMPAT_CANONICAL_HASH_MODE: 'true' },
    });
    const stop = async (): Promise<void> => {
      await server.end('SIGKILL', 20_000);
      await rm(folder, { recursive: true, force: true });
    };
    const deadline = Date.now() + startLimitMs;
    while (Date.now() < deadline && !server.hasEnded()) {
      if (await answers(`${url}/config`)) return { url, stop };
      await sleep(100);
    }
    const log = await readFile(logFile, 'utf8').catch(() => '');
    // Another process may have taken the port since it was found free.
    if (server.hasEnded() && attempt < attempts && log.includes('already in use')) continue;
    await stop();
    throw new Error(`The schema registry did not start. The end of its log:\n${log.slice(-2_000)}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
