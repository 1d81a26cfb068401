import type { Block, InsertFailureAction, InsertRequest, RowFilter } from '@proj/clickhouse-sink';
import type { RowSink } from '../ports.js';
import { tableChanged } from './drift-watch.js';

/** One block, the table it goes to, and how its inserts are named. */
export interface BlockInsert {
  readonly database: string;
  readonly table: string;
  readonly block: Block;
  /** Of the whole block; each piece adds its name to it. */
  readonly token: string;
  /** The range of the batch: offsets, both included. */
  readonly first: number;
  readonly last: number;
  /** The offsets of the messages that the rows of the block were made from, ascending. */
  readonly offsets: () => Float64Array;
  /** SQL of the table's partition key. Undefined when there is none, or none is known. */
  readonly partitionKey: string | undefined;
  /** Why the table refuses every row, in words, if it has changed. */
  readonly whyRefused: () => Promise<string | undefined>;
}

/** A message whose row ClickHouse refuses, and what it said. */
export interface RefusedMessage {
  readonly offset: number;
  readonly error: unknown;
}

/** A block cannot go whole: that has to be noted before a piece of it is sent. */
export class PiecesNeeded extends Error {}

/** A part of the range, and the share of its rows: those of some table partitions. */
interface Piece {
  readonly first: number;
  readonly last: number;
  readonly share: { readonly share: number; readonly of: number } | undefined;
}

const MOST_SHARES = 4_096;

/**
 * A block that is inserted whole, or in pieces where ClickHouse refuses that. Nothing of a refused
 * piece is written. Its halves are named by offsets, and so the same for the next owner, who walks
 * the same tree after a crash, even if messages are missing by then.
 *
 * - Too many table partitions in one block: the rows are shared out by the table partition they go
 *   to.
 * - A row that ClickHouse does not accept: halves of the range, until that row is alone.
 */
export class InsertPieces {
  readonly #insert: BlockInsert;
  #pieces: Piece[];
  #offsets: Float64Array | undefined;
  readonly refused: RefusedMessage[] = [];

  constructor(insert: BlockInsert) {
    this.#insert = insert;
    const { first, last } = insert;
    this.#pieces = [{ first, last, share: undefined }];
  }

  get isDone(): boolean {
    return this.#pieces.length === 0;
  }

  /** Only the rows of other offsets are sent from now on: these are in the table already. */
  leaveOut(stored: ReadonlySet<number>): void {
    this.#pieces = this.#pieces.flatMap((piece) => this.#without(piece, stored));
  }

  #without(piece: Piece, stored: ReadonlySet<number>): readonly Piece[] {
    const { offsets } = this.#rowsOf(piece);
    if (!offsets.some((offset) => stored.has(offset))) return [piece];
    const rest: { first: number; last: number; readonly share: Piece['share'] }[] = [];
    let isInRun = false;
    for (const offset of offsets) {
      const run = rest.at(-1);
      if (stored.has(offset)) isInRun = false;
      else if (isInRun && run) run.last = offset;
      else {
        rest.push({ first: offset, last: offset, share: piece.share });
        isInRun = true;
      }
    }
    return rest;
  }

  /**
   * Sends the pieces that are not acknowledged yet.
   *
   * @param inPieces whether anything but the whole block may be sent
   * @param queryId names an attempt of a piece; each must be another
   * @throws PiecesNeeded, or why a piece could not be inserted. The next attempt goes on with it.
   */
  async send(sink: RowSink, inPieces: boolean, queryId: (piece: number) => string, signal: AbortSignal): Promise<void> {
    let isAsked = false;
    for (let sent = 1; this.#pieces[0]; sent++) {
      const [piece] = this.#pieces;
      if (!inPieces && !this.#isWhole(piece)) throw new PiecesNeeded();
      try {
        const request = this.#request(piece, queryId(sent), signal);
        if (request) await sink.insert(request);
        this.#pieces.shift();
      } catch (error) {
        if (!isAsked && isRefusal(error)) {
          // Where the table has changed, every row is bad, and none of them belongs in quarantine.
          const why = await this.#insert.whyRefused();
          if (why !== undefined) throw tableChanged(why, error);
          isAsked = true;
        }
        const smaller = this.#cut(piece, error);
        if (!smaller) throw error;
        this.#pieces.splice(0, 1, ...smaller);
      }
    }
  }

  #isWhole({ first, last, share }: Piece): boolean {
    return first === this.#insert.first && last === this.#insert.last && !share;
  }

  /** @returns nothing when no row lies in the piece */
  #request(piece: Piece, queryId: string, signal: AbortSignal): InsertRequest | undefined {
    const { database, table, block, token, partitionKey: expression = '', first, last } = this.#insert;
    const whole = { database, table, block, token, queryId, signal };
    if (this.#isWhole(piece)) return whole;
    const { from, to } = this.#rowsOf(piece);
    if (from === to) return undefined;
    const { share } = piece;
    const isPart = piece.first !== first || piece.last !== last;
    const only: RowFilter[] = [
      ...(isPart ? [{ kind: 'rows', from, to } as const] : []),
      ...(share ? [{ kind: 'table-partitions', expression, ...share } as const] : []),
    ];
    return { ...whole, token: `${token}#${nameOf(piece)}`, only };
  }

  /** The rows of a part of the range: indices `from` (included) to `to` (not included). */
  #rowsOf({ first, last }: Piece): { readonly from: number; readonly to: number; readonly offsets: Float64Array } {
    const offsets = (this.#offsets ??= this.#insert.offsets());
    const from = indexOf(offsets, first);
    const to = indexOf(offsets, last + 1);
    return { from, to, offsets: offsets.subarray(from, to) };
  }

  /** What takes the place of a refused piece; undefined when cutting it does not help. */
  #cut(piece: Piece, error: unknown): readonly Piece[] | undefined {
    const action = actionOf(error);
    if (action !== 'split' && action !== 'bad-row') return undefined;
    const { share: { share, of } = { share: 0, of: 1 } } = piece;
    if (action === 'split' && this.#insert.partitionKey !== undefined && of < MOST_SHARES) {
      return [share, share + of].map((half) => ({ ...piece, share: { share: half, of: of * 2 } }));
    }
    if (piece.last > piece.first) {
      const middle = Math.floor((piece.first + piece.last) / 2);
      return [{ ...piece, last: middle }, { ...piece, first: middle + 1 }]; // prettier-ignore
    }
    if (action === 'split') return undefined;
    this.refused.push({ offset: piece.first, error });
    return [];
  }
}

const actionOf = (error: unknown): InsertFailureAction | undefined =>
  (error as { readonly action?: InsertFailureAction } | undefined)?.action;

function isRefusal(error: unknown): boolean {
  const action = actionOf(error);
  return action === 'bad-row' || action === 'refresh-schema';
}

/** The first index whose offset is at least this one. */
function indexOf(offsets: Float64Array, offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const nameOf = ({ first, last, share }: Piece): string =>
  `${first}-${last}${share ? `:${share.share}/${share.of}` : ''}`;
