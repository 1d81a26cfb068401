import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, deleteTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { createIngest, type ConnectionStatus, type IngestOptions, type Pipeline } from '../src/index.js';
import { clientOf, pipelineOf, type PipelineOptions } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const servers = (): string => inject('kafkaBootstrapServers');

function* numbered(count: number, from = 0, partition?: number) {
  for (let n = from; n < from + count; n++) {
    yield {
      value: JSON.stringify({ n, name: `name ${n}` }),
      key: `k${n}`,
      ...(partition === undefined ? {} : { partition }),
    };
  }
}

async function topicWith(partitions = 1): Promise<string> {
  const topic = uniqueName('ingest');
  await createTopic(servers(), topic, { partitions });
  return topic;
}

const pipelineFor = (topic: string, options: PipelineOptions = {}): Pipeline =>
  pipelineOf({ topic, groupId: `group-${topic}`, client: clientOf(servers()), ...options });

/** Runs an ingest until the end of the test. */
async function run(pipelines: readonly Pipeline[], options: Partial<IngestOptions> & { sink?: RecordingSink } = {}) {
  const sink = options.sink ?? new RecordingSink();
  const statuses: ConnectionStatus[] = [];
  const ingest = createIngest({ pipelines, policy: { maxAgeMs: 100 }, ...options, sink });
  ingest.on('status', (status) => statuses.push(status));
  await ingest.start();
  onTestFinished(() => ingest.stop({ deadlineMs: 5_000 }).then(() => undefined));
  return { ingest, sink, statuses };
}
const until = (what: () => unknown): Promise<unknown> => vi.waitFor(what, { timeout: 40_000, interval: 50 });

