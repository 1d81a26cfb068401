import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './percentile.js';
import { PARTITIONS } from './producer-protocol.js';
import type { ProducerProcess } from './producer.js';
import { query } from './query.js';
import type { Consuming, Consumption } from './side.js';

export interface LagFigures {
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
}

export const MESSAGES_PER_SECOND = 5_000;
/** Not counted: joining the group, compiling the hot code. */
const WARM_UP_SECONDS = 4;
const POLL_MS = 10;
const STALL_MS = 60_000;

/*
 * Lag to query: from the moment the producer hands a message to its Kafka client until a query that
 * a client sends has answered with the message's row in it.
 *
 * The method is the same for both sides and needs nothing from them: neither a clock of ClickHouse
 * nor a column of the message. The topic is new, message i goes to partition i % 4, so its offset
 * is known in advance; the producer records when it sent each one. Meanwhile one query after
 * another asks for the highest `__offset` of each partition; all offsets that the answer shows for
 * the first time became visible now. Rows of a partition land in order on both sides. A figure is
 * therefore too high by at most the time between two answers, about 15 ms.
 */
export async function measureLag(
  consuming: Consuming,
  { benchCase, clickhouse, table, topic }: Consumption,
  producer: ProducerProcess,
  seconds: number,
  onProgress: (visible: number, of: number) => void,
): Promise<LagFigures> {
  const caseName = benchCase.name;
  const messages = (WARM_UP_SECONDS + seconds) * MESSAGES_PER_SECOND;
  const watch = watchOffsets(clickhouse.url, table, consuming);

  // One message in each partition shows that the side is ready; the stream starts after them.
  await producer.send({ type: 'first', topic, caseName });
  while (watch.lowest() < 0) await watch.next();

  const visibleAtMs = new Float64Array(messages);
  const seen = new Array<number>(PARTITIONS).fill(0);
  let producedAtMs: Float64Array | undefined;
  const producing = producer
    .send({ type: 'steady', topic, caseName, messages, perSecond: MESSAGES_PER_SECOND })
    .then((done) => {
      producedAtMs = done.producedAtMs;
    });
  producing.catch(() => undefined);

  const lastOffset = messages / PARTITIONS;
  while (watch.lowest() < lastOffset) {
    const answeredAtMs = await watch.next();
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const highest = watch.highest(partition);
      for (let offset = (seen[partition] ?? 0) + 1; offset <= highest; offset++) {
        visibleAtMs[(offset - 1) * PARTITIONS + partition] = answeredAtMs;
      }
      seen[partition] = Math.max(seen[partition] ?? 0, highest);
    }
    onProgress(
      seen.reduce((sum, offset) => sum + offset, 0),
      messages,
    );
  }
  await producing;

  const from = WARM_UP_SECONDS * MESSAGES_PER_SECOND;
  const lags = Float64Array.from({ length: messages - from }, (_, i) => {
    const produced = producedAtMs?.[from + i] ?? Number.NaN;
    return (visibleAtMs[from + i] ?? Number.NaN) - produced;
  });
  return { lagP50Ms: percentile(lags, 0.5), lagP99Ms: percentile(lags, 0.99) };
}

/** Polls for the highest offsets that a query sees. */
function watchOffsets(
  url: string,
  table: string,
  consuming: Consuming,
): {
  /** -1 until there is one. */
  highest(partition: number): number;
  lowest(): number;
  /** Queries once; resolves with the Unix time of the answer. */
  next(): Promise<number>;
} {
  const highest = new Array<number>(PARTITIONS).fill(-1);
  let changedAt = performance.now();
  let tableThere = false;
  return {
    highest: (partition) => highest[partition] ?? -1,
    lowest: () => Math.min(...highest),
    async next() {
      await sleep(POLL_MS);
      tableThere ||= (await query(url, `EXISTS TABLE ${table}`))[0]?.[0] === 1;
      const rows = tableThere
        ? await query(url, `SELECT __partition, toInt32(max(__offset)) FROM ${table} GROUP BY __partition`)
        : [];
      const now = performance.now();
      for (const [partition, offset] of rows) {
        if ((highest[Number(partition)] ?? -1) < Number(offset)) changedAt = now;
        highest[Number(partition)] = Number(offset);
      }
      if (consuming.hasEnded() || now - changedAt > STALL_MS) {
        const what = consuming.hasEnded() ? 'ended' : `landed nothing for ${STALL_MS / 1_000} s`;
        throw new Error(`It ${what} in the steady stream.\n${await consuming.lastWords()}`);
      }
      return performance.timeOrigin + now;
    },
  };
}
