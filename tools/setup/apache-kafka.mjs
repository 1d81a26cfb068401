// Fetches the jars of Apache Kafka into the cache, with Maven.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { kafkaLibsFolder, kafkaVersion } from './cache.mjs';
import { run, tryRun } from './run.mjs';
import { SetupError } from './report.mjs';

const neededJava = 17;

/**
 * @param {{ required: boolean }} options Not required: without Java, the demo uses a simulated
 * broker.
 */
export async function provideApacheKafka(root, progress, { required }) {
  const problem = javaProblem({ mavenNeeded: !existsSync(kafkaLibsFolder) });
  if (problem !== undefined) {
    if (!required) return `none (${problem}); npm start uses a simulated broker instead`;
    throw new SetupError(problem, {
      wayOut:
        'install Java 17 or newer and Maven (Debian: apt-get install openjdk-17-jre-headless maven), then start again.',
    });
  }
  if (existsSync(kafkaLibsFolder)) return `${kafkaVersion}, in ${kafkaLibsFolder}`;

  progress.say('fetching it with Maven (43 MB)');
  mkdirSync(path.dirname(kafkaLibsFolder), { recursive: true });
  const partial = `${kafkaLibsFolder}.${randomBytes(4).toString('hex')}`;
  const pom = path.join(root, 'tools', 'servers', 'kafka', 'pom.xml');
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${partial}`, '-DincludeScope=runtime'];
  try {
    await run('mvn', ['-B', '-f', pom, ...goal], {
      cwd: path.dirname(kafkaLibsFolder),
      onLine: (line) => progress.detail(line.replace(/https?:\/\/[^/\s]+\//, '')),
      failure: 'Apache Kafka could not be fetched.',
      wayOut: 'look at Maven’s message above; the network must reach the Maven repository you configured.',
    });
    // With a single rename: others see all of it or nothing. If another set-up was faster, its jars
    // are the same.
    if (!existsSync(kafkaLibsFolder)) renameSync(partial, kafkaLibsFolder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return `${kafkaVersion}, in ${kafkaLibsFolder}`;
}

/** Why Maven's downloads cannot be fetched or run here; undefined when they can. */
export function javaProblem({ mavenNeeded }) {
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const version = tryRun(java, ['--version']);
  if (version === undefined) return 'Java is not installed';
  const major = Number(/^\S+ (\d+)/.exec(version)?.[1]);
  if (major < neededJava) return `Java ${major} is too old: Apache Kafka needs ${neededJava}`;
  if (!mavenNeeded) return undefined;
  return tryRun('mvn', ['--version']) === undefined ? 'Maven is not installed' : undefined;
}