describe('reading from a broker', () => {
  it('reads every message of every partition in order, with its key, headers and metadata', async () => {
    const topic = await topicWith(3);
    for (const partition of [0, 1, 2]) await produce(servers(), topic, numbered(2_000, 0, partition));
    await produce(servers(), topic, [
      { value: '{"n":-1,"name":"ü"}', key: 'schlüssel', partition: 0, timestamp: 1_700_000_000_999, headers: [['a', '1'], ['b', 'x'], ['a', '2']] }, // prettier-ignore
    ]);
    const { sink, ingest } = await run([pipelineFor(topic, { storeHeaders: true, meta: ['__value', '__topic', '__partition', '__offset', '__timestamp', '__key', '__headers'], storeRawValue: true })]); // prettier-ignore
    await until(() => expect(sink.rows('events')).toHaveLength(6_001));
    expect(sink.offsets('events', 0)).toEqual(range(0, 2_001));
    expect(sink.offsets('events', 1)).toEqual(range(0, 2_000));
    expect(sink.offsets('events', 2)).toEqual(range(0, 2_000));
    expect(sink.rows('events').find((row) => row['n'] === -1)).toEqual({
      n: -1,
      name: 'ü',
      __value: '{"n":-1,"name":"ü"}',
      __topic: topic,
      __partition: 0,
      __offset: 2_000,
      __timestamp: 1_700_000_000,
      __key: 'schlüssel',
      __headers: [
        ['a', '2'],
        ['b', 'x'],
      ],
    });
    await until(() =>
      expect(ingest.stats().datasources[0]).toMatchObject({ rowsLanded: 6_001, lag: 0, partitions: 3 }),
    );
  });

  it('continues where the last run committed, with tokens that name the same topic', async () => {
    const topic = await topicWith();
    await produce(servers(), topic, numbered(500));
    const first = await run([pipelineFor(topic)]);
    await until(() => expect(first.sink.rows('events')).toHaveLength(500));
    expect(await first.ingest.stop()).toMatchObject({ drained: true });
    await produce(servers(), topic, numbered(10, 500));
    const second = await run([pipelineFor(topic)]);
    await until(() => expect(second.sink.offsets('events')).toEqual(range(500, 510)));
    const [token = ''] = second.sink.requests.map((one) => one.token);
    // The broker's own id of the topic: the same in every run.
    expect(token).toMatch(
      new RegExp(`^events:[^:]+:[A-Za-z0-9_+/-]{22}\\.[0-9a-z]+-[0-9a-z]+:${topic}:0:500-5\\d\\d:landing$`),
    );
    expect(token.split(':')[1]).toBe(first.sink.requests[0]?.token.split(':')[1]);
  });

  it('starts at the end if configured to, when nothing is committed', async () => {
    const topic = await topicWith();
    await produce(servers(), topic, numbered(100));
    const { sink, ingest } = await run([pipelineFor(topic, { autoOffsetReset: 'latest' })]);
    await until(() => expect(ingest.stats().datasources[0]?.partitions).toBe(1));
    await until(async () => {
      await produce(servers(), topic, numbered(1, 1_000));
      expect(sink.rows('events').length).toBeGreaterThan(0);
    });
    expect(Math.min(...sink.offsets('events'))).toBeGreaterThanOrEqual(100);
  });

  it('loses no message read from the end on when it stops before anything was committed', async () => {
    const topic = await topicWith();
    await produce(servers(), topic, numbered(100));
    const failing = new RecordingSink();
    failing.behave = () => 'retry';
    const latest = { autoOffsetReset: 'latest' } as const;
    const first = await run([pipelineFor(topic, latest)], { sink: failing });
    await until(() => expect(first.ingest.stats().datasources[0]?.partitions).toBe(1));
    await produce(servers(), topic, numbered(50, 100));
    await until(() => expect(first.ingest.stats().datasources[0]?.messagesRead).toBe(50));
    expect(await first.ingest.stop({ deadlineMs: 200 })).toMatchObject({ drained: false });
    await produce(servers(), topic, numbered(1, 150));
    const { sink } = await run([pipelineFor(topic, latest)]);
    await until(() => expect(sink.offsets('events')).toEqual(range(100, 151)));
  });

  it('reads a topic created later from its beginning, even if configured to start at the end', async () => {
    const topic = uniqueName('ingest');
    const { sink, statuses } = await run([pipelineFor(topic, { autoOffsetReset: 'latest' })]);
    await until(() => expect(statuses.at(-1)?.problem?.code).toBe('kafka/unknown-topic'));
    await createTopic(servers(), topic);
    await produce(servers(), topic, numbered(20));
    await until(() => expect(sink.offsets('events')).toEqual(range(0, 20)));
  });

  it('mistakes no message for a repetition when a topic is deleted and created again', async () => {
    const topic = await topicWith();
    await produce(servers(), topic, numbered(50));
    const { sink, ingest } = await run([pipelineFor(topic)]);
    await until(() => expect(sink.rows('events')).toHaveLength(50));
    await deleteTopic(servers(), topic);
    await until(() => expect(ingest.stats().datasources[0]?.partitions).toBe(0));
    await createTopic(servers(), topic);
    await produce(servers(), topic, numbered(50, 1_000));
    await until(() => expect(sink.rows('events')).toHaveLength(100));
    const tokens = sink.requests.map((one) => one.token.split(':')[2]);
    expect(new Set(tokens).size).toBe(2);
  });

  it('quarantines bad messages and a message of more than 10 MB, and lands the rows around them', async () => {
    const topic = uniqueName('ingest');
    await createTopic(servers(), topic, { config: { 'max.message.bytes': '20000000' } });
    const big = JSON.stringify({ n: 3, name: 'x'.repeat(11_000_000) });
    await produce(servers(), topic, [
      { value: '{"n":0,"name":"a"}' },
      { value: 'no json' },
      { value: '{"n":"x","name":"b"}' },
      { value: big },
      { value: null, key: 'gone' },
      { value: '{"n":5,"name":"c"}' },
    ]);
    const { sink } = await run([pipelineFor(topic)]);
    await until(() => expect(sink.offsets('events')).toEqual([0, 5]));
    await until(() => expect(sink.offsets('events_quarantine')).toEqual([1, 2, 3, 4]));
    const [noJson, badType, tooBig, tombstone] = sink.rows('events_quarantine');
    expect(noJson).toMatchObject({ c__error_column: ['__value'], __value: 'no json', n: null });
    expect(badType).toMatchObject({
      c__error_column: ['n'],
      c__error: [expect.stringContaining("value 'x' on column 'n' is not Int64")],
      n: 'x',
      name: 'b',
    });
    expect(tooBig?.['c__error']).toEqual([
      `message of ${big.length} bytes is larger than the limit of 10485760 bytes`,
      `__value holds the first 1048576 of ${big.length} bytes`,
    ]);
    expect(tooBig?.['__value']).toBe(big.slice(0, 1_048_576));
    expect(tombstone).toMatchObject({ __value: '', __key: 'gone', n: null });
  });
});

