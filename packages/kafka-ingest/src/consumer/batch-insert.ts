import type { Block, InsertFailureAction } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import type { Incarnation } from '../delivery/position-record.js';
import type { Pressure } from '../delivery/protocol.js';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import type { RowSink } from '../ports.js';
import { InsertPieces, PiecesNeeded, type RefusedMessage } from './insert-pieces.js';
import { insertQueryId, insertToken, type BatchRange, type BlockKind } from './insert-token.js';

/** What a batch insert needs besides its rows. */
export interface BatchInsertOptions {
  readonly incarnation: Incarnation;
  /** Differs between processes: part of query ids. */
  readonly runId: string;
  /** The offsets whose rows are in the tables already, and left out of the blocks. */
  readonly leftOut: ReadonlySet<number> | undefined;
  /** Which offsets of the range the tables hold. Undefined when that cannot be known. */
  readonly readBack: () => Promise<ReadonlySet<number> | undefined>;
  /** Why a table refuses every row, in words, if it has changed. */
  readonly whyRefused: (kind: BlockKind) => Promise<string | undefined>;
  /** Makes a quarantine block of messages that ClickHouse refuses as rows. */
  readonly quarantineRefused: (messages: readonly RefusedMessage[]) => Promise<BatchEncoder | undefined>;
  /** Called when an encoder is no longer needed. */
  readonly free: (encoder: BatchEncoder) => void;
}

/** One attempt to insert a batch. */
export interface InsertAttempt {
  /** Counts from 1. */
  readonly attempt: number;
  /** Whether the plan says that rows may be stored under other tokens than its own. */
  readonly inPieces: boolean;
  /** Whether ClickHouse may have forgotten the tokens of the first attempt. */
  readonly isLate: boolean;
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
      this.#landing = this.#pieces('landing', landing, () => encoder.offsetsOfRows());
      this.#quarantine = this.#pieces('quarantine', quarantine, () => encoder.offsetsOfQuarantined());
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
   * sent again. Rejects with {@link PiecesNeeded} before anything but the whole blocks is sent
   * without leave, else with the graver error; see `failureAction`.
   */
  async attempt(sink: RowSink, attempt: InsertAttempt): Promise<void> {
    this.#underWay = true;
    try {
      if (this.#isBroken) throw brokenBatch(this.range, this.#brokenBy);
      const { leftOut } = this.#options;
      if (leftOut !== undefined && leftOut.size > 0 && !attempt.inPieces) throw new PiecesNeeded();
      if (attempt.isLate) await this.#leaveOutStored();
      const send = async (pieces: InsertPieces | undefined, kind: BlockKind, mark = ''): Promise<void> =>
        pieces?.send(sink, attempt.inPieces, this.#queryId(kind, attempt.attempt, mark), this.#abort.signal);
      throwGravest(await Promise.allSettled([send(this.#landing, 'landing'), send(this.#quarantine, 'quarantine')]));
      await this.#prepareRefused();
      await send(this.#refused, 'quarantine', 'r');
    } finally {
      this.#underWay = false;
      this.#whenIdle?.();
    }
  }

  /**
   * What was sent so long ago may be stored, although ClickHouse does not recognise it any more.
   */
  async #leaveOutStored(): Promise<void> {
    const stored = await this.#options.readBack();
    if (!stored || stored.size === 0) return;
    for (const pieces of [this.#landing, this.#quarantine, this.#refused]) pieces?.leaveOut(stored);
  }

  /** Messages whose rows ClickHouse did not take go to quarantine, with what it said. */
  async #prepareRefused(): Promise<void> {
    const refused = this.#landing?.refused ?? [];
    if (refused.length === 0 || this.#refused) return;
    const encoder = await this.#options.quarantineRefused(refused);
    this.#refusedEncoder = encoder;
    this.#refused = this.#pieces('quarantine', encoder?.finish().quarantine, () => encoder?.offsetsOfQuarantined() ?? new Float64Array(0), '#refused'); // prettier-ignore
  }

  #pieces(
    kind: BlockKind,
    block: Block | undefined,
    offsets: () => Float64Array,
    suffix = '',
  ): InsertPieces | undefined {
    if (!block) return undefined;
    const { landing, quarantine } = this.encoder.pipeline;
    const { database, table } = kind === 'landing' ? landing : quarantine;
    const { incarnation, leftOut, whyRefused } = this.#options;
    const { first, last } = this.range;
    const rest = leftOut !== undefined && leftOut.size > 0 ? '#rest' : '';
    return new InsertPieces({
      ...{ database, table, block, first, last, offsets },
      token: `${insertToken(this.range, incarnation, kind)}${rest}${suffix}`,
      partitionKey: kind === 'landing' ? landing.partitionKey : undefined,
      whyRefused: () => whyRefused(kind),
    });
  }

  #queryId(kind: BlockKind, attempt: number, mark: string): (piece: number) => string {
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

/** A real failure comes before the wish for pieces, so that it is seen; a hold before a retry. */
function throwGravest(results: readonly PromiseSettledResult<void>[]): void {
  const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (errors.length === 0) return;
  const failures = errors.filter((error) => !(error instanceof PiecesNeeded));
  throw failures.find((error) => failureAction(error) === 'hold') ?? failures[0] ?? errors[0];
}

/** What a sink's error asks for. What cutting a block to pieces did not help is held. */
export function failureAction(error: unknown): 'retry' | 'hold' {
  const action = (error as { readonly action?: InsertFailureAction } | undefined)?.action;
  if (action !== undefined) return action === 'retry' ? 'retry' : 'hold';
  return error instanceof IngestError && !error.retryable ? 'hold' : 'retry';
}

const TOO_MANY_PARTS = 252;
const OUT_OF_MEMORY = 241;

/** Whether smaller or rarer batches would help. */
export function pressureOf(error: unknown): Pressure | undefined {
  const code = (error as { readonly clickhouseCode?: number } | undefined)?.clickhouseCode;
  if (code === OUT_OF_MEMORY) return 'memory';
  return code === TOO_MANY_PARTS && failureAction(error) === 'retry' ? 'parts' : undefined;
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
