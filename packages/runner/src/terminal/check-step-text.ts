import { printable } from '@proj/diagnostics';
import type { CheckKind, CheckStep } from '@proj/kafka-ingest';
import { withHint } from './error-text.js';

const names: Readonly<Record<CheckKind, string>> = {
  resolve: 'resolve',
  connect: 'connect',
  tls: 'TLS',
  login: 'log in',
  brokers: 'brokers',
  topic: 'topic',
  group: 'group',
  registry: 'registry',
};

/** A step as text: mark, time and finding on one line, and below it what is wrong. */
export function stepText({ kind, subject, ok, elapsedMs, detail, problem }: CheckStep): string {
  const found = detail === undefined ? '' : `  ${printable(detail)}`;
  const line = `${ok ? '✓' : '✗'} ${names[kind].padEnd(8)} ${`${elapsedMs} ms`.padStart(9)}  ${printable(subject)}${found}\n`;
  return problem ? `${line}  ${printable(withHint(problem))}\n` : line;
}
