import type { IngestError } from '@proj/diagnostics';
import type { BatchLimits } from '../delivery/protocol.js';
import type { Turns } from '../delivery/turns.js';
import type { EncoderPool } from '../encode/encoder-pool.js';
import type { EventHub } from '../events.js';
import type { Pipeline } from '../pipeline.js';
import type { Clock, MessageSource, RowSink } from '../ports.js';
import type { DriftWatch } from './drift-watch.js';

/** What all partitions of a data source share. */
export interface DatasourceWork {
  readonly pipeline: Pipeline;
  readonly pool: EncoderPool;
  /** Undefined for a sink that cannot be asked about its tables. */
  readonly drift: DriftWatch | undefined;
}

/** What all partitions of a consumer share. */
export interface ConsumerWork {
  readonly source: MessageSource;
  readonly sink: RowSink;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly turns: Turns;
  /** Differs between processes: part of query ids. */
  readonly runId: string;
  /** Inserts under way. */
  readonly inserts: Set<Promise<void>>;
  limitsOf(pipeline: Pipeline): BatchLimits;
  /**
   * Why nothing may be sent now, if so: the group may have given our partitions to another member.
   */
  whyNotSend(): IngestError | undefined;
}
