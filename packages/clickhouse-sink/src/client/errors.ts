import { IngestError } from '@proj/diagnostics';
import type { InsertFailureAction } from '../contract.js';
import { classifyError } from './classify-error.js';
import { failedView, shortText, type Failure } from './failure.js';
import { sentenceByCode } from './failure-table.js';

/** An insert that was not acknowledged. With action `retry` its outcome may be unknown. */
export class InsertError extends IngestError {
  override readonly name = 'InsertError';
  /** What the caller should do with the block. */
  readonly action: InsertFailureAction;
  /** ClickHouse's error code, when it gave one. */
  readonly clickhouseCode: number | undefined;
  /** `database.table`. */
  readonly table: string;

  constructor(table: string, failure: Failure, server: ToldServer) {
    const action = classifyError(failure);
    super('clickhouse-sink/insert-failed', `Insert into ${table} failed: ${describe(failure, server)}`, {
      // A hold is tried again too, slowly: its cause lies outside and can be removed there.
      retryable: action === 'retry' || action === 'hold',
      cause: failure.cause,
    });
    this.action = action;
    this.clickhouseCode = failure.clickhouseCode;
    this.table = table;
  }
}

/** A query, a statement or a ping that failed. */
export class QueryError extends IngestError {
  override readonly name = 'QueryError';
  readonly clickhouseCode: number | undefined;

  constructor(failure: Failure, server: ToldServer) {
    super('clickhouse-sink/query-failed', sentence(describe(failure, server)), {
      retryable: failure.clickhouseCode === undefined ? true : isPassing(failure),
      cause: failure.cause,
    });
    this.clickhouseCode = failure.clickhouseCode;
  }
}

const isPassing = (failure: Failure): boolean => {
  const action = classifyError(failure);
  // Inserts retry unlisted codes, so that no row is lost, but a wrong statement (62) stays wrong.
  return action === 'retry' && failure.clickhouseCode !== undefined && failure.clickhouseCode !== 62;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The server that a failure is about. */
export interface ToldServer {
  readonly origin: string;
  /** Removes what we know to be secret from what the server said. */
  readonly redact: (text: string) => string;
}

/** What happened in our words, then what the server said. */
function describe(failure: Failure, { origin, redact }: ToldServer): string {
  const said = shortText(failure.text, redact);
  const theirs = said === '' ? '.' : `. It said: ${said}.`;
  const { clickhouseCode: code, httpStatus: status } = failure;
  switch (failure.network) {
    case undefined:
      break;
    case 'ECONNREFUSED':
      return `nothing answers at ${origin}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host of ${origin} is not known.`;
    case 'TIMEOUT':
    case 'ETIMEDOUT':
      return `ClickHouse at ${origin} gave no answer in time.`;
    case 'ABORTED':
      return 'it was given up.';
    default:
      return `the connection to ClickHouse at ${origin} broke (${failure.network})${failure.network === 'BROKEN' ? theirs : '.'}`;
  }
  if (failure.tooLong) return `${failure.text}.`;
  if (failure.unacknowledged !== undefined) {
    // A stranger's word like the text itself: it may quote a header.
    const why = shortText(failure.unacknowledged, redact);
    return `${origin} answered with HTTP ${status ?? '?'}, but not as ClickHouse does: ${why}. Is there a proxy or a login page in between?${said === '' ? '' : ` It said: ${said}.`}`;
  }
  if (code !== undefined) {
    const view = failedView(failure.text);
    const ours =
      view === undefined
        ? (sentenceByCode.get(code) ?? 'ClickHouse refused it')
        : `the materialized view ${shortText(view, redact)} failed, and this table may have its rows already`;
    return `${ours} (error ${code})${theirs}`;
  }
  return `${origin} answered with HTTP ${status ?? '?'}${theirs}`;
}
