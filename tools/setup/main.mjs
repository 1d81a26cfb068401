// Set-up: plain Node, because nothing is installed when it starts. Installs what is missing,
// reports what it is doing, and finishes at once when nothing is missing. `--then` continues with
// one of the jobs below.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideApacheKafka } from './apache-kafka.mjs';
import { provideChromium } from './chromium.mjs';
import { provideKafkaClient } from './kafka-client.mjs';
import { withLock } from './lock.mjs';
import { checkNode } from './node-version.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { onParentGone } from './parent-watch.mjs';
import { printWayOut, SetupError, step } from './report.mjs';
import { endAll } from './run.mjs';
import { provideSchemaRegistry } from './schema-registry.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

const jobs = {
  start: 'tools/demo/main.ts',
  test: 'tools/test-all/main.ts',
  bench: 'tools/bench/main.ts',
  attack: 'tools/attack/main.ts',
  chaos: 'tools/chaos/main.ts',
  nightly: 'tools/nightly/main.ts',
  simulate: 'packages/kafka-ingest/test/simulation/main.ts',
};

/** These run tests against real servers. */
const testing = ['test', 'attack', 'chaos', 'nightly'];

/** `npm run bench -- parser`: benchmarks of one part. They need no broker. */
const packageBenches = {
  parser: 'packages/datafile-parser/bench/main.ts',
  rows: 'packages/kafka-ingest/bench/main.ts',
  formats: 'tools/bench/formats/main.ts',
};

async function main(args) {
  const [flag, job, ...rest] = args[0] === '--then' ? args : [undefined, undefined, ...args];
  if (flag !== undefined && !(job in jobs)) {
    process.stderr.write(`--then takes one of: ${Object.keys(jobs).join(', ')}.\n`);
    return 2;
  }
  const ofPackage = job === 'bench' ? packageBenches[rest[0]] : undefined;
  // From here on this counts as the signal that the parent can no longer send.
  onParentGone(() => process.kill(process.pid, 'SIGTERM'));
  const stopListening = endOnSignals();
  try {
    await setUp({
      brokerRequired: testing.includes(job) || (job === 'bench' && ofPackage === undefined),
      // Large, and used only by the tests.
      registry: testing.includes(job) ? 'required' : job === undefined ? 'wanted' : 'not wanted',
      browserRequired: testing.includes(job),
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    printWayOut(error);
    return 1;
  } finally {
    stopListening();
  }
  if (job === undefined) return 0;
  return ofPackage === undefined ? runJob(jobs[job], rest) : runJob(ofPackage, rest.slice(1));
}

async function setUp({ brokerRequired, registry, browserRequired }) {
  await step('Node', checkNode);
  // Two set-ups of one checkout, as when the tests run twice, would install over each other.
  const onWait = () => process.stdout.write('… another set-up is running in this folder; waiting for it\n');
  await withLock(
    root,
    async () => {
      await step('Packages', (progress) => installNpmPackages(root, progress));
      await step('Kafka client', (progress) => provideKafkaClient(root, progress));
      await step('Apache Kafka', (progress) => provideApacheKafka(root, progress, { required: brokerRequired }));
      if (browserRequired) await step('Browser', provideChromium);
      if (registry === 'not wanted') return;
      const required = registry === 'required';
      await step('Schema registry', (progress) => provideSchemaRegistry(root, progress, { required }));
    },
    onWait,
  );
}

/** During set-up a signal ends the running tool, and us. */
function endOnSignals() {
  const end = (signal) => {
    endAll('SIGTERM');
    process.stderr.write(`\nSet-up stopped by ${signal}. Finished steps are kept.\n`);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * The job decides how to react to a signal (by draining, for example), so we forward signals and
 * wait. On a terminal it also gets Ctrl-C directly; jobs treat two within a second as one.
 */
function runJob(script, args) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@proj/source', path.join(root, script), ...args],
    { cwd: root, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await main(process.argv.slice(2));
