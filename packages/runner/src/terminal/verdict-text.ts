import { printable } from '@proj/diagnostics';
import { noteText, reasonText, type Verdict } from '@proj/kafka-ingest';

const GUARANTEES: Readonly<Record<Verdict['guarantee'], string>> = {
  'exactly-once': '✓ exactly once',
  'at-least-once': '✗ at least once',
  unknown: '? not known',
};

/** A verdict with its reasons, what to do about each, and its notes. */
export function verdictText({ datasource, guarantee, reasons, notes }: Verdict): string {
  const lines = [
    `${GUARANTEES[guarantee].padEnd(16)} ${printable(datasource)}`,
    ...reasons.map(reasonText).flatMap(({ text, remedy }) => [`  because ${text}.`, `    ${remedy}`]),
    ...notes.map((one) => `  ${noteText(one)}`),
  ];
  return `${lines.join('\n')}\n`;
}
