import { parseArgs } from 'node:util';
import { allCases, type BenchCase } from './cases.js';

export interface BenchOptions {
  readonly cases: readonly BenchCase[];
  /** Messages of the backlog of a case. */
  readonly messagesOf: (benchCase: BenchCase) => number;
  /** Each round runs both sides once, in the reverse order of the previous one. */
  readonly rounds: number;
  /** How long the steady stream is measured, after its warm-up. */
  readonly lagSeconds: number;
}

export const usage = `Usage: npm run bench -- [options]
       npm run bench -- parser --help

Compares the runner with ClickHouse's own Kafka table engine and writes bench-results.json.

  --quick        The shop event alone, a smaller backlog, a shorter stream: under two minutes.
  --messages N   Messages of the backlog. Default: 3,000,000 for the shop event, 1,000,000 for the others;
                 with --quick 600,000.
  --rounds N     Repeat each case, with the sides in changing order; figures are medians. Default: 1.
  --case TEXT    Only the cases with this text in their name: ${allCases.map((one) => one.name).join(', ')}.
  --help
`;

/** @throws Error with a sentence for the user. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      messages: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      case: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const messages = values.messages === undefined ? undefined : positive('--messages', values.messages);
  const wanted = values.case ?? (values.quick ? 'shop' : '');
  const cases = allCases.filter((one) => one.name.includes(wanted));
  if (cases.length === 0) throw new Error(`No case has "${wanted}" in its name.`);
  return {
    cases,
    messagesOf: (one) => messages ?? (values.quick ? 600_000 : one.messages),
    rounds: positive('--rounds', values.rounds),
    lagSeconds: values.quick ? 8 : 20,
  };
}

function positive(flag: string, text: string): number {
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${flag} takes a whole number above 0, not "${text}".`);
  return value;
}
