import { IngestError } from '@proj/diagnostics';
import { jsonCodec, type Codec } from '@proj/codecs';
import { describe, expect, it } from 'vitest';
import type { InsertRequest } from '../src/index.js';
import { pipelineOf } from './support/pipelines.js';
import { rowsOf } from './support/recording-sink.js';
import { messages, P0, P1, range, setUp } from './support/set-up.js';

describe('inserts', () => {
  it('a failed insert is repeated with the same token and another query id, and nothing is committed before', async () => {
    const { clock, sink, source, ingest, errors } = setUp();
    let failures = 2;
    sink.behave = () => (failures-- > 0 ? 'retry' : 'ok');
    source.produce('events', 0, messages(100));
    await ingest.start();
    source.assign(P0);
    await clock.advance(100);
    expect(source.committed.get('events[0]')).toBe(0);
    expect(errors).toMatchObject([{ code: 'sink/test', datasource: 'events', retryInMs: 125 }]);
    await clock.advance(1_000);
    expect(source.committed.get('events[0]')).toBe(100);
    const token = expect.stringMatching(/^events:group:topic-id\.[0-9a-z-]+:events:0:0-99:landing$/) as string;
    expect(sink.requests.map((one) => one.token)).toEqual(Array(3).fill(token));
    expect(new Set(sink.requests.map((one) => one.token)).size).toBe(1);
    expect(sink.requests.map((one) => one.queryId)).toEqual(
      [1, 2, 3].map((attempt) => `events:group:events:0:0-99:run.${attempt}`),
    );
    expect(sink.offsets('events')).toEqual(range(0, 100));
    await ingest.stop();
  });

  it('an insert whose answer is lost is not duplicated', async () => {
    const { clock, sink, source, ingest } = setUp();
    let lost = 1;
    sink.behave = () => (lost-- > 0 ? 'lost-answer' : 'ok');
    source.produce('events', 0, messages(100));
    await ingest.start();
    source.assign(P0);
    await clock.advance(2_000);
    expect(sink.offsets('events')).toEqual(range(0, 100));
    expect(source.committed.get('events[0]')).toBe(100);
    await ingest.stop();
  });

  it('a failing quarantine insert holds the commit, and does not repeat the landing insert that worked', async () => {
    const { clock, sink, source, ingest } = setUp();
    sink.behave = ({ table }) => (table === 'events_quarantine' ? 'hold' : 'ok');
    source.produce('events', 0, [...messages(50), { value: 'no json' }]);
    await ingest.start();
    source.assign(P0);
    await clock.advance(20_000);
    expect(source.committed.get('events[0]')).toBe(0);
    expect(sink.requests.filter((one) => one.table === 'events')).toHaveLength(1);
    expect(sink.requests.length).toBeGreaterThan(2);
    sink.behave = () => 'ok';
    await clock.advance(60_000);
    expect(source.committed.get('events[0]')).toBe(51);
    expect(sink.offsets('events_quarantine')).toEqual([50]);
    await ingest.stop();
  });

  it('an insert that asks for refresh-schema is held loudly, never dropped', async () => {
    const { clock, sink, source, ingest, errors, paused } = setUp();
    sink.behave = () => 'refresh-schema';
    source.produce('events', 0, messages(5_000));
    await ingest.start();
    source.assign(P0);
    await clock.advance(30_000);
    expect(source.committed.get('events[0]')).toBe(0);
    expect(errors.length).toBeGreaterThan(1);
    expect(paused).toContain('events/0 insert-failing');
    sink.behave = () => 'ok';
    await clock.advance(60_000);
    expect(source.committed.get('events[0]')).toBe(5_000);
    expect(sink.offsets('events')).toEqual(range(0, 5_000));
    await ingest.stop();
  });

  it('rows that ClickHouse refuses are found and quarantined with what it said, and the rest lands', async () => {
    const { clock, sink, source, ingest } = setUp();
    const refused = [3, 4, 77, 199];
    sink.behave = (request) => {
      if (request.table !== 'events') return 'ok';
      return rowsOf(request).some((row) => refused.includes(Number(row['__offset']))) ? 'bad-row' : 'ok';
    };
    source.produce('events', 0, messages(300));
    await ingest.start();
    source.assign(P0);
    await clock.advance(5_000);
    expect(source.committed.get('events[0]')).toBe(300);
    expect(sink.offsets('events')).toEqual(range(0, 300).filter((one) => !refused.includes(one)));
    expect(sink.offsets('events_quarantine')).toEqual(refused);
    expect(sink.rows('events_quarantine')[0]).toMatchObject({
      c__error_column: ['__value'],
      c__error: [expect.stringContaining('ClickHouse does not accept the row.')],
      __value: JSON.stringify({ n: 3, name: 'name 3' }),
    });
    expect(ingest.stats().datasources[0]).toMatchObject({ rowsLanded: 296, rowsQuarantined: 4 });
    await ingest.stop();
  });

  it('a batch with refused rows that is cut off by a crash is finished with the same pieces, and no row is stored twice', async () => {
    const { clock, sink, source, ingest } = setUp();
    const isRefused = (request: InsertRequest): boolean =>
      request.table === 'events' && rowsOf(request).some((row) => Number(row['__offset']) === 40);
    let left = 4;
    sink.behave = (request) => (isRefused(request) ? 'bad-row' : left-- > 0 ? 'ok' : 'hang');
    source.produce('events', 0, messages(100));
    await ingest.start();
    source.assign(P0);
    await clock.advance(1_000);
    expect(sink.offsets('events').length).toBeGreaterThan(0);
    await source.revoke([P0], true);
    sink.behave = (request) => (isRefused(request) ? 'bad-row' : 'ok');
    source.assign(P0);
    await clock.advance(5_000);
    expect(sink.offsets('events').toSorted((a, b) => a - b)).toEqual(range(0, 100).filter((one) => one !== 40));
    expect(sink.offsets('events_quarantine')).toEqual([40]);
    expect(source.committed.get('events[0]')).toBe(100);
    await ingest.stop();
  });

  it('a block that touches too many table partitions is cut until each piece fits', async () => {
    const { clock, sink, source, ingest } = setUp();
    sink.behave = (request) => (rowsOf(request).length > 10 ? 'split' : 'ok');
    source.produce('events', 0, messages(200));
    await ingest.start();
    source.assign(P0);
    await clock.advance(5_000);
    expect(source.committed.get('events[0]')).toBe(200);
    expect(sink.offsets('events')).toEqual(range(0, 200));
    await ingest.stop();
  });
});

