import { printable, printableJson } from '@proj/diagnostics';
import type { ExplainedColumn, MessageExplanation, UnmappedColumn } from '@proj/kafka-ingest';
import { count } from './count.js';

/** A longer value would not fit on its line. */
const SHOWN_LENGTH = 40;
const TOO_LONG = new RegExp(`^(.{${SHOWN_LENGTH - 1}}).{2,}$`, 'su');

/** An explanation as text: one line per column, then the table that the message would go to. */
export function explanationText(
  { datasource, destination, reasons, note, columns, otherColumns }: MessageExplanation,
  bytes: number,
): string {
  const cells = [
    ['', 'column', 'path', 'found', 'type', 'result'],
    ...columns.map((one) => [MARKS[one.outcome.kind], one.column, one.path, found(one), one.type, result(one)]),
    ...otherColumns.map((one) => ['·', one.column, '', '', one.type, filledBy(one)]),
  ];
  const rows = cells.map((row) => row.map(printable));
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const table = columns.length > 0 ? `${lines.join('\n')}\n\n` : '';
  const whole = reasons.filter((reason) => !columns.some((one) => one.column === reason.column));
  const reasonLines = whole.map((reason) => `✗ ${printable(`${reason.column}: ${reason.message}`)}\n`).join('');
  const remark = note === undefined ? '' : `! ${printable(note)}\n`;
  const where =
    destination === 'landing'
      ? `✓ A row of ${printable(datasource)}.`
      : `✗ Goes to ${printable(datasource)}_quarantine, for ${count(reasons.length, 'reason')}.`;
  return `Message of ${count(bytes, 'byte')}\n\n${table}${remark}${reasonLines}${where}\n`;
}

/** The same as one JSON object, for programs. */
export const explanationJson = (explanation: MessageExplanation): string =>
  `${printableJson(JSON.stringify(explanation, null, 2))}\n`;

const MARKS: Readonly<Record<ExplainedColumn['outcome']['kind'], string>> = {
  value: '✓',
  null: '✓',
  default: '✓',
  rejected: '✗',
};

function found({ found: text, absence }: ExplainedColumn): string {
  return text === null ? `(${absence ?? 'missing'})` : cut(text);
}

function result({ outcome, defaultExpression }: ExplainedColumn): string {
  switch (outcome.kind) {
    case 'value':
      return cut(outcome.text);
    case 'null':
      return 'NULL';
    case 'default':
      return `DEFAULT ${defaultExpression ?? ''}`.trimEnd();
    case 'rejected':
      return outcome.rejection.message;
    default:
      return outcome satisfies never;
  }
}

/** What fills a column that is not mapped from the message. */
function filledBy({ filledBy: what, defaultExpression }: UnmappedColumn): string {
  switch (what) {
    case 'kafka':
      return "from Kafka's metadata";
    case 'default':
      return `DEFAULT ${defaultExpression ?? ''}`.trimEnd();
    case 'type':
      return 'nothing: the default of its type';
    default:
      return what satisfies never;
  }
}

/** A value on one line, shortened where it is too long. */
function cut(text: string): string {
  if (text === '') return '(empty)';
  // A character may be two code units, which must stay together.
  return printable(text.slice(0, 2 * SHOWN_LENGTH + 2)).replace(TOO_LONG, '$1…');
}
