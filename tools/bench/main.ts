import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startKafkaBroker } from '../servers/kafka-broker.js';
import { parseBenchOptions, usage, type BenchOptions } from './options.js';
import { startProducer } from './producer.js';
import { createProgress } from './progress.js';
import { writeResults, type CaseResult } from './results.js';
import { runCase } from './run-case.js';
import { buildRunner, repositoryFolder } from './runner-command.js';
import { resultTable } from './table.js';

const resultsFile = path.join(repositoryFolder, 'bench-results.json');

async function bench(options: BenchOptions): Promise<void> {
  const progress = createProgress(process.stderr);
  const startedAt = performance.now();
  progress.update('Building the runner');
  await buildRunner();
  progress.update('Starting Kafka');
  const broker = await startKafkaBroker({ security: false, heapMegabytes: 1_024 });
  // Everything started here ends with this process, so Ctrl-C needs no orderly shutdown. Only this
  // folder would remain.
  const folder = path.join(broker.folder, 'bench');
  const producer = startProducer(broker.bootstrapServers);
  const stop = async (): Promise<void> => {
    producer.stop();
    await broker.stop();
  };
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Under npm a Ctrl-C arrives twice: from the terminal and from the set-up.
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      progress.say(`${signal}: stopping.`);
      void stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
    });
  }

  const results: CaseResult[] = [];
  try {
    for (const [number, benchCase] of options.cases.entries()) {
      const { rounds, lagSeconds } = options;
      const plan = { benchCase, number, rounds, lagSeconds, messages: options.messagesOf(benchCase) };
      const result = await runCase(plan, { bootstrapServers: broker.bootstrapServers, producer, folder, progress });
      results.push(result);
      await rm(folder, { recursive: true, force: true });
      // A single case is in the final table.
      if (options.cases.length > 1) progress.say(resultTable([result]));
      await writeResults(resultsFile, results);
    }
  } finally {
    await stop();
  }
  progress.say(`Done in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s. Written to ${resultsFile}`);
  process.stdout.write(resultTable(results));
}

try {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else await bench(options);
} catch (error) {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
