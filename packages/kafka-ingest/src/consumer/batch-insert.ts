import type { Block, InsertFailureAction } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import type { RowSink } from '../ports.js';
import { insertQueryId, insertToken, type BatchRange, type BlockKind } from './insert-token.js';

/** A sealed batch: its blocks, and which of them ClickHouse has acknowledged. */
export class BatchInsert {
  readonly range: BatchRange;
  readonly encoder: BatchEncoder;
  readonly rows: number;
  readonly quarantined: number;
  readonly byteLength: number;
  /** When the first attempt began. */
  startedAt: number | undefined;
  readonly #incarnation: Promise<string>;
  readonly #abort = new AbortController();
  readonly #blocks: { readonly landing: Block | undefined; readonly quarantine: Block | undefined } | undefined;
  readonly #brokenBy: unknown;
  /** Whether the encoder was given back: another batch may already be using it. */
  freed = false;
  readonly #acknowledged = new Set<BlockKind>();
  #underWay = false;
  #whenIdle: (() => void) | undefined;

  constructor(range: BatchRange, encoder: BatchEncoder, incarnation: Promise<string>) {
    this.range = range;
    this.encoder = encoder;
    this.rows = encoder.rows;
    this.quarantined = encoder.quarantined;
    this.byteLength = encoder.byteLength;
    this.#incarnation = incarnation;
    try {
      this.#blocks = encoder.finish();
    } catch (error) {
      this.#brokenBy = error;
    }
  }

  /**
   * Resolves when both blocks are acknowledged. A block acknowledged by an earlier attempt is not
   * sent again. Rejects with the graver error; see `failureAction`.
   */
  async attempt(sink: RowSink, attempt: number): Promise<void> {
    this.#underWay = true;
    try {
      if (!this.#blocks) throw brokenBatch(this.range, this.#brokenBy);
      const incarnation = await this.#incarnation;
      const { landing, quarantine } = this.encoder.pipeline;
      const results = await Promise.allSettled([
        this.#send(sink, 'landing', landing, this.#blocks.landing, incarnation, attempt),
        this.#send(sink, 'quarantine', quarantine, this.#blocks.quarantine, incarnation, attempt),
      ]);
      const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      if (errors.length > 0) throw errors.find((error) => failureAction(error) === 'hold') ?? errors[0];
    } finally {
      this.#underWay = false;
      this.#whenIdle?.();
    }
  }

  async #send(
    sink: RowSink,
    kind: BlockKind,
    { database, table }: { readonly database: string; readonly table: string },
    block: Block | undefined,
    incarnation: string,
    attempt: number,
  ): Promise<void> {
    if (!block || this.#acknowledged.has(kind)) return;
    await sink.insert({
      database,
      table,
      block,
      token: insertToken(this.range, incarnation, kind),
      queryId: insertQueryId(this.range, kind, attempt),
      signal: this.#abort.signal,
    });
    this.#acknowledged.add(kind);
  }

  /**
   * Gives the batch up. Calls back when its memory is free: at once, or when the attempt under way
   * has ended.
   */
  drop(whenIdle: () => void): void {
    if (this.#underWay) {
      this.#whenIdle = whenIdle;
      this.#abort.abort();
    } else whenIdle();
  }
}

/** What a sink's error asks for. What this package cannot do yet is held. */
export function failureAction(error: unknown): 'retry' | 'hold' {
  const action = (error as { readonly action?: InsertFailureAction } | undefined)?.action;
  if (action !== undefined) return action === 'retry' ? 'retry' : 'hold';
  return error instanceof IngestError && !error.retryable ? 'hold' : 'retry';
}

const brokenBatch = ({ topic, partition, first, last }: BatchRange, cause: unknown): IngestError =>
  new IngestError(
    'ingest/broken-batch',
    `Offsets ${first} to ${last} of ${topic}[${partition}] could not be encoded.`,
    {
      retryable: false,
      cause,
      hint: 'This is a bug in a mapping or a column writer. Nothing is lost: the offsets are not committed.',
    },
  );
