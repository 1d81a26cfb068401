// `npm start`: a broker, a producer of shop events, and the real runner on the example project,
// until Ctrl-C.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buildPackages } from '../processes/build-packages.js';
import { nodeCommand, root } from '../processes/node-command.js';
import { onStopSignal } from '../processes/stop-signals.js';
import { spawnTied, type TiedProcess } from '../servers/tied-process.js';
import { step } from '../setup/report.mjs';
import { openCluster, type Cluster } from './cluster.js';
import { parseDemoOptions, usage, type DemoOptions } from './options.js';

const topic = 'shop_events';
const example = path.join('packages', 'runner', 'examples', 'shop');
/** The runner drains within 25 s. */
const drainLimitMs = 30_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const options = parseDemoOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}`);
    return 2;
  }
  // Everything that was started and must be stopped, in the order of starting.
  const started: { cluster?: Cluster; producer?: TiedProcess; runner?: TiedProcess } = {};
  const stop = new AbortController();
  const stopListening = onStopSignal((signal) => {
    // The first signal drains; a second one makes the runner end at once.
    stop.abort();
    started.producer?.signal('SIGTERM');
    started.runner?.signal(signal);
  });
  // SIGWINCH goes to the terminal's foreground group, to which the runner does not belong.
  process.on('SIGWINCH', () => started.runner?.signal('SIGWINCH'));

  try {
    await build(stop.signal);
    if (stop.signal.aborted) return 0;
    const cluster = await open(options);
    started.cluster = cluster;
    if (stop.signal.aborted) return 0;

    started.producer = await startProducer(cluster, options);
    const clickhouseFolder = await chooseClickHouseFolder(cluster, options);
    explain(clickhouseFolder, cluster.keepsData);
    started.runner = await startRunner(cluster, options, clickhouseFolder);
    // A signal that arrived during start-up.
    if (stop.signal.aborted) started.runner.signal('SIGTERM');
    void started.producer.ended.then(() => {
      if (!stop.signal.aborted && !started.runner?.hasEnded())
        say('The producer has ended; there will be no new messages.');
    });
    return await started.runner.ended;
  } finally {
    stop.abort();
    await started.producer?.end('SIGTERM', 10_000);
    await started.runner?.end('SIGTERM', drainLimitMs);
    await started.cluster?.stop();
    stopListening();
  }
}

/** The demo shows the runner that is published: the build, not the source. */
const build = (stop: AbortSignal): Promise<void> =>
  step('Builds', async (progress) => {
    progress.say('building what has changed');
    const waiting = (): void => progress.say('another build is running here; waiting for it');
    const { exitCode, output } = await buildPackages(stop, waiting);
    if (stop.aborted) return 'stopped';
    if (exitCode !== 0) throw new Error(`the packages could not be built.\n\n${output}`);
    return 'done';
  });

async function open({ dataFolder }: DemoOptions): Promise<Cluster> {
  let cluster: Cluster | undefined;
  await step('Kafka', async (progress) => {
    progress.say('starting');
    cluster = await openCluster(path.join(dataFolder ?? path.join(root, '.demo'), 'kafka'), topic);
    return cluster.what;
  });
  if (!cluster) throw new Error('A successful step must have opened the cluster.');
  return cluster;
}

const startProducer = (cluster: Cluster, { rate }: DemoOptions): Promise<TiedProcess> =>
  spawnTied(nodeCommand('tools/demo/producer.ts', cluster.bootstrapServers, topic, String(rate)), { cwd: root });

/** Undefined: the runner's default, in the example's folder. */
async function chooseClickHouseFolder(cluster: Cluster, options: DemoOptions): Promise<string | undefined> {
  if (options.dataFolder !== undefined) return path.join(options.dataFolder, 'clickhouse');
  if (cluster.keepsData) return undefined;
  // A new broker starts its offsets from zero again: its messages must not meet the rows of an
  // earlier one.
  const folder = path.join(root, '.demo', 'clickhouse-of-simulation');
  await rm(folder, { recursive: true, force: true });
  return folder;
}

/** The runner explains how to query the rows, because it knows where ClickHouse listens. */
function explain(clickhouseFolder: string | undefined, keepsData: boolean): void {
  say(`
The project:  ${path.join(root, example)}
Its data:     ${clickhouseFolder ?? path.join(root, example, '.kafka-ingest')}
Ctrl-C ends it all${keepsData ? '; the data stays for the next start' : ''}.
`);
}

function startRunner(
  cluster: Cluster,
  options: DemoOptions,
  clickhouseFolder: string | undefined,
): Promise<TiedProcess> {
  const binary = path.join(root, 'packages', 'runner', 'bin', 'kafka-ingest.js');
  const args = [
    ...['run', example, '--live'],
    ...(options.seconds === undefined ? [] : ['--seconds', String(options.seconds)]),
    ...(clickhouseFolder === undefined ? [] : ['--data-folder', clickhouseFolder]),
  ];
  return spawnTied([process.execPath, binary, ...args], {
    cwd: root,
    env: { ...process.env, KAFKA_BOOTSTRAP_SERVERS: cluster.bootstrapServers },
    abandonedSignal: 'TERM',
    keepAlive: true,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`The demo failed: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
