import type { InsertFailureAction, InsertRequest } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import type { RowSink } from '../../src/index.js';
import { readBlock, type Row } from './native-reader.js';

/** The rows that a request is about. */
export function rowsOf({ block, only }: InsertRequest): readonly Row[] {
  const rows = readBlock(block);
  const [range] = only ?? [];
  if (!range) return rows;
  if (range.kind === 'rows') return rows.slice(range.from, range.to);
  throw new Error('this sink has no table partitions');
}

export type Behaviour =
  | 'ok'
  /** Refused: nothing was written. */
  | InsertFailureAction
  /** Written, and the answer is lost. */
  | 'lost-answer'
  /** No answer until it is aborted. */
  | 'hang';

export class FlakyInsertError extends IngestError {
  readonly action: InsertFailureAction;
  constructor(action: InsertFailureAction) {
    super('sink/test', `the sink was told to fail: ${action}`, { retryable: action === 'retry' });
    this.action = action;
  }
}

/** Keeps inserted blocks, ignores repeated tokens as ClickHouse does, and fails on demand. */
export class RecordingSink implements RowSink {
  readonly tables = new Map<string, Row[]>();
  readonly requests: {
    readonly table: string;
    readonly token: string;
    readonly queryId: string;
    readonly rows: number;
  }[] = [];
  readonly #tokens = new Set<string>();
  behave: (request: InsertRequest) => Behaviour | Promise<Behaviour> = () => 'ok';

  async insert(request: InsertRequest): Promise<void> {
    const { table, token = '', queryId, block } = request;
    this.requests.push({ table, token, queryId, rows: block.rows });
    const behaviour = await this.behave(request);
    if (behaviour === 'hang') return this.#hang(request.signal);
    if (behaviour === 'ok' || behaviour === 'lost-answer') this.#write(table, token, rowsOf(request));
    if (behaviour === 'lost-answer') throw new FlakyInsertError('retry');
    if (behaviour !== 'ok') throw new FlakyInsertError(behaviour);
  }

  rows(table: string): readonly Row[] {
    return this.tables.get(table) ?? [];
  }

  /** Offsets of the rows of a table, by partition, in the order in which they came. */
  offsets(table: string, partition = 0): number[] {
    return this.rows(table).filter((row) => row['__partition'] === partition).map((row) => Number(row['__offset'])); // prettier-ignore
  }

  #write(table: string, token: string, rows: readonly Row[]): void {
    if (this.#tokens.has(token)) return;
    this.#tokens.add(token);
    this.tables.set(table, [...this.rows(table), ...rows]);
  }

  #hang(signal: AbortSignal | undefined): Promise<never> {
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(new FlakyInsertError('retry')));
    });
  }
}
