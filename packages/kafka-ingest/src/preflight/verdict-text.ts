import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import { printable } from '@proj/diagnostics';
import type { JudgedTable, Verdict, VerdictNote, VerdictReason } from './verdict.js';

/** Sentences about a verdict. */
export interface ReasonText {
  /** A sentence without its full stop, so that it can follow "because". */
  readonly text: string;
  /** What to do about it: SQL, or a sentence. */
  readonly remedy: string;
}

/** A week: longer than any outage that one leaves alone. */
const PATIENT_SECONDS = 604_800;
/** What tables that we create have. */
const OUR_WINDOW = 10_000;

/** A reason in words, and what to do about it. Holds nothing unprintable. */
export function reasonText(reason: VerdictReason): ReasonText {
  const { text, remedy } = wordsOf(reason);
  return { text: printable(text), remedy: printable(remedy) };
}

function wordsOf(reason: VerdictReason): ReasonText {
  switch (reason.code) {
    case 'table-missing':
      return {
        text: `${shown(reason.table)} does not exist yet`,
        remedy: reason.table.via === undefined ? 'Run `kafka-ingest deploy`.' : 'Create it, or drop the view.',
      };
    case 'engine':
      return {
        text: `the engine ${reason.engine} of ${shown(reason.table)} does not recognise a repeated insert`,
        remedy: 'Use an engine of the MergeTree family.',
      };
    case 'no-window':
      return {
        text: `${shown(reason.table)} remembers no inserts, so that a repeated one doubles its rows`,
        remedy: setting(reason.table, reason.setting, Math.max(reason.needed, OUR_WINDOW)),
      };
    case 'small-window': {
      const { kafkaPartitions, tablePartitions } = reason;
      return {
        text:
          `${shown(reason.table)} remembers ${reason.window} inserts, and ${count(kafkaPartitions, 'Kafka partition')} ` +
          `and ${count(tablePartitions, 'table partition')} a batch need ${reason.needed}`,
        remedy: setting(reason.table, reason.setting, Math.max(reason.needed, OUR_WINDOW)),
      };
    }
    case 'forgets':
      return {
        text:
          `${shown(reason.table)} forgets inserts after ${reason.seconds} s, and after a longer outage ` +
          `its rows do not show what was stored: ${lossOf(reason)}`,
        remedy: setting(reason.table, 'replicated_deduplication_window_seconds', PATIENT_SECONDS),
      };
    case 'target-hidden':
      return {
        text: `the table that the view ${reason.view} writes into cannot be seen`,
        remedy: 'Grant SHOW TABLES on it to the ClickHouse user, so that it can be judged.',
      };
    case 'deduplication-off':
      return {
        text: `the ClickHouse user has the setting ${reason.setting} = '${reason.value}'`,
        remedy: `Set ${reason.setting} = 'enable' for the user.`,
      };
    case 'no-metadata':
      return {
        text: 'the broker drops the metadata of committed offsets, so that a batch cannot be rebuilt after a crash',
        remedy: 'Kafka keeps up to 4096 bytes of it (offset.metadata.max.bytes). Some compatible brokers keep none.',
      };
  }
}

/** A note in words. Holds nothing unprintable. */
export function noteText(note: VerdictNote): string {
  if (note.code === 'views') return printable(viewsText(note));
  return printable(
    `${shown(note.table)} remembers ${note.window} inserts. When more than that pass before one is repeated, ` +
      `rows can be doubled, because what it holds does not show what was stored: ${lossOf(note)}.`,
  );
}

function viewsText({ views, repeated }: VerdictNote & { readonly code: 'views' }): string {
  const which = views.length === 1 ? `the view ${list(views)}` : `one of the views ${list(views)}`;
  const others =
    repeated.length === 0
      ? 'All that the rows reach remembers inserts, so no row gets there twice.'
      : `A repetition can put the same rows into ${list(repeated)} again.`;
  return (
    `If ${which} fails, the table has the rows already, and what ${views.length === 1 ? 'it feeds' : 'the views feed'} may not. ` +
    `The batch is repeated until the view works, and its partition waits. ${others}`
  );
}

const lossOf = ({ engine, because }: { readonly engine: string; readonly because: 'engine' | 'ttl' }): string =>
  because === 'ttl' ? 'its TTL drops rows' : `${engine} merges rows`;

/** A verdict as one line, without a line break. Holds nothing unprintable. */
export function verdictLine({ datasource, guarantee, reasons }: Verdict): string {
  const name = printable(datasource);
  const [first, ...others] = reasons;
  if (!first) return `${name}: exactly once.`;
  const how = guarantee === 'unknown' ? 'exactly once or not is unknown' : 'at least once';
  const more = others.length === 0 ? '' : `, and for ${count(others.length, 'other reason')}`;
  return `${name}: ${how}, because ${reasonText(first).text}${more}.`;
}

function shown({ database, name, via }: JudgedTable): string {
  return `${database}.${name}${via === undefined ? '' : `, which the view ${via} feeds,`}`;
}

const setting = ({ database, name }: JudgedTable, what: string, value: number): string =>
  `ALTER TABLE ${quoteIdentifier(database)}.${quoteIdentifier(name)} MODIFY SETTING ${what} = ${value};`;

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