describe('two members of a group', () => {
  it('two members share the partitions, and take over from each other without gaps, disorder or duplicates', async () => {
    const topic = await topicWith(4);
    const sink = new RecordingSink();
    let going = true;
    let produced = 0;
    const producing = (async () => {
      while (going) {
        for (const partition of [0, 1, 2, 3]) await produce(servers(), topic, numbered(50, produced, partition));
        produced += 50;
      }
    })();
    const first = await run([pipelineFor(topic)], { sink });
    await until(() => expect(first.ingest.stats().datasources[0]?.partitions).toBe(4));
    const second = await run([pipelineFor(topic)], { sink });
    await until(() => expect(second.ingest.stats().datasources[0]?.partitions).toBe(2));
    await until(() => expect(second.ingest.stats().datasources[0]?.rowsLanded).toBeGreaterThan(50));
    await first.ingest.stop();
    await until(() => expect(second.ingest.stats().datasources[0]?.partitions).toBe(4));
    going = false;
    await producing;
    for (const partition of [0, 1, 2, 3]) {
      await until(() => expect(sink.offsets('events', partition)).toHaveLength(produced));
      expect(sink.offsets('events', partition)).toEqual(range(0, produced));
    }
  });
});

it('a partition given away while it was paused is read again when it comes back', async () => {
  const topic = await topicWith(2);
  const sink = new RecordingSink();
  sink.behave = () => 'retry';
  const policy = { maxAgeMs: 100, revokeDeadlineMs: 300, retryMaxMs: 500 };
  for (const partition of [0, 1]) await produce(servers(), topic, numbered(20, 0, partition));
  const first = await run([pipelineFor(topic)], { sink, policy });
  await until(() => expect(first.ingest.stats().datasources[0]?.pausedPartitions).toBe(2));
  const second = await run([pipelineFor(topic)], { sink, policy });
  await until(() => expect(second.ingest.stats().datasources[0]?.partitions).toBe(1));
  await second.ingest.stop({ deadlineMs: 100 });
  await until(() => expect(first.ingest.stats().datasources[0]?.partitions).toBe(2));
  sink.behave = () => 'ok';
  for (const partition of [0, 1]) {
    await produce(servers(), topic, numbered(20, 20, partition));
    await until(() => expect(sink.offsets('events', partition)).toEqual(range(0, 40)));
  }
  await until(() => expect(first.ingest.stats().datasources[0]?.lag).toBe(0));
});

describe('problems outside', () => {
  it('an unknown topic is reported by name, does not hold up the others, and is read once it exists', async () => {
    const [topic, later] = [await topicWith(), uniqueName('later')];
    const groupId = uniqueName('group');
    await produce(servers(), topic, numbered(10));
    const { sink, statuses } = await run([
      pipelineFor(topic, { groupId }),
      pipelineFor(later, { groupId, datasource: 'late', topic: later }),
    ]);
    await until(() => expect(sink.rows('events')).toHaveLength(10));
    await until(() => expect(statuses.flatMap((one) => one.problem ?? [])).toMatchObject([{ code: 'kafka/unknown-topic', message: expect.stringContaining(later) }])); // prettier-ignore
    await createTopic(servers(), later);
    await produce(servers(), later, numbered(10));
    await until(() => expect(sink.rows('late')).toHaveLength(10));
    await until(() => expect(statuses.at(-1)?.problem).toBeUndefined());
  });

  it('a wrong password is reported, with the time of the next attempt', async () => {
    const { saslPlaintextBootstrapServers } = inject('kafkaSecurity');
    const client = clientOf(saslPlaintextBootstrapServers, {
      securityProtocol: 'SASL_PLAINTEXT', saslMechanism: 'PLAIN', key: 'alice', secret: 'not-her-secret',
    }); // prettier-ignore
    const { statuses } = await run([pipelineOf({ client })]);
    await until(() => expect(statuses.find((one) => one.problem)).toMatchObject({ problem: { code: 'kafka/authentication' }, retryInMs: expect.any(Number) })); // prettier-ignore
    expect(JSON.stringify(statuses)).not.toContain('not-her-secret');
  });
});
