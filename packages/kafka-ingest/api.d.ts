// ---- index.d.ts ----
export {
  ChangedDatafile,
  FixedDatafile,
  FormatFilesOptions,
  FormattedFiles,
  LoadedProject,
  ProjectFile,
  ProjectFileOptions,
  fixProject,
  formatFiles,
  loadProject,
  readProjectFile,
} from '@proj/datafile-parser/node';
import { Project } from '@proj/datafile-parser';
export { Project, linkProject, parseProject } from '@proj/datafile-parser';
import { Codec } from '@proj/codecs';
export { MessageHeader } from '@proj/codecs';
import { ColumnDefinition, TableDefinition, ClickHouse } from '@proj/clickhouse-sink';
export {
  ClickHouse,
  DeployPlan,
  InsertRequest,
  TableDefinition,
  applyDeploy,
  clickhouseDatabase,
  planDeploy,
} from '@proj/clickhouse-sink';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';
import { KafkaClientConfig } from '@proj/kafka-auth';
export {
  AccessPolicyOptions,
  IamPolicy,
  IamStatement,
  PolicyResult,
  TrustPolicyOptions,
  kafkaAccessPolicy,
  kafkaExternalId,
  kafkaTrustPolicy,
} from '@proj/kafka-auth';
import { SchemaRegistry, SchemaRegistryOptions } from '@proj/codecs/registry';
export { SchemaRegistry } from '@proj/codecs/registry';
import { ClickHouseType } from '@proj/clickhouse-types';
import { RowMapping, ColumnExplanation } from '@proj/row-mapping';
import { S as SourceStatus, L as Logger, C as Clock, R as RowSink, M as MessageSource } from './ports.js';
export { a as MessageSize, b as MessageSourceListener, P as PackedBatch, T as TopicPartition } from './ports.js';

/** Columns that hold the message itself and where it came from. */
type MetaColumnName = '__value' | '__topic' | '__partition' | '__offset' | '__timestamp' | '__key' | '__headers';
/** A meta column that a table has. */
interface MetaColumn {
  readonly name: MetaColumnName;
  /**
   * `__value`, `__topic`, `__key`: String or a form of it. `__partition`, `__offset`: an integer. `__timestamp`:
   * DateTime or DateTime64. `__headers`: Map(String, String).
   */
  readonly type: ClickHouseType;
}
/** One Kafka data source, ready to run: from this topic, through this codec and mapping, into these tables. */
interface Pipeline {
  /** Its name; the first part of tokens and query ids. */
  readonly datasource: string;
  /** The name of its connection, for texts. Pipelines with the same connection and group share a consumer. */
  readonly connection: string;
  readonly client: KafkaClientConfig;
  /** The login of the connection, for texts. Absent when it comes from a secret or there is none. */
  readonly user?: string;
  readonly topic: string;
  readonly groupId: string;
  /** Where to begin when the group has no committed offset. */
  readonly autoOffsetReset: 'earliest' | 'latest';
  /** Whether the landing table has `__headers`. */
  readonly storeHeaders: boolean;
  /** Whether `__value` of the landing table holds the message; else it is empty there. */
  readonly storeRawValue: boolean;
  /**
   * When given, keys must decode with it: a message whose key does not goes to quarantine. `__key` then has the text of
   * the key: JSON as it came; of what is not JSON, such as Avro, a text as it is, and the JSON text of anything else.
   */
  readonly keyCodec?: Codec;
  readonly valueCodec: Codec;
  /** What the codecs ask, if any; pipelines of one connection share it. The ingest closes it when it stops. */
  readonly registry?: SchemaRegistry;
  /** Compiled for `messages` as the codec of the values says. */
  readonly mapping: RowMapping;
  readonly landing: {
    readonly database: string;
    readonly table: string;
    /** Those that are columns of the landing table. */
    readonly metaColumns: readonly MetaColumn[];
    /** Its columns that no message fills: the DEFAULT of another one may name them. @default none */
    readonly otherColumns?: readonly ColumnDefinition[];
  };
  /**
   * The quarantine table has `c__error_column`, `c__error`, `c__import_id`, each mapped column as
   * Nullable(String), the meta columns of the landing table, and always `__value`.
   */
  readonly quarantine: {
    readonly database: string;
    readonly table: string;
  };
  /** Larger messages go to quarantine and are not decoded. @default 10 MiB in `compileProject` */
  readonly maxMessageBytes: number;
}