describe('ClickHouse down for an hour under load', () => {
  it('while ClickHouse is down, polls go on, memory stays bounded, and in the end all is there, in order', async () => {
    const { clock, sink, source, ingest, paused, resumed } = setUp({
      policy: { maxRows: 1_000, maxBytes: 50_000, maxUnacknowledgedBytes: 200_000 },
      random: () => 0.9,
    });
    let down = true;
    sink.behave = () => (down ? 'retry' : 'ok');
    for (const partition of [0, 1]) source.produce('events', partition, messages(20_000));
    await ingest.start();
    source.assign(P0, P1);
    let most = 0;
    for (let minute = 0; minute < 60; minute++) {
      const before = source.polls;
      await clock.advance(60_000);
      expect(source.polls).toBeGreaterThan(before);
      most = Math.max(most, ingest.stats().unacknowledgedBytes);
    }
    // One and a half times the limit, and two polls of at most 5,000 messages of this size.
    expect(most).toBeLessThan(1.5 * 200_000 + 2 * 5_000 * 100);
    expect(source.committed.get('events[0]')).toBe(0);
    expect(new Set(paused)).toEqual(
      new Set([
        'events/0 insert-failing',
        'events/1 insert-failing',
        ...paused.filter((one) => one.endsWith('backlog')),
      ]),
    );
    down = false;
    for (let i = 0; i < 100 && source.committed.get('events[1]') !== 20_000; i++) await clock.advance(1_000);
    await clock.advance(5_000);
    expect(resumed.length).toBeGreaterThan(0);
    for (const partition of [0, 1]) {
      expect(source.committed.get(`events[${partition}]`)).toBe(20_000);
      expect(sink.offsets('events', partition)).toEqual(range(0, 20_000));
    }
    await ingest.stop();
  });
});

