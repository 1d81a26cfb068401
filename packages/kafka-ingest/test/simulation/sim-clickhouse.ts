import type { InsertFailureAction, InsertRequest, RowFilter, StoredPartition } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import type { RowSink } from '../../src/ports.js';
import { rowsOfBlock, type BlockRow } from './block-uids.js';
import type { Ledger } from './ledger.js';
import { promise } from './ledger.js';
import type { Random } from './random.js';
import type { InsertFate, SimFaults } from './sim-faults.js';
import type { SimProcess } from './sim-process.js';
import { SimTable } from './sim-table.js';
import type { VirtualTime } from './virtual-time.js';

export class SimInsertError extends IngestError {
  readonly action: InsertFailureAction;
  constructor(action: InsertFailureAction, text: string) {
    super('simulation/clickhouse', text, { retryable: action === 'retry' });
    this.action = action;
  }
}

/** How the tables of a run are set up. */
export interface TableOptions {
  /** Parts that a table remembers. */
  readonly window: number;
  readonly windowMs: number;
  /** The same of the target of the materialized view. */
  readonly viewWindow: number;
  /** How many partitions the landing tables have. */
  readonly tablePartitions: number;
  /** The most that a block may touch. */
  readonly mostTablePartitions: number;
}

interface Query {
  readonly id: string;
  readonly landsAt: number;
  isEnded: boolean;
  end(): void;
}

export interface ClickHouseOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: SimFaults;
  readonly ledger: Ledger;
  readonly tables: TableOptions;
  /** Called with every part that is written. */
  readonly wrote: (table: string, tablePartition: number, rows: readonly BlockRow[]) => void;
  readonly say: (text: () => string) => void;
}

/** No query lives longer, as `max_execution_time` has it. */
export const LONGEST_QUERY_MS = 8_000;

/** The key by which rows are spread over table partitions. */
const tablePartitionOf = (uid: number, tablePartitions: number): number => (uid * 7) % tablePartitions;

/** A ClickHouse server with its rules of deduplication, and what can happen to inserts. */
export class SimClickHouse {
  readonly #options: ClickHouseOptions;
  readonly tables = new Map<string, SimTable>();
  readonly views = new Map<string, SimTable>();
  readonly #queries = new Set<Query>();
  #downUntil = 0;

  constructor(options: ClickHouseOptions) {
    this.#options = options;
  }

  createTables(datasource: string): void {
    const { window, windowMs, viewWindow } = this.#options.tables;
    this.tables.set(datasource, new SimTable(window, windowMs));
    this.tables.set(`${datasource}_quarantine`, new SimTable(window, windowMs));
    this.views.set(datasource, new SimTable(viewWindow, windowMs));
  }

  get queriesUnderWay(): number {
    return this.#queries.size;
  }

  /** All queries end, none of them having written anything yet; nothing is answered for a while. */
  restart(downMs: number): void {
    this.#downUntil = this.#options.time.now + downMs;
    for (const query of this.#queries) query.end();
  }

  /** The server as one process sees it. */
  sinkFor(process: SimProcess): Required<Omit<RowSink, 'query'>> {
    return {
      insert: (request) => this.#insert(request, process),
      endInserts: (prefix) => this.#ask(process, () => this.#end(prefix)),
      storedOffsets: (range) => this.#ask(process, () => new Set(this.#stored(range, range.first, range.last))),
      storedEnd: (where) => this.#ask(process, () => 1 + Math.max(-1, ...this.#stored(where, 0, Infinity))),
    };
  }

  get #isDown(): boolean {
    return this.#options.time.now < this.#downUntil;
  }

