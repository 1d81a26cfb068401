// Fetches the server of Apicurio Registry, the schema registry of the tests, into the cache with
// Maven.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { javaProblem } from './apache-kafka.mjs';
import { registryFolder, registryVersion } from './cache.mjs';
import { run } from './run.mjs';
import { SetupError } from './report.mjs';

/**
 * @param {{ required: boolean }} options Not required: nothing is fetched where Java is missing.
 */
export async function provideSchemaRegistry(root, progress, { required }) {
  if (existsSync(registryFolder)) return `Apicurio Registry ${registryVersion}, in ${registryFolder}`;
  const problem = javaProblem({ mavenNeeded: true });
  if (problem !== undefined) {
    if (!required) return `none (${problem}); the tests of formats need it`;
    throw new SetupError(problem, {
      wayOut:
        'install Java 17 or newer and Maven (Debian: apt-get install openjdk-17-jre-headless maven), then start again.',
    });
  }
  progress.say('fetching Apicurio Registry with Maven (142 MB)');
  mkdirSync(path.dirname(registryFolder), { recursive: true });
  const partial = `${registryFolder}.${randomBytes(4).toString('hex')}`;
  const pom = path.join(root, 'tools', 'servers', 'registry', 'pom.xml');
  try {
    await run('mvn', ['-B', '-f', pom, 'process-resources', `-Dregistry.folder=${partial}`], {
      cwd: path.dirname(registryFolder),
      onLine: (line) => progress.detail(line.replace(/https?:\/\/[^/\s]+\//, '')),
      failure: 'Apicurio Registry could not be fetched.',
      wayOut: 'look at Maven’s message above; the network must reach the Maven repository you configured.',
    });
    // With a single rename: others see all of it or nothing.
    if (!existsSync(registryFolder)) renameSync(partial, registryFolder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return `Apicurio Registry ${registryVersion}, in ${registryFolder}`;
}
