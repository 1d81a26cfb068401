import type { Block, InsertFailureAction } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import type { Incarnation } from '../delivery/position-record.js';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import type { RowSink } from '../ports.js';
import { InsertPieces } from './insert-pieces.js';
import { insertQueryId, insertToken, type BatchRange, type BlockKind } from './insert-token.js';
import type { RefusedMessage } from './refused-messages.js';

/** What a batch insert needs besides its rows. */
export interface BatchInsertOptions {
  readonly incarnation: Incarnation;
  /** Differs between processes: part of query ids. */
  readonly runId: string;
  /** Some rows of the range are in the tables already, and left out: the rest has other tokens. */
  readonly isRest: boolean;
  /** Makes a quarantine block of messages that ClickHouse refuses as rows. */
  readonly quarantineRefused: (messages: readonly RefusedMessage[]) => Promise<BatchEncoder | undefined>;
  /** Called when an encoder is no longer needed. */
  readonly free: (encoder: BatchEncoder) => void;
}

/** A sealed batch: its blocks, and which of them ClickHouse has acknowledged. */
export class BatchInsert {
  readonly range: BatchRange;
  readonly encoder: BatchEncoder;
  readonly byteLength: number;
  /** When the first attempt began. */
  startedAt: number | undefined;
  readonly #options: BatchInsertOptions;
  readonly #abort = new AbortController();
  readonly #landing: InsertPieces | undefined;
  readonly #quarantine: InsertPieces | undefined;
  #refused: InsertPieces | undefined;
  #refusedEncoder: BatchEncoder | undefined;
  readonly #brokenBy: unknown;
  readonly #isBroken: boolean = false;
  #freed = false;
  #underWay = false;
  #whenIdle: (() => void) | undefined;

  constructor(range: BatchRange, encoder: BatchEncoder, options: BatchInsertOptions) {
    this.range = range;
    this.encoder = encoder;
    this.byteLength = encoder.byteLength;
    this.#options = options;
    try {
      const { landing, quarantine } = encoder.finish();
      this.#landing = this.#pieces('landing', landing);
      this.#quarantine = this.#pieces('quarantine', quarantine);
    } catch (error) {
      this.#isBroken = true;
      this.#brokenBy = error;
    }
  }

  get rows(): number {
    return this.encoder.rows - (this.#landing?.refused.length ?? 0);
  }

  get quarantined(): number {
    return this.encoder.quarantined + (this.#refusedEncoder?.quarantined ?? 0);
  }

  /** The last few quarantined messages. */
  get lastReasons(): BatchEncoder['lastReasons'] {
    return [...this.encoder.lastReasons, ...(this.#refusedEncoder?.lastReasons ?? [])];
  }

  /**
   * Resolves when all blocks are acknowledged. What an earlier attempt has got acknowledged is not
   * sent again. Rejects with the graver error; see `failureAction`.
   */
  async attempt(sink: RowSink, attempt: number): Promise<void> {
    this.#underWay = true;
    try {
      if (this.#isBroken) throw brokenBatch(this.range, this.#brokenBy);
      const results = await Promise.allSettled([
        this.#landing?.send(sink, this.#queryId('landing', attempt), this.#abort.signal),
        this.#quarantine?.send(sink, this.#queryId('quarantine', attempt), this.#abort.signal),
      ]);
      const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      if (errors.length > 0) throw errors.find((error) => failureAction(error) === 'hold') ?? errors[0];
      await this.#sendRefused(sink, attempt);
    } finally {
      this.#underWay = false;
      this.#whenIdle?.();
    }
  }

  /** Messages whose rows ClickHouse did not take go to quarantine, with what it said. */
  async #sendRefused(sink: RowSink, attempt: number): Promise<void> {
    const refused = this.#landing?.refused ?? [];
    if (refused.length === 0) return;
    if (!this.#refused) {
      const messages = refused.map(({ row, error }) => ({ offset: this.encoder.offsetOfRow(row), error }));
      this.#refusedEncoder = await this.#options.quarantineRefused(messages);
      this.#refused = this.#pieces('quarantine', this.#refusedEncoder?.finish().quarantine, '#refused');
    }
    await this.#refused?.send(sink, this.#queryId('quarantine', attempt, 'r'), this.#abort.signal);
  }

  #pieces(kind: BlockKind, block: Block | undefined, suffix = ''): InsertPieces | undefined {
    if (!block) return undefined;
    const { landing, quarantine } = this.encoder.pipeline;
    const { database, table } = kind === 'landing' ? landing : quarantine;
    const { incarnation, isRest } = this.#options;
    return new InsertPieces({
      database,
      table,
      block,
      token: `${insertToken(this.range, incarnation, kind)}${isRest ? '#rest' : ''}${suffix}`,
      partitionKey: kind === 'landing' ? landing.partitionKey : undefined,
    });
  }

  #queryId(kind: BlockKind, attempt: number, mark = ''): (piece: number) => string {
    const { runId } = this.#options;
    return (piece) => insertQueryId(this.range, kind, runId, `${mark}${attempt}${piece === 1 ? '' : `.${piece}`}`);
  }

  /** Gives its memory back, once: another batch may already be using it. */
  free(): void {
    if (this.#freed) return;
    this.#freed = true;
    this.#options.free(this.encoder);
    if (this.#refusedEncoder) this.#options.free(this.#refusedEncoder);
  }

  /** Gives the batch up. Its memory is free at once, or when the attempt under way has ended. */
  drop(): void {
    if (this.#underWay) {
      this.#whenIdle = () => this.free();
      this.#abort.abort();
    } else this.free();
  }
}

/** What a sink's error asks for. What cutting a block to pieces did not help is held. */
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
