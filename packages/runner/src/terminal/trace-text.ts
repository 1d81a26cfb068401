import { printable, printableJson } from '@proj/diagnostics';
import type { LoggedMessage, MessageFate, MessageTrace, Pipeline } from '@proj/kafka-ingest';
import { bytesHead } from './bytes-head.js';
import { count } from './count.js';
import { whyText } from './start-text.js';

type Where = Pick<Pipeline, 'landing' | 'quarantine'>;

/** A longer value would fill the screen. */
const SHOWN_LENGTH = 200;

/** What has become of a message, its rows, and the message itself. */
export function traceText(trace: MessageTrace, tables: Where): string {
  const { offsets, position, offset, fate, rows, message } = trace;
  const mark = fate.kind === 'landed' ? '✓' : fate.kind === 'quarantined' ? '✗' : '·';
  const committed = position.committed === undefined ? 'nothing committed' : `committed ${position.committed}`;
  const lines = [
    `${offsets.topic}[${position.partition}] offset ${offset}, read by ${offsets.datasource} as group ${offsets.groupId}: ${committed}, end ${position.logEnd}.`,
    '',
    `${mark} ${fateText(trace, tables)}`,
    ...rows.flatMap((row) => rowLines(row, tables)),
    '',
    ...(message ? messageLines(message) : ['The broker does not have the message.']),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** The same as one JSON object, for programs. Keys and values of messages are Base64. */
export function traceJson({ message, ...trace }: MessageTrace): string {
  const base64 = (bytes: Uint8Array | null): string | null => (bytes ? Buffer.from(bytes).toString('base64') : null);
  const logged = message ? { ...message, key: base64(message.key), value: base64(message.value) } : null;
  return `${printableJson(JSON.stringify({ ...trace, message: logged }, null, 2))}\n`;
}

/** One sentence about the fate, and one about what to do where something may be wrong. */
function fateText({ fate, offsets, position, rows }: MessageTrace, { landing, quarantine }: Where): string {
  const own = rows.filter((one) => !one.isOfEarlierTopic);
  const copies = (table: 'landing' | 'quarantine'): string => {
    const n = own.filter((one) => one.table === table).length;
    return n > 1 ? `, ${n} times: it was read more than once` : '';
  };
  switch (fate.kind) {
    case 'landed':
      return `Landed in ${landing.database}.${landing.table}${copies('landing')}.`;
    case 'quarantined':
      return `Quarantined in ${quarantine.database}.${quarantine.table}${copies('quarantine')}.`;
    case 'beyond-end':
      return `Does not exist yet: the next message gets offset ${fate.logEnd}.`;
    case 'inserting':
      return `In a batch that is being inserted: ${fate.plan.first} to ${fate.plan.last}, planned at ${timeText(fate.plan.at)}. If no runner is up, the next one sends it again.`;
    case 'unread':
      return `Not read yet: ${count(fate.behind, 'offset')} before it, from ${fate.next} on. ${readersText(offsets.members.length)}`;
    case 'passed-over':
      return `Not read, and will not be: reading starts at ${fate.start} (${whyText([{ partition: position.partition, offset: fate.start, reason: fate.reason }], offsets.topic)}).`;
    case 'open-transaction':
      return `Held back by an open transaction, which begins at ${fate.stableEnd}. It is read once its producer ends the transaction.`;
    case 'aborted':
      return 'Part of a transaction that its producer aborted, so nobody reads it.';
    case 'no-message':
      return `There is no message at this offset: compaction has removed it, or it is the marker of a transaction.${fate.next === undefined ? '' : ` The next message is ${fate.next}.`}`;
    case 'expired':
      return fate.wasRead
        ? `Older than the log, which begins at ${fate.logStart}. The group had finished it, and no table has it: its row was deleted, or the table was replaced.`
        : `Older than the log, which begins at ${fate.logStart}: retention removed it before it was read.`;
    case 'not-stored':
      return 'Finished by the group, but in neither table: its row was deleted, has expired or was merged away by the engine; or the offset was moved past it. To read it again: kafka-ingest offsets.';
    default:
      return fate satisfies never;
  }
}

const readersText = (members: number): string =>
  members === 0 ? 'Nothing reads as this group now.' : `The group has ${count(members, 'member')}.`;

function rowLines({ table, values, isOfEarlierTopic }: MessageTrace['rows'][number], tables: Where): readonly string[] {
  const { database, table: name } = tables[table];
  const note = isOfEarlierTopic ? ', from another message that had this offset: the topic was created again' : '';
  const reasons = table === 'quarantine' ? reasonsOf(values) : [];
  const columns = Object.entries(values).filter(([column]) => reasons.length === 0 || !SHOWN_AS_REASONS.has(column));
  const width = Math.max(0, ...columns.map(([column]) => printable(column).length));
  return [
    '',
    `Row of ${database}.${name}${note}`,
    ...reasons.map((reason) => `  ✗ ${cut(reason)}`),
    ...columns.map(([column, value]) => `  ${printable(column).padEnd(width)}  ${cut(valueText(value))}`),
  ];
}

const SHOWN_AS_REASONS: ReadonlySet<string> = new Set(['c__error_column', 'c__error']);

/** The reasons of a quarantined message, each with its column. */
function reasonsOf({
  c__error_column: columns,
  c__error: errors,
}: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(columns) || !Array.isArray(errors)) return [];
  return errors.map((error: unknown, i) => `${valueText(columns[i])}: ${valueText(error)}`);
}

function messageLines({ timestampMs, key, value, headers }: LoggedMessage): readonly string[] {
  const keyText = key === null ? '(none)' : `${bytesHead(key)}  (${count(key.length, 'byte')})`;
  const text = value === null ? '(none: a tombstone)' : `${bytesHead(value)}  (${count(value.length, 'byte')})`;
  const when = timestampMs < 0 ? 'without a timestamp' : `of ${timeText(timestampMs)}`;
  return [`Message ${when}, with ${count(headers, 'header')}`, `  key    ${keyText}`, `  value  ${text}`];
}

function timeText(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? `${ms} ms` : time.toISOString();
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const cut = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text);

/** Whether the message is where it should be. */
export const isStored = ({ kind }: MessageFate): boolean => kind === 'landed' || kind === 'quarantined';
