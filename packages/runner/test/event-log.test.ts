import { expect, it } from 'vitest';
import type { Ingest, IngestEvents } from '@proj/kafka-ingest';
import { logEvents } from '../src/terminal/event-log.js';

function logged() {
  const lines: unknown[] = [];
  const at = (level: string) => (fields: unknown, text: string) => void lines.push([level, fields, text]);
  const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const listeners = new Map<string, (event: never) => void>();
  const on: Ingest['on'] = (event, listener) => {
    listeners.set(event, listener);
    return () => void listeners.delete(event);
  };
  const stop = logEvents({ on }, logger);
  const say = <E extends keyof IngestEvents>(event: E, what: IngestEvents[E]): void =>
    (listeners.get(event) as ((event: IngestEvents[E]) => void) | undefined)?.(what);
  return { lines, say, stop };
}

const where = { datasource: 'events', topic: 't', partition: 0 };
const who = { connection: 'kafka', groupId: 'g', datasources: ['events'] };

it('states and problems of connections are logged, problems with their hint', () => {
  const { lines, say } = logged();
  say('status', { ...who, state: 'connected' });
  say('status', { ...who, state: 'connecting', problem: { code: 'kafka/refused', message: 'No.', hint: 'Look.', retryable: true }, retryInMs: 500 }); // prettier-ignore
  expect(lines).toEqual([
    ['info', { ...who, state: 'connected' }, 'Connection kafka: connected.'],
    ['warn', { ...who, code: 'kafka/refused', retryInMs: 500 }, 'No. Look.'],
  ]);
});

it('what failed is logged with its place and code, and without what the sentence says already', () => {
  const { lines, say } = logged();
  say('error', { kind: 'insert', ...where, code: 'sink/down', message: 'Down.', retryable: true, action: 'retry', attempt: 1, retryInMs: 125, cause: new Error('x') }); // prettier-ignore
  say('error', { kind: 'listener', event: 'paused', code: 'ingest/unexpected', message: 'Threw.', retryable: true });
  expect(lines).toEqual([
    ['error', { ...where, code: 'sink/down', retryInMs: 125 }, 'Down.'],
    ['error', { code: 'ingest/unexpected', event: 'paused' }, 'Threw.'],
  ]);
});

it('partitions that are assigned at once are logged together, with the reason of their start', async () => {
  const { lines, say } = logged();
  for (let partition = 0; partition < 5; partition++) {
    say('assigned', { ...where, partition, offset: 7, start: { kind: 'committed' } });
  }
  expect(lines).toEqual([]);
  await new Promise(setImmediate);
  expect(lines).toEqual([
    ['info', expect.objectContaining({ datasource: 'events', reason: 'committed' }), 'events: partitions 0–4 start where they were (committed).'], // prettier-ignore
  ]);
});

it('a stall is a warning that says which partitions wait, for what, since when, and what comes next', () => {
  const { lines, say } = logged();
  const stall = { connection: 'kafka', groupId: 'g', datasource: 'events', topic: 't', waitingFor: 'ClickHouse to answer', next: 'the insert is sent again in 12 s', sinceMs: 42_000 }; // prettier-ignore
  say('stalled', { ...stall, partitions: [0, 1, 2, 5], lag: 1_200 });
  say('stalled', { ...stall, partitions: [], lag: undefined });
  expect(lines.map((line) => (line as readonly unknown[])[2])).toEqual([
    'events: nothing has landed for 42 s from partitions 0–2, 5 of t (lag 1,200). It is waiting for ClickHouse to answer. Next: the insert is sent again in 12 s.',
    'events: nothing has landed for 42 s from t, of which no partition is assigned (lag unknown). It is waiting for ClickHouse to answer. Next: the insert is sent again in 12 s.',
  ]);
});

it('pauses are logged, except those of a stop', () => {
  const { lines, say } = logged();
  say('paused', { ...where, reason: 'backlog' });
  say('paused', { ...where, reason: 'draining' });
  expect(lines).toEqual([['info', { ...where, reason: 'backlog' }, 'Partition paused.']]);
});

it('notes keep their level, and offsets that went back are a warning', () => {
  const { lines, say, stop } = logged();
  say('note', { level: 'warn', message: 'Kafka client: hm', fields: { connection: 'kafka' } });
  say('rewound', { ...where, firstOffset: 0 });
  stop();
  say('note', { level: 'warn', message: 'late', fields: {} });
  expect(lines).toEqual([
    ['warn', { connection: 'kafka' }, 'Kafka client: hm'],
    ['warn', where, expect.stringContaining('Offsets of t[0] went back to 0')],
  ]);
});
