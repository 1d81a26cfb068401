import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { kafkaLibsFolder } from '../setup/cache.mjs';
import { freePorts, isFree } from './free-ports.js';
import { makeCertificates } from './kafka-certificates.js';
import { type BrokerPorts, type KafkaUser, scramArguments, serverProperties } from './kafka-config.js';
import { answersMetadata } from './kafka-probe.js';
import { spawnTied, type TiedProcess } from './tied-process.js';

export type { KafkaUser } from './kafka-config.js';

export interface KafkaBrokerOptions {
  /**
   * Kept after `stop()` and reused by the next start. Default: a temporary folder, removed by
   * `stop()`.
   */
  readonly dataFolder?: string;
  /** Of the PLAINTEXT listener. Default: a free one. The other ports are always free ones. */
  readonly port?: number;
  /** @default false */
  readonly autoCreateTopics?: boolean;
  /**
   * Adds SASL_PLAINTEXT and SASL_SSL listeners (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512).
   *
   * @default true
   */
  readonly security?: boolean;
  /**
   * Users of the SASL listeners. Written when the folder is new.
   *
   * @default alice with "alice-secret"
   */
  readonly users?: readonly KafkaUser[];
  /** The largest Java heap. @default 512 */
  readonly heapMegabytes?: number;
  /** A folder of Java classes named in the properties. */
  readonly classes?: string;
  /** Further lines of `server.properties`; they take precedence. */
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * A real Apache Kafka broker on 127.0.0.1. It ends when this process ends, however that happens.
 */
export interface KafkaBroker {
  /** `127.0.0.1:port` of the PLAINTEXT listener. */
  readonly bootstrapServers: string;
  /** These two exist only with `security`. */
  readonly saslPlaintext: { readonly bootstrapServers: string };
  readonly saslSsl: { readonly bootstrapServers: string; readonly caPem: string };
  readonly users: readonly KafkaUser[];
  /** Data, logs, certificates. */
  readonly folder: string;
  /** Of the Java process that is running, or ran last. */
  readonly pid: number;
  /**
   * Stops the broker and removes a temporary folder. Resolves when the process is gone. A second
   * call does nothing.
   */
  stop(): Promise<void>;
  /** SIGKILL, as by the OOM killer. Ports and data stay for `restart()`. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and data; a running one is shut down first. */
  restart(): Promise<void>;
}

const attempts = 5;
const startLimitMs = 90_000;

/**
 * Starts a broker and resolves when it answers clients, three to six seconds later.
 *
 * Fails when Java is missing, when the jars are (`npm run setup` fetches them), when the fixed port
 * is taken, and when another broker holds the folder; the message says which, with the end of
 * Kafka's log.
 */
export async function startKafkaBroker(options: KafkaBrokerOptions = {}): Promise<KafkaBroker> {
  if (!existsSync(kafkaLibsFolder)) {
    throw new Error(`Apache Kafka is not in ${kafkaLibsFolder}. Run "npm run setup"; it fetches it with Maven.`);
  }
  if (options.port !== undefined && !(await isFree(options.port))) {
    throw new Error(
      `Port ${options.port} of 127.0.0.1 is taken. Stop the program that uses it, or choose another port.`,
    );
  }
  const temporary = options.dataFolder === undefined;
  const folder = temporary
    ? await mkdtemp(path.join(os.tmpdir(), 'kafka-broker-'))
    : path.resolve(options.dataFolder ?? '');
  await mkdir(folder, { recursive: true });
  await refuseHeldFolder(folder);
  const users = options.users ?? [{ name: 'alice', password: 'alice-secret' }];
  const security =
    (options.security ?? true)
      ? { users, certificates: await makeCertificates(path.join(folder, 'certs')) }
      : undefined;
  const logFile = path.join(folder, 'broker.log');
  const propertiesFile = path.join(folder, 'server.properties');

  let ports: BrokerPorts;
  let server: TiedProcess;

  const choosePorts = async (): Promise<void> => {
    const [first = 0, controller = 0, saslPlaintext = 0, saslSsl = 0] = await freePorts(4);
    ports = { plaintext: options.port ?? first, controller, saslPlaintext, saslSsl };
    const settings = { dataFolder: folder, ports, security, autoCreateTopics: options.autoCreateTopics ?? false };
    await writeFile(propertiesFile, serverProperties({ ...settings, extra: options.properties ?? {} }));
  };

  const format = async (): Promise<void> => {
    if (existsSync(path.join(folder, 'data', 'meta.properties'))) return;
    const scram = security ? scramArguments(users) : [];
    const tool = ['kafka.tools.StorageTool', 'format', '-t', 'kafka-ingest-local-000', '-c', propertiesFile, ...scram];
    try {
      await promisify(execFile)(java, ['-XX:TieredStopAtLevel=1', '-cp', classPath, ...tool]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(javaMissing);
      const output = (error as { stdout?: string; stderr?: string }).stderr ?? '';
      throw new Error(`Kafka could not prepare its folder ${folder}: ${output.trim()}`, { cause: error });
    }
  };

  const launch = async (): Promise<'ready' | 'ended' | 'late'> => {
    // Serial collection: the smallest, and enough for a heap of this size.
    const flags = [
      `-Xmx${options.heapMegabytes ?? 512}m`,
      '-XX:+UseSerialGC',
      `-Djava.io.tmpdir=${folder}`,
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.showDateTime=true',
    ];
    const classes = options.classes === undefined ? classPath : `${options.classes}${path.delimiter}${classPath}`;
    server = await spawnTied([java, ...flags, '-cp', classes, 'kafka.Kafka', propertiesFile], {
      cwd: folder,
      logFile,
      ...(temporary ? { temporaryFolder: folder } : {}),
    });
    await writeFile(pidFile(folder), String(server.pid));
    const deadline = Date.now() + startLimitMs;
    while (Date.now() < deadline) {
      if (server.hasEnded()) return 'ended';
      if (await answersMetadata(ports.plaintext)) return 'ready';
      await sleep(50);
    }
    return 'late';
  };

  const end = (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => server.end(signal, 20_000);

  for (let attempt = 1; ; attempt++) {
    await choosePorts();
    await format();
    const outcome = await launch();
    if (outcome === 'ready') break;
    if (outcome === 'late') await end('SIGKILL');
    const log = await logEnd(logFile);
    // Another process may have taken a port since it was found free.
    if (outcome === 'ended' && attempt < attempts && log.includes('Address already in use')) continue;
    if (temporary) await rm(folder, { recursive: true, force: true });
    const what = outcome === 'late' ? `did not answer within ${startLimitMs / 1_000} s` : 'ended while starting';
    throw new Error(`Kafka ${what}. The end of ${logFile}:\n${log}`);
  }

  return {
    bootstrapServers: `127.0.0.1:${ports!.plaintext}`,
    saslPlaintext: { bootstrapServers: `127.0.0.1:${ports!.saslPlaintext}` },
    saslSsl: { bootstrapServers: `127.0.0.1:${ports!.saslSsl}`, caPem: security?.certificates.caPem ?? '' },
    users,
    folder,
    get pid() {
      return server.pid;
    },
    async stop() {
      // Data that is discarded needs no orderly shutdown.
      await end(temporary ? 'SIGKILL' : 'SIGTERM');
      if (temporary) await rm(folder, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      const outcome = await launch();
      if (outcome !== 'ready')
        throw new Error(`Kafka did not restart. The end of ${logFile}:\n${await logEnd(logFile)}`);
    },
  };
}

/** The command. */
export const java = process.env['JAVA_HOME'] ? path.join(process.env['JAVA_HOME'], 'bin', 'java') : 'java';
const javaMissing =
  'Java is missing: Apache Kafka needs Java 17 or newer. Install it, e.g. apt-get install openjdk-17-jre-headless.';
const classPath = path.join(kafkaLibsFolder, '*');

const pidFile = (folder: string): string => path.join(folder, 'broker.pid');

/** Kafka's own lock comes too late: by then a second broker has written to the metadata log. */
async function refuseHeldFolder(folder: string): Promise<void> {
  const pid = await readFile(pidFile(folder), 'utf8').catch(() => '');
  // The id may belong to another process by now; a broker has its folder on its command line.
  const command = pid === '' ? '' : await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!command.includes(folder)) return;
  throw new Error(`Another broker, process ${pid}, uses ${folder}. Stop it, or choose another folder.`);
}

/** The end of Kafka's log, without stack traces. */
async function logEnd(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+(?:at |\.\.\. )/.test(line));
  return lines.slice(-15).join('\n');
}
