import Kafka from '@confluentinc/kafka-javascript';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseNamed } from './cases.js';
import type { Generator } from '../messages/generate.js';
import { PARTITIONS, type ProducerAnswer, type ProducerRequest } from './producer-protocol.js';

/*
 * A separate process, so that producing the steady stream shares no thread with the queries that
 * time it. It counts for neither side, and ends with the bench.
 */
process.once('disconnect', () => process.exit(0));
// The bench handles the terminal's Ctrl-C.
process.on('SIGINT', () => undefined);

const bootstrapServers = process.argv[2] ?? '';
const QUEUE_FULL = -184;
const TOPIC_EXISTS = 36;

const admin = Kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers });
const producer = new Kafka.Producer({
  'bootstrap.servers': bootstrapServers,
  'compression.codec': 'lz4',
  // Fills large batches in a backlog; in the steady stream it delays by at most this much, the same
  // for both sides.
  'linger.ms': 5,
  'batch.num.messages': 10_000,
  'queue.buffering.max.messages': 200_000,
  'queue.buffering.max.kbytes': 131_072,
  // One request at a time, so that no retry can change the order: offsets must be what `PARTITIONS`
  // says.
  'max.in.flight.requests.per.connection': 1,
  dr_cb: false,
});
const connected = new Promise<void>((resolve, reject) => {
  producer.once('ready', () => resolve());
  producer.connect({}, (error) => {
    if (error) reject(clientError(error));
  });
});

// Delivery reports must be fetched even when no code reads them: until then a message keeps its
// place in the queue.
producer.setPollInterval(20);

let last: Promise<void> = connected;
process.on('message', (request: ProducerRequest) => {
  last = last.then(() =>
    handle(request).then(answer, (error: unknown) =>
      answer({ type: 'failed', text: error instanceof Error ? error.message : String(error) }),
    ),
  );
});

async function handle(request: ProducerRequest): Promise<ProducerAnswer> {
  switch (request.type) {
    case 'create-topic':
      await createTopic(request.topic);
      return { type: 'done' };
    case 'delete-topic':
      await new Promise<void>((resolve, reject) =>
        admin.deleteTopic(request.topic, 30_000, (error) => (error ? reject(clientError(error)) : resolve())),
      );
      return { type: 'done' };
    case 'backlog':
      await produceBacklog(request.topic, caseNamed(request.caseName).messageGenerator(), request.messages);
      return { type: 'done' };
    case 'first':
      await produceBacklog(request.topic, caseNamed(request.caseName).messageGenerator(), PARTITIONS);
      return { type: 'done' };
    case 'steady': {
      const { topic, messages, perSecond } = request;
      const next = caseNamed(request.caseName).messageGenerator();
      return { type: 'done', producedAtMs: await produceSteadily(topic, next, messages, perSecond) };
    }
    default:
      return request satisfies never;
  }
}

function createTopic(topic: string): Promise<void> {
  const config = { 'retention.ms': '-1', 'segment.bytes': '268435456' };
  const settings = { topic, num_partitions: PARTITIONS, replication_factor: 1, config };
  return new Promise((resolve, reject) =>
    admin.createTopic(settings, 30_000, (error) => {
      if (error && error.code !== TOPIC_EXISTS) reject(clientError(error));
      else resolve();
    }),
  );
}

async function produceBacklog(topic: string, next: Generator, messages: number): Promise<void> {
  for (let index = 0; index < messages; index++) {
    const { key, value } = next(index);
    const bytes = Buffer.from(value, 'latin1');
    while (!tryProduce(topic, index, bytes, key)) {
      answer({ type: 'progress', messages: index });
      await sleep(20);
    }
  }
  await flush();
}

/** Sends whatever is due every few milliseconds; a late timer sends more at once. */
async function produceSteadily(
  topic: string,
  next: Generator,
  messages: number,
  perSecond: number,
): Promise<Float64Array> {
  const producedAtMs = new Float64Array(messages);
  const startedAt = performance.now();
  for (let index = 0; index < messages;) {
    const due = Math.min(messages, Math.ceil(((performance.now() - startedAt) / 1_000) * perSecond));
    for (; index < due; index++) {
      const { key, value } = next(index);
      producedAtMs[index] = performance.timeOrigin + performance.now();
      if (!tryProduce(topic, index, Buffer.from(value, 'latin1'), key)) throw new Error('The producer cannot keep up.');
    }
    await sleep(4);
  }
  await flush();
  return producedAtMs;
}

function tryProduce(topic: string, index: number, value: Buffer, key: string): boolean {
  try {
    producer.produce(topic, index % PARTITIONS, value, key);
    return true;
  } catch (error) {
    if ((error as { readonly code?: number }).code === QUEUE_FULL) return false;
    throw error;
  }
}

function flush(): Promise<void> {
  return new Promise((resolve, reject) =>
    producer.flush(120_000, (error?: { readonly message: string } | null) => {
      if (error) reject(new Error(`Not all messages reached the broker: ${error.message}`));
      else resolve();
    }),
  );
}

/** The client's errors are not instances of Error. */
function clientError(error: { readonly message: string }): Error {
  return new Error(error.message, { cause: error });
}

function answer(message: ProducerAnswer): void {
  process.send?.(message);
}
