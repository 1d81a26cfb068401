// Set-up: plain Node, because nothing is installed when it starts. Brings what is missing, says
// what it does while it does it, and is over in a moment when there is nothing to do. `--then` goes
// on with one of the jobs below.
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
  nightly: 'tools/nightly/main.ts',
};

/** They run tests that speak to real servers. */
const testing = ['test', 'attack', 'nightly'];

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
  // Taken from here on as the signal that nobody is there to send any more.
  onParentGone(() => process.kill(process.pid, 'SIGTERM'));
  const stopListening = endOnSignals();
  try {
    await setUp({
      brokerRequired: testing.includes(job) || (job === 'bench' && ofPackage === undefined),
      // Large, and nothing but the tests has a use for it.
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
  // Two at once in one checkout, as when the tests run twice, would install over each other.
  const onWait = () => process.stdout.write('… another set-up is at work in this folder; waiting for it\n');
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

/** While setting up, a signal ends what is under way, and us. */
function endOnSignals() {
  const end = (signal) => {
    endAll('SIGTERM');
    process.stderr.write(`\nSet-up stopped by ${signal}. What is done already is kept.\n`);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * The job decides what a signal means to it (draining, for one), so signals are handed on and we
 * wait. On a terminal it gets Ctrl-C from there as well; jobs take two within a second for one.
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