/** How long to wait for schema registries and for ids that they do not know, and how many schemas to keep: for each connection. */
type RegistryOptions = Omit<SchemaRegistryOptions, 'url'>;

/** What compiling needs besides the files. */
interface CompileOptions {
  /** Where the secrets of the datafiles come from. */
  readonly lookupSecret: (name: string) => string | undefined;
  /** The ClickHouse database of all tables. @default 'default' */
  readonly database?: string;
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** How patient to be with schema registries, and how much to keep of them. @default 10 s for an answer and for an unknown id, 1_000 schemas */
  readonly schemaRegistry?: RegistryOptions;
  /** Larger messages go to quarantine. In bytes; at most 256 MiB. @default 10 MiB, as the original */
  readonly maxMessageBytes?: number;
}
/** A connection file that is ready to be connected with. */
interface CompiledConnection {
  readonly name: string;
  readonly client: KafkaClientConfig;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
  /** KAFKA_SCHEMA_REGISTRY_URL, with its password: a function, so that nothing that prints a connection shows it. */
  readonly schemaRegistryUrl?: () => string;
  /** The topics that data sources read with it, each with the groups that do. */
  readonly reads: readonly {
    readonly topic: string;
    readonly groupId: string;
  }[];
}
/** A project that is ready to be deployed and run. */
interface CompiledProject {
  /** One for each data source that reads from Kafka and has no error. */
  readonly pipelines: readonly Pipeline[];
  /** Landing tables of all data sources, quarantine tables of those that read from Kafka. */
  readonly tables: readonly TableDefinition[];
  /** The Kafka connections that have no error, used or not. */
  readonly connections: readonly CompiledConnection[];
  /** What is wrong. With an error among them the project must not run. */
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Turns datafiles that were parsed and linked into tables and pipelines: secrets are resolved, connections
 * become client settings, columns are compiled. Touches neither Kafka nor ClickHouse.
 */
declare function compileProject(project: Project, options: CompileOptions): CompiledProject;

/** What is wrong with a project that parses, but that this engine cannot run. */
declare const ingestDiagnostics: _proj_diagnostics.DiagnosticCatalog<{
  readonly 'no-kafka-datasource': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'folder'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unknown-datasource': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'schema-registry-url': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'connection'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unknown-connection': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'column-without-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'no-mapped-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'datasource'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'meta-column-with-path': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'meta-column-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column' | 'type' | 'demand'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
}>;

/** What is wrong, for status events. */
type ConnectionProblem = NonNullable<SourceStatus['problem']>;

/** What is looked at, in this order. */
type CheckKind =
  /** The host name of a server. */
  | 'resolve'
  /** A TCP connection to it. */
  | 'connect'
  /** TLS, with the certificates of both sides. */
  | 'tls'
  /** The login, where there is SASL. */
  | 'login'
  /** The cluster: who its brokers are, and how many topics it shows us. */
  | 'brokers'
  /** A topic that a data source reads. */
  | 'topic'
  /** A consumer group that a data source reads as. */
  | 'group'
  /** The schema registry. */
  | 'registry';
/** One thing that was looked at. No text of it holds a secret. */
interface CheckStep {
  readonly kind: CheckKind;
  /** `host:port`, the name of a topic or group, or the address of the registry without its password. */
  readonly subject: string;
  readonly ok: boolean;
  /** How long it took. In ms. */
  readonly elapsedMs: number;
  /** What was found, in a few words. */
  readonly detail?: string;
  /** What is wrong and what to do, when it is not ok. */
  readonly problem?: ConnectionProblem;
}

/** How much patience a check has. */
interface CheckConnectionOptions {
  /** For each step. In ms. @default 10_000 */
  readonly timeoutMs?: number;
}
/**
 * Tries a connection step by step, and tells each step as soon as it is done: resolve each server, connect, TLS, login, list the
 * brokers, look at the topics and groups that data sources use and at the schema registry. What needs a step that failed is
 * left out. Reads no message, joins no group, changes nothing.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS 127.0.0.1:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { connections } = compileProject(project, { lookupSecret: () => undefined });
 * const told: string[] = [];
 * for (const connection of connections) {
 *   for await (const { kind, ok, problem } of checkConnection(connection)) told.push(`${kind} ${problem?.code ?? ok}`);
 * }
 * told; // => ['resolve true', 'connect kafka/refused']
 */
declare function checkConnection(
  connection: CompiledConnection,
  { timeoutMs }?: CheckConnectionOptions,
): AsyncGenerator<CheckStep, void>;

/**
 * Why a message is no row: one entry per bad column. `__value` and `__key` stand for the whole value or key. The quarantine table
 * has column and message; the code is for whoever counts reasons, since messages quote what was found.
 */
interface QuarantineReason {
  readonly column: string;
  /**
   * Stable: `mapping/…` for a column, `codecs/…` for what is no value at all, `ingest/too-large`,
   * `ingest/key-too-large`, `ingest/headers-too-large`, `ingest/tombstone`.
   */
  readonly code: string;
  readonly message: string;
}

/** A column of the schema that takes nothing from the message, and what fills it instead. */
interface UnmappedColumn {
  readonly column: string;
  /** As the user wrote it. */
  readonly type: string;
  /** Kafka's metadata, the column's DEFAULT, or ClickHouse with what the type has for nothing: 0, '' or NULL. */
  readonly filledBy: 'kafka' | 'default' | 'type';
  /** SQL of its DEFAULT, where it has one. */
  readonly defaultExpression?: string;
}

/** What explaining needs besides the project. */
interface ExplainOptions {
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** As in `compileProject`. In bytes. @default 10 MiB */
  readonly maxMessageBytes?: number;
  /** The key of the message: it may be too large, or not what `KAFKA_KEY_FORMAT` says. @default nothing is said of keys */
  readonly key?: Uint8Array | null;
  /** For the URL of the schema registry, where the format of the data source needs one. @default there are none */
  readonly lookupSecret?: (name: string) => string | undefined;
}
/** A column and what it makes of a message. */
interface ExplainedColumn extends Omit<ColumnExplanation, 'type'> {
  /** As the user wrote it. */
  readonly type: string;
  /** SQL of its DEFAULT, where it has one. */
  readonly defaultExpression?: string;
}
/** What a data source makes of a message. */
interface MessageExplanation {
  readonly datasource: string;
  /** In which table it would be: the data source's own, or the quarantine table. */
  readonly destination: 'landing' | 'quarantine';
  /** Why it would be in quarantine, as the quarantine table would tell: one entry per bad column. Empty when it is a row. */
  readonly reasons: readonly QuarantineReason[];
  /** What makes it unlike the messages that the data source is for, where something does: it is an array and its paths are for objects. */
  readonly note?: string;
  /** One per column with a json path, in the order of the schema. Empty when the message is no value at all. */
  readonly columns: readonly ExplainedColumn[];
  /** The columns of the schema without a json path, in its order. */
  readonly otherColumns: readonly UnmappedColumn[];
}
/** An explanation, or what is wrong with the data source so that there is none. */
interface ExplainResult {
  readonly explanation?: MessageExplanation;
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Says what a data source makes of one message, column by column, by the code that decodes and maps messages
 * when they come from Kafka. Needs neither Kafka nor ClickHouse: only the data source's own file has to be right. Messages
 * that name a schema (`avro`, `protobuf`) take the registry of its connection, and the secrets of the registry's URL.
 *
 * @param datasource its name
 * @param message the value of the message; null for a tombstone
 * @throws what the codec throws, when something outside that it needs is down
 *
 * @example
 * const { project } = parseProject([
 *   { path: 'prices.datasource', text: 'SCHEMA >\n  `id` UInt8 `json:$.id`,\n  `price` Float64 `json:$.price`\n' },
 * ]);
 * const message = new TextEncoder().encode('{"id":7,"price":"cheap"}');
 * const { explanation } = await explainMessage(project, 'prices', message);
 * explanation?.destination; // => 'quarantine'
 * explanation?.columns.map((one) => one.outcome.kind); // => ['value', 'rejected']
 */
declare function explainMessage(
  project: Project,
  datasource: string,
  message: Uint8Array | null,
  options?: ExplainOptions,
): Promise<ExplainResult>;

/** Which ClickHouse to use. */
interface ClickHouseTarget {
  /** `http(s)://user:password@host:8123/database`. Absent: an embedded server of this machine. */
  readonly url?: string;
  /** Where the embedded server keeps its data: `<dataFolder>/clickhouse`. Not used when there is a `url`. */
  readonly dataFolder: string;
  /** An installed `clickhouse` for the embedded server, instead of the one that comes with it. */
  readonly binary?: string;
  /** When an embedded server is already running on this folder: use it, instead of failing. @default false */
  readonly joinRunning?: boolean;
  /**
   * Told when the embedded server that was started here has ended by itself, and each time that it cannot be started
   * again; with undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}
/** A ClickHouse that is ready to be used, and how to leave it. */
interface OpenClickHouse {
  readonly clickhouse: ClickHouse;
  /** The database that unqualified names mean. */
  readonly database: string;
  /** `http(s)://host:port`, for texts: holds neither a password nor the key of an embedded server. */
  readonly publicUrl: string;
  /**
   * Where other programs reach an embedded server: `http://127.0.0.1:PORT/KEY/default`. Who knows it reads and writes the data:
   * it is for the person who started the server, not for logs.
   */
  readonly secretUrl?: string;
  readonly kind: 'server' | 'embedded' | 'joined';
  /** Process id of the embedded server; another one after it had to be started again. */
  readonly pid?: number;
  /** Closes the connections, and stops the server when it was started here: for good. */
  close(): Promise<void>;
}
/**
 * Opens the ClickHouse that a project writes to. Nothing native is loaded when a `url` is given. An embedded server that
 * was started here and is killed is started again, at the same address, until `close()`.
 *
 * @throws IngestError when the URL is none of HTTP, the embedded server is not installed, its folder is in use, or it
 * does not start.
 * A server behind a `url` is not contacted here: ask with `clickhouse.ping()`.
 */
declare function openClickHouse(target: ClickHouseTarget): Promise<OpenClickHouse>;

/** Limits and pauses of the delivery. All have defaults; see `resolvePolicy`. */
interface DeliveryPolicy {
  /** A batch is full with this many messages, quarantined ones included. At most 1,000,000. @default 50_000 */
  readonly maxRows: number;
  /** A batch is full when its blocks take this many bytes. @default 16 MiB */
  readonly maxBytes: number;
  /** A batch is sent when its first message waited this long and an insert may start. @default 1_000 */
  readonly maxAgeMs: number;
  /** Inserts under way at the same time, over all partitions of a consumer. @default 4 */
  readonly maxConcurrentInserts: number;
  /**
   * What all partitions of a consumer may hold that ClickHouse has not acknowledged. Each partition has an equal
   * share of it. While all together hold less than half, one may exceed its share, so that a few busy
   * partitions can use what idle ones do not. The most that is ever held is one and a half times this, and
   * what two polls bring. @default 32 MiB
   */
  readonly maxUnacknowledgedBytes: number;
  /** First and longest pause before an insert, a commit or a decoding is tried again; doubling, with full jitter. @default 250 and 30_000 */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** The same where nothing of ours can mend it. @default 5_000 and 60_000 */
  readonly holdFirstMs: number;
  readonly holdMaxMs: number;
  /** How long a revoked partition may take to finish what is under way, before it is dropped. @default 15_000 */
  readonly revokeDeadlineMs: number;
}
/** What applies where nothing else is said. */
declare const defaultPolicy: DeliveryPolicy;

/**
 * `backlog`: it holds more than its share of what ClickHouse has not acknowledged. `insert-failing`, `decode-failing`: until
 * that works again. `draining`: `stop` was called.
 */
type PauseReason = 'backlog' | 'insert-failing' | 'decode-failing' | 'draining';

/** A message that went to quarantine, for events and statistics. */
interface QuarantinedMessage {
  readonly offset: number;
  readonly reasons: readonly QuarantineReason[];
}

/** Where something happened. */
interface PartitionOfDatasource {
  readonly datasource: string;
  readonly topic: string;
  readonly partition: number;
}
/** Both inserts of a batch are acknowledged by ClickHouse. Its offsets are committed next. */
interface BatchLanded extends PartitionOfDatasource {
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Rows of the landing table. */
  readonly rows: number;
  /** Rows of the quarantine table. */
  readonly quarantined: number;
  /** What was sent, before compression. */
  readonly bytes: number;
  /** From the first attempt to the acknowledgement. */
  readonly insertMs: number;
}
/** Messages of a batch that were no rows are in the quarantine table. */
interface Quarantined extends PartitionOfDatasource {
  readonly count: number;
  /** The last few of them, and why. */
  readonly last: readonly QuarantinedMessage[];
}
/** A partition is not read for now. Polling goes on. */
interface PartitionPaused extends PartitionOfDatasource {
  readonly reason: PauseReason;
}
/** The state of a consumer's connection to Kafka changed, or there is news about what is wrong with it. */
interface ConnectionStatus extends SourceStatus {
  readonly connection: string;
  readonly groupId: string;
  /** The data sources that it reads for. */
  readonly datasources: readonly string[];
}
/** Something failed. It is tried again unless `retryInMs` is absent; nothing is lost either way. */
interface IngestProblem {
  readonly datasource?: string;
  readonly topic?: string;
  readonly partition?: number;
  /** Stable; that of the cause where it has one. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly retryInMs?: number;
  readonly cause?: unknown;
}
/** What a service can listen to. */
interface IngestEvents {
  'batch-landed': BatchLanded;
  quarantined: Quarantined;
  paused: PartitionPaused;
  resumed: PartitionOfDatasource;
  status: ConnectionStatus;
  error: IngestProblem;
}
/** Listeners by event. */
type IngestListeners = {
  readonly [E in keyof IngestEvents]?: (event: IngestEvents[E]) => void;
};

/** What became of a data source's messages since the start of this process. */
interface DatasourceStats {
  readonly datasource: string;
  readonly messagesRead: number;
  /** Keys and values, as they came. */
  readonly bytesRead: number;
  /** Acknowledged by ClickHouse. */
  readonly rowsLanded: number;
  readonly rowsQuarantined: number;
  readonly batchesLanded: number;
  /** Failed attempts to insert. */
  readonly insertFailures: number;
  /** Why the last quarantined message is there: `<column>: <message>` of its first three reasons, joined by `; `. */
  readonly lastQuarantineReason: string | undefined;
  /** Partitions that this process reads. */
  readonly partitions: number;
  readonly pausedPartitions: number;
  /** Messages between what is committed and the end of the partitions, undefined while it is not known of all of them. */
  readonly lag: number | undefined;
}
/** All data sources of this process. */
interface IngestStats {
  readonly datasources: readonly DatasourceStats[];
  /** What was read or encoded and is not acknowledged by ClickHouse, in bytes. */
  readonly unacknowledgedBytes: number;
}

/** What is to flow where, and how. Only `pipelines` and `sink` are needed. */
interface IngestOptions {
  /** From `compileProject`, or built by hand. */
  readonly pipelines: readonly Pipeline[];
  /** Where blocks go, for example the one of `@proj/clickhouse-sink`. */
  readonly sink: RowSink;
  /** Makes the source of each consumer. @default a Kafka consumer group member */
  readonly source?: (consumer: ConsumerOptions) => MessageSource;
  /** @default nothing is logged */
  readonly logger?: Logger;
  /** @default the system's */
  readonly clock?: Clock;
  /** Limits of each consumer, except `maxUnacknowledgedBytes`, which all consumers share. */
  readonly policy?: Partial<DeliveryPolicy>;
  /** What all Kafka clients together may fetch ahead. @default 32 MiB */
  readonly maxFetchedBytes?: number;
  /** The same as calling `on` for each before `start`. */
  readonly listeners?: IngestListeners;
}
/** What a source is made for: the pipelines of one connection and consumer group. */
interface ConsumerOptions {
  readonly pipelines: readonly Pipeline[];
  readonly logger: Logger;
  readonly clock: Clock;
  readonly queuedKilobytes: number;
}
/**
 * ## STARTING
 * Made, and not started. `start` leads to RUNNING.
 *
 * ## RUNNING
 * Consumers connect, read and deliver. A broker or a ClickHouse that is down does not change the state: both are tried
 * again for ever, and events tell. `stop` leads to DRAINING.
 *
 * ## DRAINING
 * Nothing new is read. Batches under way are inserted and their offsets committed. When all are, or when the deadline has
 * passed, the group is left: STOPPED. What was not committed will be read again by whoever comes next.
 *
 * ## STOPPED
 * For good. Make a new one to start again.
 */
type IngestState = 'STARTING' | 'RUNNING' | 'DRAINING' | 'STOPPED';
/** How a stop went. */
interface StopReport {
  /** Whether everything that was in a batch is committed. Otherwise it will be read again; nothing is lost. */
  readonly drained: boolean;
  /** How long it took, in ms. */
  readonly elapsedMs: number;
}
/** Topics flowing into tables. */
interface Ingest {
  readonly state: IngestState;
  /** Resolves at once; progress, and what keeps it from connecting, is told by events. @throws IngestError when called twice */
  start(): Promise<void>;
  /**
   * Drains and leaves the consumer groups. Never rejects. Called again it gives the same answer.
   *
   * @param options what a stop may take
   * @param options.deadlineMs how long batches under way may take. Default: 20_000
   */
  stop(options?: { readonly deadlineMs?: number }): Promise<StopReport>;
  /** @returns how to stop listening */
  on<E extends keyof IngestEvents>(event: E, listener: (event: IngestEvents[E]) => void): () => void;
  stats(): IngestStats;
}
/**
 * Makes an ingestion of pipelines into a sink: one consumer for each connection and group, offsets committed only after the
 * sink has acknowledged the rows. Opens nothing before `start`.
 *
 * @throws IngestError `ingest/topic-used-twice`, `ingest/bad-policy`, `ingest/bad-limit`
 *
 * @example
 * const { project } = parseProject([
 *   { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS localhost:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT' },
 *   {
 *     path: 'events.datasource',
 *     text: 'SCHEMA >\n  data String `json:$`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC events\nKAFKA_GROUP_ID events_1',
 *   },
 * ]);
 * const { pipelines } = compileProject(project, { lookupSecret: (name) => process.env[name] });
 * let rows = 0;
 * const ingest = createIngest({ pipelines, sink: { insert: async ({ block }) => void (rows += block.rows) } });
 * ingest.on('quarantined', ({ datasource, count, last }) => console.warn(datasource, count, last));
 * ingest.state; // => 'STARTING'
 */
declare function createIngest(options: IngestOptions): Ingest;

export {
  type BatchLanded,
  type CheckConnectionOptions,
  type CheckKind,
  type CheckStep,
  type ClickHouseTarget,
  Clock,
  type CompileOptions,
  type CompiledConnection,
  type CompiledProject,
  type ConnectionStatus,
  type ConsumerOptions,
  type DatasourceStats,
  type DeliveryPolicy,
  type ExplainOptions,
  type ExplainResult,
  type ExplainedColumn,
  type Ingest,
  type IngestEvents,
  type IngestListeners,
  type IngestOptions,
  type IngestProblem,
  type IngestState,
  type IngestStats,
  Logger,
  type MessageExplanation,
  MessageSource,
  type MetaColumn,
  type MetaColumnName,
  type OpenClickHouse,
  type PartitionOfDatasource,
  type PartitionPaused,
  type PauseReason,
  type Pipeline,
  type QuarantineReason,
  type Quarantined,
  type QuarantinedMessage,
  type RegistryOptions,
  RowSink,
  SourceStatus,
  type StopReport,
  type UnmappedColumn,
  checkConnection,
  compileProject,
  createIngest,
  defaultPolicy,
  explainMessage,
  ingestDiagnostics,
  openClickHouse,
};

// ---- ports.d.ts ----
import { InsertRequest } from '@proj/clickhouse-sink';
import { MessageHeader } from '@proj/codecs';

/** What a message has, however much of it was kept. */
interface MessageSize {
  /** In bytes; 0 for a tombstone. */
  readonly value: number;
  /** In bytes; 0 for none. */
  readonly key: number;
  /** How many; 0 where nobody looks at them. */
  readonly headers: number;
  /** Of their names and values together. */
  readonly headerBytes: number;
}
/**
 * Many Kafka messages in one buffer, with typed arrays that say where each begins: no object per message,
 * so it is cheap to make, can be handed to another thread without copying, and can be filled by a native
 * reader. A message is the index `i` of all arrays; its key is `bytes[keyStart[i] … keyEnd[i])`.
 *
 * Of a message that is over a limit only the head is in it: no batch grows with what somebody sends. So all positions fit into
 * 32 bits.
 */
interface PackedBatch {
  readonly count: number;
  readonly bytes: Uint8Array;
  /** Topics that occur in this batch; `topicIndex[i]` points into it. */
  readonly topics: readonly string[];
  readonly topicIndex: Uint16Array;
  readonly partition: Int32Array;
  /** Exact up to 2^53. */
  readonly offset: Float64Array;
  /** Milliseconds since 1970-01-01 UTC; -1 when the broker gave none. */
  readonly timestamp: Float64Array;
  /** -1: null. */
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  /** -1: null, a tombstone. */
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  /**
   * The messages of which only the head was kept, by index, with their true sizes: they go to quarantine and are not decoded. Absent
   * where there are none, as nearly always.
   */
  readonly oversized?: ReadonlyMap<number, MessageSize> | undefined;
  /** Decoded on demand, because few data sources store them. Repeated keys stay separate, in order. */
  headers(i: number): readonly MessageHeader[];
  /** Keeps this batch valid for as long as somebody holds it: its memory is not used again for the next one. */
  retain(): void;
}

/** A partition of a topic. */
interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}
/** What a consumer tells while it runs, in the order in which it happened. */
interface MessageSourceListener {
  /** These partitions are ours from now on, and none of them is paused, whatever was before. Reading begins where `committed` says, else where the reset policy says. */
  onAssigned(
    partitions: readonly (TopicPartition & {
      readonly committedOffset: number | undefined;
    })[],
  ): void;
  /**
   * These are no longer ours. `lost`: they already belong to somebody else, nothing may be committed. Otherwise
   * the source waits with giving them back until the promise settles, so that work under way can be finished.
   */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void>;
  /** Something outside is wrong, or right again. The source goes on by itself. */
  onStatus(status: SourceStatus): void;
}
/** How the connection of a source is. */
interface SourceStatus {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  /** What happened and what to do, in our words, when something is wrong. */
  readonly problem?: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
  };
  /** When the next attempt is made, if the source knows, in ms from now. */
  readonly retryInMs?: number;
}
/** A member of a consumer group. Anything that yields packed batches can be one; the real one is `kafka/source.ts`. */
interface MessageSource {
  /** Starts connecting and keeps trying until `close`. Resolves at once; progress is told to the listener. */
  open(listener: MessageSourceListener): void;
  /**
   * The next messages, at most `maxMessages`; an empty batch when none came for a while. Must be called again and
   * again, also when everything is paused: it is what keeps the member alive in its group. One call at a time. The
   * batch is valid until the call after the next one, or as long as wanted after its `retain()`. Holds messages only of
   * partitions that were assigned when the call was made and are not revoked since.
   */
  poll(maxMessages: number): Promise<PackedBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Reads on from this offset. Used to read again what was dropped. */
  seek(partition: TopicPartition, offset: number): Promise<void>;
  /** Commits "all before `offset` is done". Rejects with a retryable error, or one that is not when the partition is no longer ours. */
  commit(
    offsets: readonly (TopicPartition & {
      readonly offset: number;
      readonly metadata?: string;
    })[],
  ): Promise<void>;
  /** High-water marks as far as known, for lag. */
  highWatermark(partition: TopicPartition): number | undefined;
  /**
   * The topic's own id, which changes when it is deleted and made again; undefined where the broker gives none. May come
   * from a cache, unless `fresh`. Never rejects.
   */
  topicId(
    topic: string,
    options?: {
      readonly fresh?: boolean;
    },
  ): Promise<string | undefined>;
  /** Leaves the group. Never rejects. */
  close(): Promise<void>;
}
/** Where blocks go. The real one is `@proj/clickhouse-sink`. */
interface RowSink {
  /**
   * Writes one block. Resolves only after ClickHouse has acknowledged it. Rejects with an `InsertError`; its
   * `action` says what to do. The caller may send the same block again with the same token.
   */
  insert(request: InsertRequest): Promise<void>;
}
/** Time and chance, passed in so that tests can decide both. */
interface Clock {
  /** Milliseconds, monotonic enough for ages and pauses. */
  now(): number;
  /** Calls back once after `ms`; returns how to cancel it. */
  after(ms: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (not included). */
  random(): number;
}
/** Where log lines go: fields for machines, one sentence for people. No secret is in either. */
interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}

export type {
  Clock as C,
  Logger as L,
  MessageSource as M,
  PackedBatch as P,
  RowSink as R,
  SourceStatus as S,
  TopicPartition as T,
  MessageSize as a,
  MessageSourceListener as b,
};

// ---- testing.d.ts ----
import {
  C as Clock,
  M as MessageSource,
  T as TopicPartition,
  S as SourceStatus,
  b as MessageSourceListener,
  P as PackedBatch,
} from './ports.js';
import '@proj/clickhouse-sink';
import '@proj/codecs';

/** A clock that stands still until it is told to go on. */
interface ManualClock extends Clock {
  /** Lets this many ms pass, calling back what falls due on the way, in order, with pauses in which promises settle. */
  advance(ms: number): Promise<void>;
}
/**
 * Makes a clock that starts at 0.
 *
 * @param random what `random()` gives; 0.5 when left out
 */
declare function manualClock(random?: () => number): ManualClock;

/** A message to be read. Text is UTF-8; a null value is a tombstone. */
interface TestMessage {
  readonly value: string | Uint8Array | null;
  readonly key?: string | Uint8Array | null;
  readonly headers?: readonly {
    readonly key: string;
    readonly value: string | Uint8Array;
  }[];
  /** @default 0 */
  readonly timestamp?: number;
}
/**
 * A topic in memory and a consumer group with one member, for tests of what is built on an `Ingest`. It keeps what a broker would:
 * the messages, and the committed offsets. `assign` and `revoke` play the group's coordinator.
 */
declare class MemorySource implements MessageSource {
  #private;
  /** Committed offsets, `<topic>[<partition>]` → offset. */
  readonly committed: Map<string, number>;
  /** All commits, in order. */
  readonly commits: {
    readonly partition: string;
    readonly offset: number;
  }[];
  /** Called with every commit; what it throws is what the commit rejects with. */
  onCommit: (partition: string, offset: number) => void;
  /** Calls of `poll`. */
  polls: number;
  closed: boolean;
  constructor(options?: { readonly topicId?: string });
  /** Appends messages to a partition. @returns the offset of the first */
  produce(topic: string, partition: number, messages: readonly TestMessage[]): number;
  /** Deletes the topic's messages, as when it is deleted and made again. Reading goes on from offset 0. */
  recreate(topic: string, partition: number): void;
  assign(...partitions: readonly TopicPartition[]): void;
  /** Takes partitions away, waiting as a real source does; with `lost` they are gone at once. */
  revoke(partitions: readonly TopicPartition[], lost?: boolean): Promise<void>;
  status(status: SourceStatus): void;
  isPaused(partition: TopicPartition): boolean;
  open(listener: MessageSourceListener): void;
  poll(maxMessages: number): Promise<PackedBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  seek(partition: TopicPartition, offset: number): Promise<void>;
  commit(
    offsets: readonly (TopicPartition & {
      readonly offset: number;
    })[],
  ): Promise<void>;
  highWatermark(partition: TopicPartition): number | undefined;
  topicId(): Promise<string | undefined>;
  close(): Promise<void>;
}

export { type ManualClock, MemorySource, type TestMessage, manualClock };
