import { tableKey, type ServerFacts, type TableFacts } from '@proj/clickhouse-tables';
import { expect, it } from 'vitest';
import { noteText, reasonText, verdictLine } from '../src/index.js';
import { decideVerdict, type KafkaFacts } from '../src/preflight/decide-verdict.js';

const plain: TableFacts = {
  database: 'shop',
  name: 'events',
  engine: 'MergeTree',
  deduplication: { setting: 'non_replicated_deduplication_window', window: 10_000 },
  recentPartitions: 1,
  views: [],
};
const quarantine: TableFacts = {
  ...plain,
  name: 'events_quarantine',
  ttl: 'insertion_date + toIntervalDay(30)',
};
const replicated: Partial<TableFacts> = {
  engine: 'ReplicatedMergeTree',
  deduplication: { setting: 'replicated_deduplication_window', window: 10_000, seconds: 3_600 },
};

function judge(landing: Partial<TableFacts>, more: Partial<ServerFacts> = {}, kafka: KafkaFacts = {}) {
  const tables = new Map([{ ...plain, ...landing }, quarantine].map((one) => [tableKey(one), one]));
  const verdict = decideVerdict(
    {
      datasource: 'events',
      landing: { database: 'shop', name: 'events' },
      quarantine: { database: 'shop', name: 'events_quarantine' },
    },
    { tables, overrides: {}, ...more },
    kafka,
  );
  return { verdict, line: verdictLine(verdict), notes: verdict.notes.map(noteText) };
}

it('the tables that we create are exactly once, the TTL of the quarantine table included', () => {
  expect(judge({}, { overrides: { deduplicate_insert: 'enable' } }, { partitions: 500, keepsMetadata: true })).toEqual({
    verdict: { datasource: 'events', guarantee: 'exactly-once', reasons: [], notes: [] },
    line: 'events: exactly once.',
    notes: [],
  });
});

it('a replicated table is exactly once where its rows show what was stored', () => {
  expect(judge(replicated).line).toBe('events: exactly once.');
  expect(judge({ ...replicated, engine: 'SharedMergeTree' }).line).toBe('events: exactly once.');
});

it.each([
  [
    { ...replicated, engine: 'ReplicatedReplacingMergeTree' },
    'its rows do not show what was stored: ReplicatedReplacingMergeTree merges rows',
  ],
  [{ ...replicated, ttl: 'ts + toIntervalDay(90)' }, 'its rows do not show what was stored: its TTL drops rows'],
])('a replicated table that forgets, and cannot be read back, is at least once: %#', (facts, why) => {
  const { line, verdict, notes } = judge(facts);
  expect(line).toBe(
    `events: at least once, because shop.events forgets inserts after 3600 s, and after a longer outage ${why}.`,
  );
  expect(reasonText(verdict.reasons[0]!).remedy).toBe(
    'ALTER TABLE `shop`.`events` MODIFY SETTING replicated_deduplication_window_seconds = 604800;',
  );
  expect(notes).toEqual([]);
});

it.each(['Replacing', 'Summing', 'Aggregating', 'Collapsing', 'VersionedCollapsing', 'Graphite'])(
  'a %sMergeTree is exactly once within its window, with a note',
  (kind) => {
    const { line, notes } = judge({ engine: `${kind}MergeTree` });
    expect(line).toBe('events: exactly once.');
    expect(notes).toEqual([
      'shop.events remembers 10000 inserts. When more than that pass before one is repeated, rows can be doubled, ' +
        `because what it holds does not show what was stored: ${kind}MergeTree merges rows.`,
    ]);
  },
);

it('a setting of the user that switches the deduplication off is a reason', () => {
  const { line } = judge({}, { overrides: { deduplicate_insert: 'enable', deduplicate_insert_select: 'disable' } });
  expect(line).toBe(
    "events: at least once, because the ClickHouse user has the setting deduplicate_insert_select = 'disable'.",
  );
});

it('a broker that drops metadata is a reason', () => {
  expect(judge({}, {}, { keepsMetadata: false }).line).toBe(
    'events: at least once, because the broker drops the metadata of committed offsets, so that a batch cannot be rebuilt after a crash.',
  );
});

it('a view whose target cannot be seen is a reason, and nothing unprintable is shown', () => {
  const { line, notes } = judge({ views: [{ database: 'shop', name: 'v\n\u202E' }] });
  expect(line).toMatch(
    /^events: at least once, because the table that the view shop\.v\S+ writes into cannot be seen\.$/,
  );
  expect([line, ...notes].join('')).not.toMatch(/[\n\u202E]/);
});
