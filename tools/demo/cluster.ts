import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaLibsFolder, kafkaVersion } from '../setup/cache.mjs';
import { startKafkaBroker } from '../servers/kafka-broker.js';
import { spawnTied } from '../servers/tied-process.js';
import { createTopic } from '../servers/topics.js';
import { nodeCommand } from '../processes/node-command.js';

/** The Kafka cluster of the demo. */
export interface Cluster {
  readonly bootstrapServers: string;
  /** A sentence that describes it. */
  readonly what: string;
  /** False: its data is gone when it ends, so nothing else may rely on it. */
  readonly keepsData: boolean;
  stop(): Promise<void>;
}

/**
 * The cluster named by the environment, otherwise a broker of our own or, without Java, a simulated
 * one.
 */
export async function openCluster(dataFolder: string, topic: string): Promise<Cluster> {
  const named = process.env['KAFKA_BOOTSTRAP_SERVERS'];
  if (named !== undefined && named !== '') {
    await createTopic(named, topic, { partitions: 4 }).catch((error: unknown) => {
      const reason = (error as Error).message;
      throw new Error(
        `No topic could be made at KAFKA_BOOTSTRAP_SERVERS=${named} (${reason}). Is that the right address?`,
      );
    });
    return {
      bootstrapServers: named,
      what: `the cluster at ${named} (KAFKA_BOOTSTRAP_SERVERS)`,
      keepsData: true,
      stop: () => Promise.resolve(),
    };
  }
  return hasJava() && existsSync(kafkaLibsFolder) ? realBroker(dataFolder, topic) : simulatedBroker(dataFolder);
}

const hasJava = (): boolean => {
  const home = process.env['JAVA_HOME'];
  return spawnSync(home ? path.join(home, 'bin', 'java') : 'java', ['-version'], { stdio: 'ignore' }).status === 0;
};

async function realBroker(dataFolder: string, topic: string): Promise<Cluster> {
  const broker = await startKafkaBroker({ dataFolder, security: false });
  // Some hours of events: the demo may run for days on a laptop.
  const config = { 'retention.bytes': String(256 * 1024 * 1024), 'segment.bytes': String(32 * 1024 * 1024) };
  await createTopic(broker.bootstrapServers, topic, { partitions: 4, config });
  return {
    bootstrapServers: broker.bootstrapServers,
    what: `Apache Kafka ${kafkaVersion} on ${broker.bootstrapServers}, data in ${broker.folder}`,
    keepsData: true,
    stop: () => broker.stop(),
  };
}

async function simulatedBroker(dataFolder: string): Promise<Cluster> {
  await mkdir(dataFolder, { recursive: true });
  const logFile = path.join(dataFolder, 'simulated-broker.log');
  await rm(logFile, { force: true });
  const server = await spawnTied(nodeCommand('tools/demo/simulated-broker.ts'), { cwd: dataFolder, logFile });
  for (let waitedMs = 0; waitedMs < 20_000 && !server.hasEnded(); waitedMs += 50) {
    const [, bootstrapServers] = /^(\S+:\d+)$/m.exec(await readFile(logFile, 'utf8')) ?? [];
    if (bootstrapServers !== undefined) {
      return {
        bootstrapServers,
        what: `a SIMULATED broker on ${bootstrapServers}: a real one needs Java. It forgets everything when it ends`,
        keepsData: false,
        stop: () => server.end('SIGKILL', 5_000),
      };
    }
    await sleep(50);
  }
  throw new Error(`The simulated broker did not start:\n${await readFile(logFile, 'utf8')}`);
}
