import { createIngest, type DeliveryPolicy, type IngestProblem, type Pipeline } from '../../src/index.js';
import { manualClock, MemorySource, type TestMessage } from '../../src/testing.js';
import { pipelineOf } from './pipelines.js';
import { RecordingSink } from './recording-sink.js';

export const P0 = { topic: 'events', partition: 0 };
export const P1 = { topic: 'events', partition: 1 };
const message = (n: number): TestMessage => ({
  value: JSON.stringify({ n, name: `name ${n}` }),
  key: `k${n}`,
  timestamp: 1_700_000_000_000 + n,
});
export const messages = (count: number, from = 0): TestMessage[] =>
  Array.from({ length: count }, (_, i) => message(from + i));
export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** An ingest between topics in memory and a sink that records. */
export function setUp(
  options: { pipelines?: Pipeline[]; policy?: Partial<DeliveryPolicy>; topicId?: string; random?: () => number } = {},
) {
  const { pipelines = [pipelineOf()], policy = {}, topicId = 'topic-id', random = () => 0.5 } = options;
  const clock = manualClock(random);
  const sink = new RecordingSink();
  const source = new MemorySource({ topicId });
  const ingest = createIngest({
    ...{ pipelines, sink, source: () => source, clock, runId: 'run' },
    policy: { maxRows: 100, ...policy },
  });
  const errors: IngestProblem[] = [];
  const paused: string[] = [];
  const resumed: string[] = [];
  ingest.on('error', (error) => errors.push(error));
  ingest.on('paused', ({ datasource, partition, reason }) => paused.push(`${datasource}/${partition} ${reason}`));
  ingest.on('resumed', ({ datasource, partition }) => resumed.push(`${datasource}/${partition}`));
  return { clock, sink, source, ingest, errors, paused, resumed };
}
