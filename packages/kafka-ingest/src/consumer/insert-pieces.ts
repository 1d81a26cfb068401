import type { Block, InsertFailureAction, InsertRequest, RowFilter } from '@proj/clickhouse-sink';
import type { RowSink } from '../ports.js';

/** A row that ClickHouse refuses whatever it is sent with. */
export interface RefusedRow {
  /** Its place in the block, from 0. */
  readonly row: number;
  readonly error: unknown;
}

/** One block, the table it goes to, and how its inserts are named. */
export interface BlockInsert {
  readonly database: string;
  readonly table: string;
  readonly block: Block;
  readonly token: string;
  /** SQL of the table's partition key. Undefined when there is none, or none is known. */
  readonly partitionKey: string | undefined;
}

interface Piece {
  /** Undefined: the whole block. */
  readonly only: RowFilter | undefined;
  readonly rows: { readonly from: number; readonly to: number };
}

const MOST_SHARES = 4_096;

/**
 * A block that is inserted whole, or in pieces where ClickHouse refuses that. Nothing of a refused
 * piece is written, and its halves always are the same, so that a repetition after a crash walks the
 * same tree, and each piece has a token of its own.
 *
 * - Too many table partitions in one block: the rows are shared out by the table partition they go
 *   to.
 * - A row that ClickHouse does not accept: halves of rows, until that row is alone.
 */
export class InsertPieces {
  readonly #insert: BlockInsert;
  #pieces: Piece[];
  readonly refused: RefusedRow[] = [];

  constructor(insert: BlockInsert) {
    this.#insert = insert;
    this.#pieces = [{ only: undefined, rows: { from: 0, to: insert.block.rows } }];
  }

  get isDone(): boolean {
    return this.#pieces.length === 0;
  }

  /**
   * Sends the pieces that are not acknowledged yet.
   *
   * @param queryId names an attempt of a piece; each must be another
   * @throws why a piece could not be inserted. The next attempt goes on with it.
   */
  async send(sink: RowSink, queryId: (piece: number) => string, signal: AbortSignal): Promise<void> {
    for (let sent = 1; this.#pieces[0]; sent++) {
      const [piece] = this.#pieces;
      try {
        await sink.insert(this.#request(piece, queryId(sent), signal));
        this.#pieces.shift();
      } catch (error) {
        const smaller = this.#cut(piece, error);
        if (!smaller) throw error;
        this.#pieces.splice(0, 1, ...smaller);
      }
    }
  }

  #request({ only }: Piece, queryId: string, signal: AbortSignal): InsertRequest {
    const { database, table, block, token } = this.#insert;
    const whole = { database, table, block, token, queryId, signal };
    return only ? { ...whole, token: `${token}#${nameOf(only)}`, only } : whole;
  }

  /** What takes the place of a refused piece; undefined when cutting it does not help. */
  #cut({ only, rows }: Piece, error: unknown): readonly Piece[] | undefined {
    const action = (error as { readonly action?: InsertFailureAction } | undefined)?.action;
    const { partitionKey } = this.#insert;
    if (action === 'split' && partitionKey !== undefined && only?.kind !== 'rows') {
      const { share, of } = only ?? { share: 0, of: 1 };
      if (of >= MOST_SHARES) return undefined;
      return [share, share + of].map((half) => ({
        only: { kind: 'table-partitions', expression: partitionKey, share: half, of: of * 2 },
        rows,
      }));
    }
    if ((action !== 'split' && action !== 'bad-row') || only?.kind === 'table-partitions') return undefined;
    if (rows.to - rows.from > 1) {
      const middle = Math.ceil((rows.from + rows.to) / 2);
      return [rowPiece(rows.from, middle), rowPiece(middle, rows.to)];
    }
    if (action === 'split') return undefined;
    this.refused.push({ row: rows.from, error });
    return [];
  }
}

const rowPiece = (from: number, to: number): Piece => ({ only: { kind: 'rows', from, to }, rows: { from, to } });

const nameOf = (only: RowFilter): string =>
  only.kind === 'rows' ? `rows${only.from}-${only.to}` : `${only.share}/${only.of}`;