  #ask<T>(process: SimProcess, answer: () => T): Promise<T> {
    const { random, faults, time } = this.#options;
    return new Promise((resolve, reject) => {
      time.after(random.between(1, 50), () => {
        const fails = this.#isDown || faults.fails('question');
        const found = fails ? undefined : answer();
        process.deliverAfter(random.between(1, 20), () =>
          fails ? reject(new SimInsertError('retry', 'ClickHouse does not answer the question')) : resolve(found as T),
        );
      });
    });
  }

  #end(prefix: string): void {
    for (const query of this.#queries) if (query.id.startsWith(prefix)) query.end();
  }

  /** The offsets that the tables hold, whichever life of the topic they stem from. */
  #stored({ tables, topic, partition }: StoredPartition, first: number, last: number): readonly number[] {
    const uids = tables.flatMap(({ table }) => this.tables.get(table)?.uids ?? []);
    const messages = uids.map((uid) => this.#options.ledger.message(uid));
    return messages
      .filter(({ log }) => log.topic === topic && log.partition === partition)
      .map(({ offset }) => offset)
      .filter((offset) => offset >= first && offset <= last);
  }

  #insert(request: InsertRequest, process: SimProcess): Promise<void> {
    const { time, random, faults, tables, ledger, say } = this.#options;
    const { queryId, table, token = '', signal } = request;
    // Now: the memory of the block may be used again as soon as the insert is given up.
    const rows = this.#chosen(rowsOfBlock(request.block), request.only);
    const touched = new Set(rows.map(({ uid }) => this.#tablePartition(table, uid)));
    const fate = faults.insert();
    return new Promise((resolve, reject) => {
      let isSettled = false;
      const answer = (ms: number, error?: SimInsertError): void =>
        process.deliverAfter(ms, () => {
          if (isSettled) return;
          isSettled = true;
          signal?.removeEventListener('abort', giveUp);
          say(() => `${process.name} hears of ${queryId}: ${error ? `${error.action}, ${error.message}` : 'done'}`);
          if (error) reject(error);
          else resolve();
        });
      const giveUp = (): void => answer(0, new SimInsertError('retry', 'given up'));
      if (signal?.aborted) return giveUp();
      signal?.addEventListener('abort', giveUp);
      const refused = refusal(fate, touched.size > tables.mostTablePartitions, () =>
        table.endsWith('_quarantine') ? false : rows.some(({ uid }) => ledger.message(uid).kind === 'poison'),
      );
      say(() => `${process.name} inserts ${queryId} token ${token} rows ${rows.map((one) => one.offset).join(',')} (${this.#isDown ? 'down' : (refused?.action ?? fate)})`);
      if (this.#isDown) return answer(random.between(1, 50), new SimInsertError('retry', 'connection refused'));
      if (fate === 'foreign-answer') return this.#foreignAnswer(answer);
      if (refused) return answer(random.between(1, 50), refused);
      const landsIn = fate === 'late' ? random.between(300, LONGEST_QUERY_MS) : random.between(1, 200);
      const query: Query = {
        id: queryId,
        landsAt: time.now + landsIn,
        isEnded: false,
        end: () => {
          query.isEnded = true;
          this.#queries.delete(query);
          say(() => `${queryId} is ended`);
          answer(random.between(1, 50), new SimInsertError('retry', 'the query was ended'));
        },
      };
      this.#queries.add(query);
      time.after(fate === 'hang' ? LONGEST_QUERY_MS : landsIn, () => {
        if (query.isEnded) return;
        this.#queries.delete(query);
        if (fate !== 'hang') this.#land(table, token, rows, fate === 'partial');
        if (fate === 'ok') answer(random.between(1, 30));
        else answer(random.between(1, 300), new SimInsertError('retry', 'no answer'));
      });
      if (fate === 'late') answer(random.between(100, 300), new SimInsertError('retry', 'timed out'));
    }); // prettier-ignore
  }

  /** What the sink makes of an answer that is not ClickHouse's. */
  #foreignAnswer(answer: (ms: number, error?: SimInsertError) => void): void {
    answer(this.#options.random.between(1, 50), new SimInsertError('retry', 'the answer is not of ClickHouse'));
  }

  #tablePartition(table: string, uid: number): number {
    return table.endsWith('_quarantine') ? 0 : tablePartitionOf(uid, this.#options.tables.tablePartitions);
  }

  #chosen(rows: readonly BlockRow[], only: readonly RowFilter[] = []): readonly BlockRow[] {
    const { tablePartitions } = this.#options.tables;
    const passes = (uid: number, index: number, filter: RowFilter): boolean =>
      filter.kind === 'rows'
        ? index >= filter.from && index < filter.to
        : tablePartitionOf(uid, tablePartitions) % filter.of === filter.share;
    return rows.filter(({ uid }, index) => only.every((filter) => passes(uid, index, filter)));
  }

  /** Part by part, each first into the table, then into the target of the view. */
  #land(name: string, token: string, rows: readonly BlockRow[], partly: boolean): void {
    const { time, random, ledger, wrote, say } = this.#options;
    const table = this.tables.get(name);
    promise(table !== undefined, () => `an insert into ${name}, which does not exist`);
    const view = this.views.get(name);
    const parts = [...new Set(rows.map(({ uid }) => this.#tablePartition(name, uid)))].sort((a, b) => a - b);
    // Two moments for each part at which the server may stop: before it, and between table and
    // view.
    const moments = partly ? random.between(0, parts.length * 2 - 1) : parts.length * 2;
    parts.slice(0, Math.ceil(moments / 2)).forEach((part, i) => {
      const own = rows.filter(({ uid }) => this.#tablePartition(name, uid) === part);
      const uids = own.map(({ uid }) => uid);
      const partToken = `${token}/${part}`;
      const isKnown = table.knows(partToken, time.now);
      say(() => `${name}/${part} ${isKnown ? 'ignores' : 'takes'} ${token} ${own.map((one) => one.offset).join(',')}`);
      if (!isKnown) {
        table.write(partToken, uids, time.now);
        for (const uid of uids) ledger.stored(uid, name.endsWith('_quarantine') ? 'quarantine' : 'landing');
        wrote(name, part, own);
      }
      if (!view || i * 2 + 1 >= moments || view.knows(partToken, time.now)) return;
      view.write(partToken, uids, time.now);
      for (const uid of uids) ledger.storedInView(uid);
    });
  }
}

/** What the server refuses, before it writes anything. */
function refusal(fate: InsertFate, isTooMany: boolean, hasPoison: () => boolean): SimInsertError | undefined {
  if (fate === 'retry' || fate === 'hold' || fate === 'refresh-schema') return new SimInsertError(fate, 'refused');
  if (isTooMany) return new SimInsertError('split', 'too many partitions');
  return hasPoison() ? new SimInsertError('bad-row', 'a row is not accepted') : undefined;
}
