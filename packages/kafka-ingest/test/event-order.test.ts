import { expect, it } from 'vitest';
import { createIngest, type IngestEvents } from '../src/index.js';
import { manualClock, MemorySource, type TestMessage } from '../src/testing.js';
import { pipelineOf } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const P0 = { topic: 'events', partition: 0 };
const all: readonly (keyof IngestEvents)[] = [
  ...(['assigned', 'revoked', 'read', 'batch-landed', 'quarantined', 'committed', 'rewound'] as const),
  ...(['paused', 'resumed', 'error', 'note'] as const),
];

function setUp(committed?: number) {
  const clock = manualClock();
  const sink = new RecordingSink();
  const source = new MemorySource({ topicId: 'topic-id' });
  if (committed !== undefined) {
    source.produce('events', 0, Array<TestMessage>(committed).fill({ value: '{}' }));
    source.committed.set('events[0]', committed);
  }
  const ingest = createIngest({ pipelines: [pipelineOf()], sink, source: () => source, clock, policy: { maxRows: 2 } });
  const heard: { readonly event: string; readonly what: unknown }[] = [];
  for (const event of all) ingest.on(event, (what) => heard.push({ event, what }));
  return { clock, sink, source, ingest, heard, names: () => heard.map((one) => one.event) };
}

it('the events of a batch come in the documented order, from the assignment to the revocation', async () => {
  const { clock, sink, source, ingest, heard, names } = setUp();
  let failures = 1;
  sink.behave = () => (failures-- > 0 ? 'retry' : 'ok');
  source.produce('events', 0, [{ value: '{"n":1,"name":"a"}' }, { value: 'not JSON' }]);
  await ingest.start();
  source.assign(P0);
  await clock.advance(2_000);
  await ingest.stop();
  const [first, ...rest] = names();
  expect([first, ...rest.filter((one) => one !== 'paused' && one !== 'resumed')]).toEqual([
    ...['assigned', 'committed', 'read', 'error', 'batch-landed', 'quarantined', 'committed', 'revoked'],
  ]);
  const where = { datasource: 'events', topic: 'events', partition: 0 };
  expect(heard.map((one) => one.what)).toEqual(expect.arrayContaining([
    { ...where, offset: 0, start: { kind: 'earliest' } },
    expect.objectContaining({ ...where, messages: 2 }),
    { ...where, offset: 0 },
    expect.objectContaining({ ...where, kind: 'insert', action: 'retry', attempt: 1, retryable: true, retryInMs: 125 }),
    expect.objectContaining({ ...where, firstOffset: 0, lastOffset: 1, rows: 1, quarantined: 1 }),
    { ...where, offset: 2 },
    { ...where, lost: false },
  ])); // prettier-ignore
});

it('an assignment says that reading starts at the committed offset, and a loss that the partition was lost', async () => {
  const { clock, source, ingest, heard } = setUp(7);
  await ingest.start();
  source.assign(P0);
  await source.revoke([P0], true);
  await clock.advance(100);
  expect(heard.map(({ event, what }) => ({ event, what }))).toMatchObject([
    { event: 'assigned', what: { start: { kind: 'committed' }, offset: 7 } },
    { event: 'revoked', what: { lost: true } },
  ]);
  await ingest.stop();
});

it('a listener that throws, even at errors, is reported once to the others', async () => {
  const { clock, source, ingest, heard } = setUp();
  const fail = (): never => {
    throw new Error('listener');
  };
  ingest.on('batch-landed', fail);
  ingest.on('error', fail);
  source.produce('events', 0, [{ value: '{}' }, { value: '{}' }]);
  await ingest.start();
  source.assign(P0);
  await clock.advance(1_000);
  const errors = heard.filter(({ event }) => event === 'error').map(({ what }) => what);
  expect(errors).toMatchObject([
    { kind: 'listener', event: 'batch-landed', code: 'ingest/unexpected', message: "A listener of 'batch-landed' threw. listener" },
  ]); // prettier-ignore
  expect(source.committed.get('events[0]')).toBe(2);
  await ingest.stop();
});
