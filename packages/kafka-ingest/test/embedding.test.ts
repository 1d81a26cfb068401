import { expect, it } from 'vitest';
import { createIngest, type Quarantined, type RowSink } from '../src/index.js';
import { manualClock, MemorySource } from '../src/testing.js';
import { pipelineOf } from './support/pipelines.js';

// The worked example of the README: an own sink, and events. Only the source and the clock are test
// doubles.
it('a service embeds the engine with a sink of its own and listens to it', async () => {
  const pipelines = [pipelineOf()];
  const source = new MemorySource();
  const clock = manualClock();

  const sent: string[] = [];
  const sink: RowSink = {
    async insert({ table, block }) {
      sent.push(`${block.rows} into ${table}, ${block.columns.join(' ')}`);
    },
  };
  const ingest = createIngest({ pipelines, sink, source: () => source, clock });
  const bad: Quarantined[] = [];
  ingest.on('quarantined', (event) => bad.push(event));
  const landed = new Promise((resolve) => ingest.on('batch-landed', resolve));

  await ingest.start();
  source.produce('events', 0, [
    { value: '{"n":1,"name":"Ada"}' },
    { value: '{"n":"one","name":"Bob"}' },
    { value: '{"n":3,"name":"Cy"}' },
  ]);
  source.assign({ topic: 'events', partition: 0 });
  await clock.advance(2_000);

  expect(await landed).toMatchObject({ datasource: 'events', firstOffset: 0, lastOffset: 2, rows: 2, quarantined: 1 });
  expect(sent).toEqual([
    '2 into events, n name __topic __partition __offset __timestamp __key',
    '1 into events_quarantine, c__error_column c__error n name __value __topic __partition __offset __timestamp __key',
  ]);
  expect(bad[0]?.last).toEqual([
    {
      offset: 1,
      reasons: [
        {
          column: 'n',
          code: 'mapping/wrong-type',
          message:
            "value 'one' on column 'n' is not Int64, expected an integer from -9223372036854775808 to 9223372036854775807",
        },
      ],
    },
  ]);
  expect(source.committed.get('events[0]')).toBe(3);
  expect(ingest.stats().datasources[0]).toMatchObject({ messagesRead: 3, rowsLanded: 2, rowsQuarantined: 1, lag: 0 });
  const stopped = ingest.stop();
  await clock.advance(1_000);
  expect(await stopped).toMatchObject({ drained: true });
});
