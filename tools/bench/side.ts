import type { BenchCase } from './cases.js';

/** What one side is told: from this topic, of this case, into this table of that server. */
export interface Consumption {
  readonly benchCase: BenchCase;
  readonly bootstrapServers: string;
  readonly topic: string;
  /**
   * A new one each time: a group whose last member went without a word keeps its partitions for 45
   * seconds.
   */
  readonly group: string;
  readonly table: string;
  readonly clickhouse: { readonly url: string; readonly pid: number };
  /** For files of its own; new and empty. */
  readonly folder: string;
}

/** A side at work. */
export interface Consuming {
  /** All processes whose CPU the side has to answer for; their children count as well. */
  readonly cpuPids: readonly number[];
  /** The process that reads from Kafka: the runner here, the server there. */
  readonly memoryPid: number;
  /** True when it cannot go on. */
  hasEnded(): boolean;
  /** What it says about why nothing comes: the end of its log. */
  lastWords(): Promise<string>;
  /** Rows that did not become rows of the table. */
  rejectedRows(): Promise<number>;
  stop(): Promise<void>;
}

/** One way from Kafka to ClickHouse. */
export interface Side {
  readonly name: 'ours' | 'engine';
  /** Resolves when it was told to consume; the first rows come later. */
  consume(consumption: Consumption): Promise<Consuming>;
}
