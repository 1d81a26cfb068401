import path from 'node:path';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { measureBacklog, type BacklogFigures } from './backlog.js';
import type { BenchCase } from './cases.js';
import { assertSame, digestOf, type Digest } from './digest.js';
import { engine } from './engine.js';
import { MESSAGES_PER_SECOND, measureLag } from './lag.js';
import { ours } from './ours.js';
import type { ProducerProcess } from './producer.js';
import type { Progress } from './progress.js';
import { query } from './query.js';
import { summarize, type CaseResult, type SideFigures } from './results.js';
import type { Consumption, Side } from './side.js';

export interface BenchEnvironment {
  readonly bootstrapServers: string;
  readonly producer: ProducerProcess;
  readonly folder: string;
  readonly progress: Progress;
}

export interface CasePlan {
  readonly benchCase: BenchCase;
  /** Place of the case in the run, from 0: names topics, and decides which side goes first. */
  readonly number: number;
  readonly messages: number;
  readonly rounds: number;
  readonly lagSeconds: number;
}

/**
 * Both sides on one topic, one after the other, each with the whole machine and a new ClickHouse
 * server.
 */
export async function runCase(plan: CasePlan, environment: BenchEnvironment): Promise<CaseResult> {
  const { benchCase, messages, number } = plan;
  const { producer, progress } = environment;
  const topic = `bench-${number}`;
  await producer.send({ type: 'create-topic', topic });
  const producing = `${benchCase.name}: producing ${messages.toLocaleString('en-US')} messages`;
  progress.update(producing, 0);
  await producer.send({ type: 'backlog', topic, caseName: benchCase.name, messages }, (done) =>
    progress.update(producing, done / messages),
  );

  const figures: Record<Side['name'], SideFigures[]> = { ours: [], engine: [] };
  const digests: { side: string; digest: Digest }[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    // The first side finds colder caches, so the order alternates.
    const sides = (number + round) % 2 === 0 ? [ours, engine] : [engine, ours];
    for (const side of sides) {
      const done = await runSide(side, topic, round, plan, environment);
      figures[side.name].push(done.figures);
      digests.push({ side: side.name, digest: done.digest });
      assertSame(messages, digests);
    }
  }
  await producer.send({ type: 'delete-topic', topic });
  return { case: benchCase.name, messages, ours: summarize(figures.ours), engine: summarize(figures.engine) };
}

async function runSide(
  side: Side,
  topic: string,
  round: number,
  { benchCase, messages, lagSeconds, number }: CasePlan,
  { bootstrapServers, folder, producer, progress }: BenchEnvironment,
): Promise<{ readonly figures: SideFigures; readonly digest: Digest }> {
  const title = `${benchCase.name}: ${side.name}`;
  const own = path.join(folder, `${number}-${round}-${side.name}`);
  progress.update(`${title}, starting ClickHouse`);
  const clickhouse = await startEmbeddedClickHouse({
    dataFolder: path.join(own, 'clickhouse'),
    // The Kafka engine calls brokers. Our side is measured as shipped.
    sandbox: side.name === 'ours',
  });
  try {
    const base = { benchCase, bootstrapServers, clickhouse };
    const name = `bench-${number}-${round}-${side.name}`;
    const backlog: Consumption = {
      ...base,
      topic,
      group: `${name}-backlog`,
      table: 'backlog',
      folder: path.join(own, 'backlog'),
    };
    const { digest, ...worked } = await workOffBacklog(side, backlog, messages, (rows) =>
      progress.update(`${title}, backlog`, rows / messages),
    );
    progress.say(`  ${title}, backlog: ${backlogText(worked)}`);
    // Its merges would continue during the stream.
    await query(clickhouse.url, 'DROP TABLE backlog SYNC');

    const stream: Consumption = {
      ...base,
      topic: `${name}-stream`,
      group: `${name}-stream`,
      table: 'stream',
      folder: path.join(own, 'stream'),
    };
    await producer.send({ type: 'create-topic', topic: stream.topic });
    const consuming = await side.consume(stream);
    const lag = await measureLag(consuming, stream, producer, lagSeconds, (visible, of) =>
      progress.update(`${title}, ${MESSAGES_PER_SECOND.toLocaleString('en-US')} messages/s`, visible / of),
    );
    await consuming.stop();
    await producer.send({ type: 'delete-topic', topic: stream.topic });
    const { rowsPerSecond, cpuMicrosPerRow, peakMemoryMB } = worked;
    return { figures: { rowsPerSecond, cpuMicrosPerRow, peakMemoryMB, ...lag }, digest };
  } finally {
    await clickhouse.stop();
  }
}

async function workOffBacklog(
  side: Side,
  consumption: Consumption,
  messages: number,
  onProgress: (rows: number) => void,
): Promise<BacklogFigures & { readonly digest: Digest }> {
  const consuming = await side.consume(consumption);
  const figures = await measureBacklog(consuming, consumption, messages, onProgress);
  const digest = await digestOf(consumption.clickhouse.url, consumption.table, consumption.benchCase);
  const rejected = await consuming.rejectedRows();
  if (rejected > 0) throw new Error(`${side.name} rejected ${rejected} rows.\n${await consuming.lastWords()}`);
  await consuming.stop();
  return { ...figures, digest };
}

function backlogText(figures: BacklogFigures): string {
  const { rowsPerSecond, cpuMicrosPerRow, peakMemoryMB, clickhousePeakMemoryMB, wholeSeconds } = figures;
  const memory =
    peakMemoryMB === clickhousePeakMemoryMB
      ? `${peakMemoryMB.toFixed(0)} MB`
      : `${peakMemoryMB.toFixed(0)} MB (its ClickHouse ${clickhousePeakMemoryMB.toFixed(0)} MB)`;
  return `${Math.round(rowsPerSecond).toLocaleString('en-US')} rows/s, ${cpuMicrosPerRow.toFixed(2)} µs/row, ${memory}, ${wholeSeconds.toFixed(1)} s with start-up`;
}
