import { describe, expect, it, vi } from 'vitest';
import type { Ingest, Stalled } from '../src/index.js';
import { messages, P0, P1, setUp } from './support/set-up.js';

describe('no silence', () => {
  const stalls = (ingest: { on: Ingest['on'] }): Stalled[] => {
    const all: Stalled[] = [];
    ingest.on('stalled', (event) => all.push(event));
    return all;
  };

  it('an insert that ClickHouse does not answer is reported after 30 s, and every minute after that', async () => {
    const { clock, sink, source, ingest } = setUp();
    const heard = stalls(ingest);
    sink.behave = () => 'hang';
    await ingest.start();
    source.assign(P0, P1);
    source.produce('events', 0, messages(100));
    source.produce('events', 1, messages(50));
    await clock.advance(29_000);
    expect(heard).toEqual([]);
    await clock.advance(4_000);
    expect(heard).toMatchObject([
      { datasource: 'events', partitions: [0, 1], lag: 150, waitingFor: 'ClickHouse to answer an insert' },
    ]);
    await clock.advance(60_000);
    expect(heard).toHaveLength(2);
    const stopped = ingest.stop({ deadlineMs: 100 });
    await clock.advance(2_000);
    await stopped;
  });

  it('a partition that holds messages back is reported with what it waits for, one that is done is not', async () => {
    const { clock, source, ingest } = setUp();
    const heard = stalls(ingest);
    vi.spyOn(source, 'highWatermark').mockImplementation(({ partition }) => (partition === 0 ? 200 : 100));
    source.produce('events', 0, messages(100));
    source.produce('events', 1, messages(100));
    await ingest.start();
    source.assign(P0, P1);
    await clock.advance(40_000);
    expect(heard).toMatchObject([{ partitions: [0], lag: 100, waitingFor: 'Kafka to deliver messages' }]);
    await ingest.stop();
  });
});
