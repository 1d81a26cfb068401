import type { ExplainedColumn, MessageExplanation } from '@proj/kafka-ingest';
import { count } from './count.js';

/** More of a value does not fit on a line with the rest. */
const FOUND_LENGTH = 40;

/** An explanation for people: a line per column, then in which table the message would be. */
export function explanationText(
  { datasource, destination, reasons, columns }: MessageExplanation,
  bytes: number,
): string {
  const rows = [
    ['', 'column', 'path', 'found', 'type', 'result'],
    ...columns.map((one) => [MARKS[one.outcome.kind], one.column, one.path, found(one), one.type, result(one)]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const table = columns.length > 0 ? `${lines.join('\n')}\n\n` : '';
  const whole = reasons.filter((reason) => !columns.some((one) => one.column === reason.column));
  const told = whole.map((reason) => `✗ ${reason.column}: ${reason.message}\n`).join('');
  const where =
    destination === 'landing'
      ? `✓ A row of ${datasource}.`
      : `✗ Goes to ${datasource}_quarantine, for ${count(reasons.length, 'reason')}.`;
  return `Message of ${count(bytes, 'byte')}\n\n${table}${told}${where}\n`;
}

/** The same for programs: one JSON object. */
export const explanationJson = (explanation: MessageExplanation): string => `${JSON.stringify(explanation, null, 2)}\n`;

const MARKS: Readonly<Record<ExplainedColumn['outcome']['kind'], string>> = {
  value: '✓',
  null: '✓',
  default: '✓',
  rejected: '✗',
};

function found({ found: text }: ExplainedColumn): string {
  if (text === null) return '(nothing)';
  const line = oneLine(text);
  return line.length > FOUND_LENGTH ? `${line.slice(0, FOUND_LENGTH - 1)}…` : line;
}

function result({ outcome, defaultExpression }: ExplainedColumn): string {
  switch (outcome.kind) {
    case 'value':
      return oneLine(outcome.text);
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

/** Control characters would move the lines that follow, or do worse to a terminal. Everything else is shown as it is. */
const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]/gu, (c) => {
    const named = JSON.stringify(c).slice(1, -1);
    return named === c ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : named;
  });
