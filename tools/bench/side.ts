import type { BenchCase } from './cases.js';

/** The task of one side: consume this topic of this case into this table of that server. */
export interface Consumption {
  readonly benchCase: BenchCase;
  readonly bootstrapServers: string;
  readonly topic: string;
  /**
   * A new one each time: a group whose last member left silently keeps its partitions for 45
   * seconds.
   */
  readonly group: string;
  readonly table: string;
  readonly clickhouse: { readonly url: string; readonly pid: number };
  /** A new, empty folder for its own files. */
  readonly folder: string;
}

/** A running side. */
export interface Consuming {
  /** All processes whose CPU time counts for the side, including their children. */
  readonly cpuPids: readonly number[];
  /** The process that reads from Kafka: the runner here, the server there. */
  readonly memoryPid: number;
  /** True when it cannot continue. */
  hasEnded(): boolean;
  /** The end of its log, which says why no rows arrive. */
  lastWords(): Promise<string>;
  /** Messages that did not become rows of the table. */
  rejectedRows(): Promise<number>;
  stop(): Promise<void>;
}

/** One way from Kafka to ClickHouse. */
export interface Side {
  readonly name: 'ours' | 'engine';
  /** Resolves when consuming has been requested; the first rows come later. */
  consume(consumption: Consumption): Promise<Consuming>;
}
