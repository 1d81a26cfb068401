export { compileProject } from './compile/compile-project.js';
export type { CompiledConnection, CompiledProject, CompileOptions } from './compile/compile-project.js';
export type { RegistryOptions } from './compile/registry-codecs.js';
export { ingestDiagnostics } from './compile/messages.js';

export { checkConnection } from './connection-check/check-connection.js';
export type { CheckConnectionOptions } from './connection-check/check-connection.js';
export type { CheckKind, CheckStep } from './connection-check/check-step.js';

export { explainMessage } from './explain/explain-message.js';
export type { ExplainedColumn, MessageExplanation } from './explain/explain-decoded.js';
export type { ExplainOptions, ExplainResult } from './explain/explain-message.js';
export type { UnmappedColumn } from './explain/unmapped-columns.js';

export { readOffsets } from './offsets/read-offsets.js';
export type { GroupOffsets, OffsetsOptions, PartitionOffsets } from './offsets/read-offsets.js';
export type { GroupMember } from './offsets/group-client.js';
export type { GroupOfDatasource } from './offsets/group-of-datasource.js';
export { moveOffsets, planMove } from './offsets/move-offsets.js';
export type { MoveTarget, PartitionMove, PlannedMove } from './offsets/move-offsets.js';
export { traceMessage } from './offsets/trace-message.js';
export type { MessageFate, MessageTrace } from './offsets/trace-message.js';
export type { LoggedMessage } from './offsets/read-message.js';
export type { RowReader, StoredRow } from './offsets/stored-rows.js';

export type { InsertRequest } from '@proj/clickhouse-sink';
export { openClickHouse } from './open-clickhouse.js';
export type { ClickHouseTarget, OpenClickHouse } from './open-clickhouse.js';

export { readTopicPartitions } from './preflight/read-topic-partitions.js';
export { readVerdicts } from './preflight/read-verdicts.js';
export type { KafkaFacts } from './preflight/decide-verdict.js';
export type { JudgedTable, Verdict, VerdictNote, VerdictReason } from './preflight/verdict.js';
export { withSplitKeys } from './preflight/with-split-keys.js';
export { noteText, reasonText, verdictLine } from './preflight/verdict-text.js';
export type { ReasonText } from './preflight/verdict-text.js';

export { createIngest } from './ingest.js';
export type { Ingest, IngestOptions, IngestState, SourceOptions, StopReport } from './ingest.js';
export type { ConsumerGroup } from './consumer-group.js';
export type { Incarnation, Plan, PositionRecord } from './delivery/position-record.js';
export { defaultPolicy } from './delivery/policy.js';
export type { DeliveryPolicy } from './delivery/policy.js';
export type { BatchLimits, PauseReason, RetryAction } from './delivery/protocol.js';
export type { StartFacts, StartReason } from './delivery/starting.js';
export type {
  BatchLanded,
  ConnectionStatus,
  IngestEvents,
  IngestListeners,
  IngestNote,
  IngestProblem,
  MessagesRead,
  OffsetCommitted,
  PartitionAssigned,
  PartitionOfDatasource,
  PartitionPaused,
  PartitionRevoked,
  PartitionRewound,
  Quarantined,
  Stalled,
} from './events.js';
export type { Problem } from './problem.js';
export type { QuarantinedMessage } from './encode/batch-encoder.js';
export type { QuarantineReason } from './encode/quarantine-reason.js';
export type { DatasourceStats, IngestStats } from './stats.js';
export type { SchemaRegistry } from '@proj/codecs/registry';
export type { MetaColumn, Pipeline } from './pipeline.js';
export type { MessageHeader } from '@proj/codecs';
export type { MessageSize, PackedBatch, ReachedEnd } from './packed-batch.js';
export type {
  AssignedPartition,
  Clock,
  Logger,
  MessageSource,
  MessageSourceListener,
  ReadingStart,
  RowSink,
  SourceStatus,
  TopicPartition,
} from './ports.js';
