import { expect, it } from 'vitest';
import { consumerGroups } from '../src/consumer-group.js';
import { pipelineOf } from './support/pipelines.js';

const datasources = (pipelines: Parameters<typeof consumerGroups>[0]) =>
  consumerGroups(pipelines).map((group) => [
    group.connection,
    group.groupId,
    ...group.pipelines.map((one) => one.datasource),
  ]);

it('pipelines of the same connection and group share a member, whatever comes between them', () => {
  const a = pipelineOf({ datasource: 'a', groupId: 'one' });
  const b = pipelineOf({ datasource: 'b', groupId: 'two' });
  const c = pipelineOf({ datasource: 'c', groupId: 'one' });
  const d = pipelineOf({ datasource: 'd', groupId: 'one', connection: 'other' });
  expect(datasources([a, b, c, d])).toEqual([
    ['kafka', 'one', 'a', 'c'],
    ['kafka', 'two', 'b'],
    ['other', 'one', 'd'],
  ]);
  expect(datasources([])).toEqual([]);
});

it('two data sources that read one topic with one group are refused, as is a limit that no message can have', () => {
  const [a, b] = ['a', 'b'].map((datasource) => pipelineOf({ datasource, topic: 'orders' }));
  expect(() => consumerGroups([a!, b!])).toThrow(expect.objectContaining({ code: 'ingest/topic-used-twice' }) as Error);
  for (const maxMessageBytes of [0, Number.NaN, 256 * 1024 * 1024 + 1]) {
    const pipeline = pipelineOf({ maxMessageBytes });
    expect(() => consumerGroups([pipeline])).toThrow(expect.objectContaining({ code: 'ingest/bad-limit' }) as Error);
  }
});
