import type { Incarnation } from '../delivery/position-record.js';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import { explainRefusal } from '../preflight/explain-refusal.js';
import { BatchInsert } from './batch-insert.js';
import type { BatchRange } from './insert-token.js';
import { endEarlier, readBack } from './rebuilding.js';
import { quarantineRefused } from './refused-messages.js';
import type { ConsumerWork, DatasourceWork } from './work.js';

interface Parts {
  readonly datasource: DatasourceWork;
  readonly work: Pick<ConsumerWork, 'sink' | 'source' | 'runId'>;
  /** Its floor may become known later. */
  readonly incarnation: () => Incarnation;
  /** The offsets whose rows are in the tables already. */
  readonly leftOut: ReadonlySet<number> | undefined;
}

/** The insert of a sealed batch, with all that it may have to ask. */
export function newBatchInsert(
  range: BatchRange,
  encoder: BatchEncoder,
  { datasource: { pipeline, pool }, work: { sink, source, runId }, incarnation, leftOut }: Parts,
): BatchInsert {
  const { topic, partition, first, last } = range;
  const where = { topic, partition };
  return new BatchInsert(range, encoder, {
    incarnation: incarnation(),
    runId,
    leftOut,
    readBack: async () => {
      await endEarlier({ pipeline, where, sink });
      return readBack({ pipeline, where, plan: { first, last }, sink, incarnation: incarnation() });
    },
    whyRefused: async (kind) => sink.query && explainRefusal({ query: sink.query.bind(sink) }, pipeline, kind),
    quarantineRefused: (messages) => quarantineRefused(messages, where, { source, pipeline, pool }),
    free: (unused) => pool.giveBack(unused),
  });
}
