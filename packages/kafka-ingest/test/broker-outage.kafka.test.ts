import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { freePorts } from '../../../tools/servers/free-ports.js';
// nx-ignore-next-line -- no dependency of this package
import { startKafkaBroker, type KafkaBroker } from '../../../tools/servers/kafka-broker.js';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce } from '../../../tools/servers/topics.js';
import { createIngest, type ConnectionStatus } from '../src/index.js';
import { clientOf, pipelineOf } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const range = (to: number): number[] => Array.from({ length: to }, (_, i) => i);
const rows = (from: number, to: number) => range(to).slice(from).map((n) => ({ value: `{"n":${n},"name":"x"}` })); // prettier-ignore
const until = (what: () => void): Promise<void> => vi.waitFor(what, { timeout: 100_000, interval: 50 });

let dataFolder: string;
let broker: KafkaBroker | undefined;
beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(os.tmpdir(), 'ingest-outage-'));
});
afterAll(async () => {
  await broker?.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

it('messages flow once the broker is up, and again after it was killed, without a restart or a loss', async () => {
  const [port = 0] = await freePorts(1);
  const servers = `127.0.0.1:${port}`;
  const sink = new RecordingSink();
  const statuses: ConnectionStatus[] = [];
  const ingest = createIngest({
    pipelines: [pipelineOf({ client: clientOf(servers) })],
    sink,
    policy: { maxAgeMs: 100 },
    listeners: { status: (status) => void statuses.push(status) },
  });
  await ingest.start();
  try {
    await until(() =>
      expect(statuses.at(-1)).toMatchObject({ state: 'connecting', problem: { code: 'kafka/refused' } }),
    );
    expect(statuses.at(-1)?.problem?.message).toMatch(
      new RegExp(`^Connection kafka: nothing listens at ${servers}\\.`),
    );
    expect(statuses.at(-1)?.retryInMs).toBeGreaterThan(0);

    broker = await startKafkaBroker({ port, dataFolder, security: false });
    await createTopic(servers, 'events');
    await produce(servers, 'events', rows(0, 100));
    await until(() => expect(sink.offsets('events')).toEqual(range(100)));

    await broker.kill();
    await until(() =>
      expect(statuses.at(-1)).toMatchObject({ state: 'disconnected', problem: { code: 'kafka/refused' } }),
    );
    await broker.restart();
    await produce(servers, 'events', rows(100, 200));
    await until(() => expect(new Set(sink.offsets('events'))).toEqual(new Set(range(200))));
    await until(() => expect(statuses.at(-1)).toMatchObject({ state: 'connected' }));
    await until(() => expect(ingest.stats().datasources[0]?.lag).toBe(0));
  } finally {
    expect(await ingest.stop({ deadlineMs: 10_000 })).toMatchObject({ drained: true });
  }
}, 300_000);