describe('a codec that needs a registry', () => {
  const outage = new IngestError('codecs/registry-down', 'The registry does not answer.', { retryable: true });
  const registry = { down: true, calls: 0 };
  const codec: Codec = {
    format: 'test',
    async decode(field, need) {
      registry.calls++;
      await Promise.resolve();
      if (registry.down) throw outage;
      return jsonCodec.decode(field, need);
    },
  };

  it('a codec whose registry is down holds its own data source, and no other', async () => {
    const pipelines = [pipelineOf({ datasource: 'avro', valueCodec: codec }), pipelineOf({ datasource: 'plain' })];
    const { clock, sink, source, ingest, errors, paused, resumed } = setUp({ pipelines });
    registry.down = true;
    source.produce('avro', 0, messages(500));
    source.produce('plain', 0, messages(500));
    await ingest.start();
    source.assign({ topic: 'avro', partition: 0 }, { topic: 'plain', partition: 0 });
    await clock.advance(10_000);
    expect(sink.offsets('plain')).toEqual(range(0, 500));
    expect(sink.offsets('avro')).toEqual([]);
    expect(sink.rows('avro_quarantine')).toEqual([]);
    expect(paused).toContain('avro/0 decode-failing');
    expect(errors[0]).toMatchObject({ code: 'codecs/registry-down', datasource: 'avro' });
    source.produce('avro', 0, messages(500, 500));
    registry.down = false;
    await clock.advance(60_000);
    expect(sink.offsets('avro')).toEqual(range(0, 1_000));
    expect(sink.rows('avro').map((row) => row['n'])).toEqual(range(0, 1_000));
    expect(resumed).toContain('avro/0');
    expect(source.committed.get('avro[0]')).toBe(1_000);
    await ingest.stop();
  });

  it('a slow codec sees the right bytes although many polls went by', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow: Codec = {
      format: 'slow',
      async decode(field, need) {
        await gate;
        return jsonCodec.decode(field, need);
      },
    };
    const pipelines = [pipelineOf({ datasource: 'slow', valueCodec: slow }), pipelineOf({ datasource: 'plain' })];
    const { clock, sink, source, ingest } = setUp({ pipelines });
    source.produce('slow', 0, messages(50));
    await ingest.start();
    source.assign({ topic: 'slow', partition: 0 }, { topic: 'plain', partition: 0 });
    for (let i = 0; i < 20; i++) {
      source.produce('plain', 0, messages(20, 9_000));
      await clock.advance(100);
    }
    open();
    await clock.advance(3_000);
    expect(sink.rows('slow').map((row) => row['name'])).toEqual(range(0, 50).map((n) => `name ${n}`));
    expect(sink.rows('slow_quarantine')).toEqual([]);
    await ingest.stop();
  });
});

describe('partitions that come and go', () => {
  it('a revoked partition is finished and committed before it is given back', async () => {
    const { clock, sink, source, ingest } = setUp();
    source.produce('events', 0, messages(30));
    await ingest.start();
    source.assign(P0);
    await clock.advance(200);
    expect(source.committed.get('events[0]')).toBe(0);
    const gone = source.revoke([P0]);
    await clock.advance(200);
    await gone;
    expect(source.committed.get('events[0]')).toBe(30);
    expect(sink.offsets('events')).toEqual(range(0, 30));
    await ingest.stop();
  });

  it('a late answer never commits a partition that was taken away', async () => {
    const { clock, sink, source, ingest } = setUp({ policy: { revokeDeadlineMs: 1_000 } });
    sink.behave = () => 'hang';
    source.produce('events', 0, messages(100));
    await ingest.start();
    source.assign(P0);
    await clock.advance(200);
    const gone = source.revoke([P0]);
    await clock.advance(2_000);
    await gone;
    expect(source.committed.get('events[0]')).toBe(0);
    sink.behave = () => 'ok';
    source.assign(P0);
    await clock.advance(2_000);
    expect(sink.offsets('events')).toEqual(range(0, 100));
    expect(source.committed.get('events[0]')).toBe(100);
    await ingest.stop();
  });

  it('a lost partition is read again from its committed offset, whatever was under way', async () => {
    const { clock, sink, source, ingest } = setUp();
    source.produce('events', 0, messages(250));
    sink.behave = ({ token }) => (token?.includes(':0-99:') ? 'ok' : 'retry');
    await ingest.start();
    source.assign(P0);
    await clock.advance(300);
    expect(source.committed.get('events[0]')).toBe(100);
    await source.revoke([P0], true);
    sink.behave = () => 'ok';
    source.assign(P0);
    await clock.advance(3_000);
    expect(sink.offsets('events')).toEqual(range(0, 250));
    expect(source.committed.get('events[0]')).toBe(250);
    await ingest.stop();
  });

  it('a failed commit is tried again, and the rows are not sent twice', async () => {
    const { clock, sink, source, ingest, errors } = setUp();
    let failures = 3;
    source.onCommit = () => {
      if (failures-- > 0) throw new IngestError('kafka/commit-failed', 'coordinator moved', { retryable: true });
    };
    source.produce('events', 0, messages(100));
    await ingest.start();
    source.assign(P0);
    await clock.advance(5_000);
    expect(source.committed.get('events[0]')).toBe(100);
    expect(errors.map((one) => one.code)).toEqual(Array(3).fill('kafka/commit-failed'));
    expect(sink.requests).toHaveLength(1);
    await ingest.stop();
  });
});

