import { describe, expect, it } from 'vitest';
import type { MessageFate, MessageTrace } from '@proj/kafka-ingest';
import { bytesHead } from '../src/terminal/bytes-head.js';
import { traceText } from '../src/terminal/trace-text.js';

const tables = {
  landing: { database: 'shop', table: 'orders', metaColumns: [] },
  quarantine: { database: 'shop', table: 'orders_quarantine' },
};
const trace = (fate: MessageFate, more: Partial<MessageTrace> = {}): string =>
  traceText(
    {
      offsets: { datasource: 'orders', topic: 't', topicId: 'a', groupId: 'g', members: [] },
      position: { partition: 3, committed: 900, record: undefined, foreignMetadata: undefined, logStart: 100, logEnd: 5_000, stableEnd: 5_000, lag: 4_100, start: { offset: 900, reason: { kind: 'committed' } } }, // prettier-ignore
      offset: 1_207,
      fate,
      rows: [],
      message: undefined,
      ...more,
    },
    tables,
  );

describe('a trace', () => {
  it('shows a quarantined message with its reasons, its row and its bytes', () => {
    const values = { c__error_column: ['id', 'at'], c__error: ['is missing', 'is not a time'], c__import_id: null, id: null, __value: '{"a":1}' }; // prettier-ignore
    const text = trace(
      { kind: 'quarantined' },
      {
        rows: [{ table: 'quarantine', values, timestampMs: 0, isOfEarlierTopic: false }],
        message: {
          offset: 1_207,
          timestampMs: 1_767_225_600_000,
          key: null,
          value: Buffer.from('{"a":1}'),
          headers: 1,
        },
      },
    );
    expect(text).toBe(`t[3] offset 1207, read by orders as group g: committed 900, end 5000.

✗ Quarantined in shop.orders_quarantine.

Row of shop.orders_quarantine
  ✗ id: is missing
  ✗ at: is not a time
  c__import_id  null
  id            null
  __value       {"a":1}

Message of 2026-01-01T00:00:00.000Z, with 1 header
  key    (none)
  value  {"a":1}  (7 bytes)
`);
  });

  it.each<readonly [MessageFate, string]>([
    [{ kind: 'unread', next: 900, behind: 307 }, '· Not read yet: 307 offsets before it, from 900 on. Nothing reads as this group now.'],
    [{ kind: 'expired', logStart: 2_000, wasRead: false }, '· Older than the log, which begins at 2000: retention removed it before it was read.'],
    [{ kind: 'beyond-end', logEnd: 1_000 }, '· Does not exist yet: the next message gets offset 1000.'],
    [{ kind: 'no-message', next: 1_208 }, 'or it is the marker of a transaction. The next message is 1208.'],
    [{ kind: 'passed-over', start: 5_000, reason: { kind: 'latest', skipped: 4_900 } }, 'reading starts at 5000 (nothing committed, and the policy is latest; 4,900 messages are skipped).'],
  ])('says in words what is known: %j', (fate, sentence) => {
    expect(trace(fate)).toContain(sentence);
    expect(trace(fate)).toContain('The broker does not have the message.');
  }); // prettier-ignore

  it('says when a message has several rows, and when a row is from another topic of this name', () => {
    const row = { table: 'landing', values: { id: '1' }, timestampMs: 0, isOfEarlierTopic: false } as const;
    expect(trace({ kind: 'landed' }, { rows: [row, row] })).toContain(
      '✓ Landed in shop.orders, 2 times: it was read more than once.',
    );
    const rows = [{ ...row, isOfEarlierTopic: true }];
    expect(trace({ kind: 'not-stored' }, { rows })).toContain('from another message that had this offset');
  });
});

it('keys and values are shown as text where they are text, and never as commands of a terminal', () => {
  expect(bytesHead(Buffer.from('grün\u001B[2J'))).toMatch(/^0x/);
  expect(bytesHead(Buffer.from('a\u202Eb\nc'))).not.toMatch(/[\u202E\n]/);
  expect(bytesHead(Buffer.from([0, 0, 0, 0, 7]))).toBe('0x0000000007');
  expect(bytesHead(Buffer.from(''))).toBe('(empty)');
  // The cut goes through the bytes of a character.
  const long = bytesHead(Buffer.from(`a${'ü'.repeat(400)}`));
  expect(long).toBe(`a${'ü'.repeat(149)}…`);
});