it('a topic whose offsets go back loses nothing: the same offsets get other tokens', async () => {
  const { clock, sink, source, ingest } = setUp();
  source.produce('events', 0, messages(100));
  await ingest.start();
  source.assign(P0);
  await clock.advance(2_000);
  source.recreate('events', 0);
  source.produce('events', 0, messages(100, 1_000));
  await clock.advance(2_000);
  expect(sink.rows('events').map((row) => row['n'])).toEqual([...range(0, 100), ...range(1_000, 1_100)]);
  await ingest.stop();
});

describe('stop', () => {
  it('a stop delivers and commits what is in batches, then leaves the group', async () => {
    const { clock, sink, source, ingest } = setUp();
    source.produce('events', 0, messages(30));
    await ingest.start();
    source.assign(P0);
    await clock.advance(200);
    const report = ingest.stop();
    expect(ingest.state).toBe('DRAINING');
    await clock.advance(500);
    expect(await report).toMatchObject({ drained: true });
    expect(ingest.state).toBe('STOPPED');
    expect(source.committed.get('events[0]')).toBe(30);
    expect(sink.offsets('events')).toEqual(range(0, 30));
    expect(source.closed).toBe(true);
  });

  it('a stop ends at its deadline when ClickHouse is down, and commits nothing', async () => {
    const { clock, sink, source, ingest } = setUp();
    sink.behave = () => 'hang';
    source.produce('events', 0, messages(500));
    await ingest.start();
    source.assign(P0);
    await clock.advance(200);
    const report = ingest.stop({ deadlineMs: 3_000 });
    await clock.advance(2_900);
    expect(ingest.state).toBe('DRAINING');
    await clock.advance(2_000);
    expect(await report).toMatchObject({ drained: false });
    expect(source.committed.get('events[0]')).toBe(0);
    expect(source.closed).toBe(true);
  });
});

it('a listener may stop everything from within an event: the batch that grows at that moment is whole', async () => {
  const { clock, sink, source, ingest } = setUp({ policy: { maxBytes: 4_000, maxUnacknowledgedBytes: 4_000 } });
  let report: Promise<unknown> | undefined;
  ingest.on('paused', () => void (report ??= ingest.stop({ deadlineMs: 2_000 })));
  await ingest.start();
  source.assign(P0);
  source.produce('events', 0, messages(10));
  await clock.advance(200);
  // So many that the partition is paused in the same step that appends to the open batch.
  source.produce('events', 0, messages(400, 10));
  await clock.advance(5_000);
  expect(report).toBeDefined();
  expect(await report).toMatchObject({ drained: true });
  const committed = source.committed.get('events[0]') ?? 0;
  expect(committed).toBeGreaterThan(10);
  expect(sink.offsets('events')).toEqual(range(0, committed));
});

it('a listener that throws does not stop the ingestion', async () => {
  const { clock, source, ingest } = setUp();
  ingest.on('batch-landed', () => {
    throw new Error('listener');
  });
  source.produce('events', 0, messages(100));
  await ingest.start();
  source.assign(P0);
  await clock.advance(1_000);
  expect(source.committed.get('events[0]')).toBe(100);
  await ingest.stop();
});
