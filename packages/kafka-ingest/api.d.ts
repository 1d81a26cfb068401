// ---- index.d.ts ----
import { Codec } from '@proj/codecs';
export { MessageHeader } from '@proj/codecs';
import { ColumnDefinition, TableDefinition } from '@proj/clickhouse-tables';
import { MetaColumnName, Project } from '@proj/datafile-parser';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';
import { KafkaClientConfig } from '@proj/kafka-auth';
import { SchemaRegistry, SchemaRegistryOptions } from '@proj/codecs/registry';
export { SchemaRegistry } from '@proj/codecs/registry';
import { ClickHouseType } from '@proj/clickhouse-types';
import { RowMapping, ColumnExplanation } from '@proj/row-mapping';
import { P as Problem, C as Clock, S as SourceStatus, R as RowSink, L as Logger, M as MessageSource } from './ports.js';
export {
  A as AssignedPartition,
  a as MessageSize,
  b as MessageSourceListener,
  c as PackedBatch,
  T as TopicPartition,
} from './ports.js';
import { ClickHouse } from '@proj/clickhouse-sink';
export { InsertRequest } from '@proj/clickhouse-sink';

/** A meta column of a table. */
interface MetaColumn {
  readonly name: MetaColumnName;
  /**
   * `__value`, `__topic`, `__key`: String or a variant of it. `__partition`, `__offset`: an
   * integer. `__timestamp`: DateTime or DateTime64. `__headers`: Map(String, String).
   */
  readonly type: ClickHouseType;
}
/** A Kafka data source, ready to run: from a topic, through a codec and a mapping, into tables. */
interface Pipeline {
  /** Its name; the first part of tokens and query ids. */
  readonly datasource: string;
  /**
   * The name of its connection, for messages. Pipelines with the same connection and group share a
   * consumer.
   */
  readonly connection: string;
  readonly client: KafkaClientConfig;
  /**
   * The login of the connection, for messages. Absent when it comes from a secret or when there is
   * none.
   */
  readonly user?: string;
  readonly topic: string;
  readonly groupId: string;
  /** Where to start when the group has no committed offset. */
  readonly autoOffsetReset: 'earliest' | 'latest';
  /** Whether the landing table has `__headers`. */
  readonly storeHeaders: boolean;
  /** Whether `__value` of the landing table holds the message. Otherwise it is empty. */
  readonly storeRawValue: boolean;
  /**
   * If given, keys are decoded with it, and a message whose key does not decode goes to quarantine.
   * `__key` then holds the text of the key: JSON as it was received; for other formats, such as
   * Avro, text as it is and anything else as JSON.
   */
  readonly keyCodec?: Codec;
  readonly valueCodec: Codec;
  /**
   * The registry that the codecs use, if any. Pipelines of one connection share it; the ingest
   * closes it when it stops.
   */
  readonly registry?: SchemaRegistry;
  /** Compiled for the kind of `messages` that the value codec reads. */
  readonly mapping: RowMapping;
  readonly landing: {
    readonly database: string;
    readonly table: string;
    /** The meta columns of the landing table. */
    readonly metaColumns: readonly MetaColumn[];
    /**
     * Columns that no message fills, but that the DEFAULT of another column may refer to.
     *
     * @default none
     */
    readonly otherColumns?: readonly ColumnDefinition[];
  };
  /**
   * The quarantine table has `c__error_column`, `c__error`, `c__import_id`, every mapped column as
   * Nullable(String), the meta columns of the landing table, and always `__value`.
   */
  readonly quarantine: {
    readonly database: string;
    readonly table: string;
  };
  /** Larger messages go to quarantine without being decoded. @default 10 MiB in `compileProject` */
  readonly maxMessageBytes: number;
}

/** The client settings of a connection. */
interface CompiledClient {
  readonly config: KafkaClientConfig;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
  /**
   * KAFKA_SCHEMA_REGISTRY_URL, with its password: a function, so that nothing that prints a
   * connection shows it.
   */
  readonly schemaRegistryUrl?: () => string;
}

/**
 * For each connection: how long to wait for its registry and for ids that it does not know, how
 * many schemas to keep.
 */
type RegistryOptions = Omit<SchemaRegistryOptions, 'url'>;

/** What compiling needs besides the files. */
interface CompileOptions {
  /** Where the secrets of the datafiles come from. */
  readonly lookupSecret: (name: string) => string | undefined;
  /** The ClickHouse database of all tables. @default 'default' */
  readonly database?: string;
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /**
   * How patient to be with schema registries, and how many schemas to keep.
   * @default 10 s for an answer and for an unknown id, 1_000 schemas
   */
  readonly schemaRegistry?: RegistryOptions;
  /**
   * Larger messages go to quarantine. In bytes, at most 256 MiB.
   * @default 10 MiB, as in the original
   */
  readonly maxMessageBytes?: number;
}
/** A connection file that is ready to be connected with. */
interface CompiledConnection extends Omit<CompiledClient, 'config'> {
  readonly name: string;
  readonly client: KafkaClientConfig;
  /** The topics that data sources read over it, with the group of each. */
  readonly reads: readonly {
    readonly topic: string;
    readonly groupId: string;
  }[];
}
/** A project that is ready to be deployed and run. */
interface CompiledProject {
  /**
   * One for each data source that reads from Kafka. Empty when anything in the project has an
   * error.
   */
  readonly pipelines: readonly Pipeline[];
  /** Landing tables of all data sources, quarantine tables of those that read from Kafka. */
  readonly tables: readonly TableDefinition[];
  /** The Kafka connections that have no error, used or not. */
  readonly connections: readonly CompiledConnection[];
  /** Everything that is wrong. A project with an error among them must not run. */
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Turns parsed and linked datafiles into tables and pipelines: resolves secrets, turns connections
 * into client settings and compiles columns. Touches neither Kafka nor ClickHouse.
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
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'column' | 'demand'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
}>;

/** What is checked, in this order. */
type CheckKind =
  /** The host name of a server. */
  | 'resolve'
  /** A TCP connection to it. */
  | 'connect'
  /** TLS, with the certificates of both sides. */
  | 'tls'
  /** The login, where there is SASL. */
  | 'login'
  /** The cluster: its brokers, and how many topics it shows us. */
  | 'brokers'
  /** A topic that a data source reads. */
  | 'topic'
  /** A consumer group that a data source reads as. */
  | 'group'
  /** The schema registry. */
  | 'registry';
/** One thing that was checked. No text of it holds a secret. */
interface CheckStep {
  readonly kind: CheckKind;
  /**
   * `host:port`, the name of a topic or group, or the address of the registry without its password.
   */
  readonly subject: string;
  readonly ok: boolean;
  /** How long it took. In ms. */
  readonly elapsedMs: number;
  /** What was found, in a few words. */
  readonly detail?: string;
  /** What is wrong and what to do about it. Absent when the step is ok. */
  readonly problem?: Problem;
}

/** Limits of a check. */
interface CheckConnectionOptions {
  /** For each step. In ms. @default 10_000 */
  readonly timeoutMs?: number;
  /** @default the system clock */
  readonly clock?: Clock;
}
/**
 * Checks a connection step by step, and yields each step as soon as it is done: resolve every
 * server, connect, TLS, login, list the brokers, check the topics and groups that data sources use,
 * and check the schema registry. Steps that depend on a failed one are left out. Reads no message,
 * joins no group, changes nothing.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS 127.0.0.1:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { connections } = compileProject(project, { lookupSecret: () => undefined });
 * const steps: string[] = [];
 * for (const connection of connections) {
 *   for await (const { kind, ok, problem } of checkConnection(connection)) steps.push(`${kind} ${problem?.code ?? ok}`);
 * }
 * steps; // => ['resolve true', 'connect kafka/refused']
 */
declare function checkConnection(
  connection: CompiledConnection,
  { timeoutMs, clock }?: CheckConnectionOptions,
): AsyncGenerator<CheckStep, void>;

/**
 * Why a message did not become a row: one entry per bad column. `__value` and `__key` stand for the
 * whole value or key. The quarantine table has column and message; the code is for counting
 * reasons, since messages quote what was found.
 */
interface QuarantineReason {
  readonly column: string;
  /**
   * Stable: `mapping/…` for a column, `codecs/…` for bytes that do not decode, `ingest/too-large`,
   * `ingest/key-too-large`, `ingest/headers-too-large`, `ingest/tombstone`.
   */
  readonly code: string;
  readonly message: string;
}

/**
 * A column of the schema that takes nothing from the message, and the source that fills it instead.
 */
interface UnmappedColumn {
  readonly column: string;
  /** As the user wrote it. */
  readonly type: string;
  /** Kafka's metadata, the column's DEFAULT, or the default value of the type: 0, '' or NULL. */
  readonly filledBy: 'kafka' | 'default' | 'type';
  /** The SQL of its DEFAULT, if it has one. */
  readonly defaultExpression?: string;
}

/** A column and what it makes of a message. */
interface ExplainedColumn extends Omit<ColumnExplanation, 'type'> {
  /** As the user wrote it. */
  readonly type: string;
  /** The SQL of its DEFAULT, if it has one. */
  readonly defaultExpression?: string;
}
/** What a data source makes of a message. */
interface MessageExplanation {
  readonly datasource: string;
  /** The table where the message would end up: the data source's own, or its quarantine table. */
  readonly destination: 'landing' | 'quarantine';
  /**
   * Why it would be quarantined, as the quarantine table would say: one entry per bad column. Empty
   * for a row.
   */
  readonly reasons: readonly QuarantineReason[];
  /**
   * How the message differs in shape from what the data source expects, such as an array instead of
   * an object.
   */
  readonly note?: string;
  /**
   * The columns with a json path, in the order of the schema. Empty when the message has no value
   * to look into.
   */
  readonly columns: readonly ExplainedColumn[];
  /** The columns without a json path, in the order of the schema. */
  readonly otherColumns: readonly UnmappedColumn[];
}

/** What explaining needs besides the project. */
interface ExplainOptions {
  /** Codecs by `KAFKA_VALUE_FORMAT`, in addition to the built-in ones or instead of them. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** As in `compileProject`. In bytes. @default 10 MiB */
  readonly maxMessageBytes?: number;
  /**
   * The key of the message, checked for its size and its `KAFKA_KEY_FORMAT`.
   *
   * @default the key is not checked
   */
  readonly key?: Uint8Array | null;
  /**
   * For the URL of the schema registry, if the format of the data source needs one.
   *
   * @default no secrets
   */
  readonly lookupSecret?: (name: string) => string | undefined;
}
/** An explanation, or the reasons why the data source has none. */
interface ExplainResult {
  readonly explanation?: MessageExplanation;
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Explains, column by column, what a data source makes of a message, with the code that decodes and
 * maps messages from Kafka. Needs neither Kafka nor ClickHouse: only the file of the data source
 * has to be correct. Messages that refer to a schema (`avro`, `protobuf`) also need the registry of
 * its connection, and the secrets in the registry's URL.
 *
 * @param datasource its name
 * @param message the value of the message; null for a tombstone
 * @throws the error of the codec, when an outside system that it needs is unavailable
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
  /**
   * Where the embedded server keeps its data: `<dataFolder>/clickhouse`. Not used when there is a
   * `url`.
   */
  readonly dataFolder: string;
  /**
   * An installed `clickhouse` to run as the embedded server, instead of the one that comes with it.
   */
  readonly binary?: string;
  /**
   * Whether to use an embedded server that already runs on this folder, instead of failing.
   * @default false
   */
  readonly joinRunning?: boolean;
  /**
   * Called when the embedded server that was started here has ended by itself, and each time that
   * it cannot be started again; with undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}
/** A ClickHouse that is ready for use, and how to close it. */
interface OpenClickHouse {
  readonly clickhouse: ClickHouse;
  /** The database that unqualified names mean. */
  readonly database: string;
  /**
   * `http(s)://host:port`, for display: without a password and without the key of an embedded
   * server.
   */
  readonly publicUrl: string;
  /**
   * Where other programs reach an embedded server: `http://127.0.0.1:PORT/KEY/default`. It gives
   * full access to the data, so it is for the person who started the server and not for logs.
   */
  readonly secretUrl?: string;
  readonly kind: 'server' | 'embedded' | 'joined';
  /** Process id of the embedded server. Changes when the server has to be started again. */
  readonly pid?: number;
  /** Closes the connections and, when the server was started here, stops it for good. */
  close(): Promise<void>;
}
/**
 * Opens the ClickHouse that a project writes to. With a `url`, nothing native is loaded and the
 * server is not contacted yet: ask with `clickhouse.ping()`. An embedded server that is started
 * here and then killed is started again, at the same address, until `close()`.
 *
 * @throws IngestError when the URL is not an HTTP URL, or the embedded server is not installed,
 *   finds its folder in use or does not start
 */
declare function openClickHouse(target: ClickHouseTarget): Promise<OpenClickHouse>;

/** Limits and pauses of the delivery. All have defaults. */
interface DeliveryPolicy {
  /**
   * A batch is full at this many messages, including quarantined ones. At most 1,000,000.
   * @default 50_000
   */
  readonly maxRows: number;
  /** A batch is full when its blocks reach this many bytes. @default 16 MiB */
  readonly maxBytes: number;
  /** A batch is sent when its first message is this old and an insert may start. @default 1_000 */
  readonly maxAgeMs: number;
  /**
   * How many inserts of a consumer may be under way at the same time, over all its partitions.
   * @default 4
   */
  readonly maxConcurrentInserts: number;
  /**
   * How much all partitions of a consumer may hold that ClickHouse has not acknowledged. Each
   * partition has an equal share. While the total is below half the limit, a partition may exceed
   * its share, so that a few busy partitions can use what idle ones leave. The most ever held is
   * one and a half times the limit plus two polls. @default 32 MiB
   */
  readonly maxUnacknowledgedBytes: number;
  /**
   * The first and the longest pause before an insert, a commit or a decoding is tried again;
   * doubling, with full jitter. @default 250 and 30_000
   */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** The same where only a person can fix the cause. @default 5_000 and 60_000 */
  readonly holdFirstMs: number;
  readonly holdMaxMs: number;
  /**
   * How long a revoked partition may take to finish its work before the work is dropped.
   * @default 15_000
   */
  readonly revokeDeadlineMs: number;
}
/** The defaults. */
declare const defaultPolicy: DeliveryPolicy;

/**
 * The pipelines that share one member of a Kafka consumer group: one connection, one group, one
 * pipeline per topic.
 */
interface ConsumerGroup {
  /** The name of the connection, for messages. */
  readonly connection: string;
  readonly client: KafkaClientConfig;
  /**
   * The login of the connection, for messages. Absent when it comes from a secret or when there is
   * none.
   */
  readonly user?: string;
  readonly groupId: string;
  readonly pipelines: readonly [Pipeline, ...Pipeline[]];
}

/**
 * Whether a failed insert is tried again soon, or slowly because only a person can fix the cause.
 */
type RetryAction = 'retry' | 'hold';
/**
 * `backlog`: the partition holds more than its share of what ClickHouse has not acknowledged.
 * `insert-failing`, `decode-failing`: until that works again. `draining`: `stop` was called.
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
/** A partition is ours from now on. */
interface PartitionAssigned extends PartitionOfDatasource {
  /** Why reading starts where it does: the group's committed offset, else the reset policy. */
  readonly start: 'committed' | 'earliest' | 'latest';
  /** The committed offset, from which reading starts. Absent when nothing is committed. */
  readonly offset?: number;
}
/** A partition is given back. All its work is done or dropped; nothing more is said about it. */
interface PartitionRevoked extends PartitionOfDatasource {
  /** Another member already owned it, so that its work was dropped. */
  readonly lost: boolean;
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
/** Messages of a batch that did not become rows are in the quarantine table. */
interface Quarantined extends PartitionOfDatasource {
  readonly count: number;
  /** The last few of them, and why. */
  readonly last: readonly QuarantinedMessage[];
}
/** Everything before `offset` is done, and the broker has stored that. */
interface OffsetCommitted extends PartitionOfDatasource {
  readonly offset: number;
}
/** The offsets of a partition went back: its topic was recreated, or lost its end. */
interface PartitionRewound extends PartitionOfDatasource {
  /**
   * The offset at which reading goes on. Messages from there on are new, whatever had these offsets
   * before.
   */
  readonly firstOffset: number;
}
/** A partition is not read for now. Polling goes on. */
interface PartitionPaused extends PartitionOfDatasource {
  readonly reason: PauseReason;
}
/**
 * A consumer's connection to Kafka changed its state, or there is news about what is wrong with it.
 */
interface ConnectionStatus extends SourceStatus {
  readonly connection: string;
  readonly groupId: string;
  /** The data sources that it reads for. */
  readonly datasources: readonly string[];
}
/** Something failed. It is tried again unless `retryInMs` is absent; nothing is lost either way. */
interface IngestProblem extends Problem {
  /**
   * What failed: a poll, the decoding of messages, an insert, a commit, or a listener of these
   * events.
   */
  readonly kind: 'read' | 'decode' | 'insert' | 'commit' | 'listener';
  readonly datasource?: string;
  readonly topic?: string;
  readonly partition?: number;
  /** The class of the retry: soon, or slowly because only a person can fix the cause. */
  readonly action?: RetryAction;
  /** How many attempts have failed. */
  readonly attempt?: number;
  readonly retryInMs?: number;
  /** With kind `listener`: the event that it listened to. */
  readonly event?: string;
}
/**
 * What is worth a line in a log and is not a failure of the delivery: what the Kafka client says,
 * advice.
 */
interface IngestNote {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** One sentence. Holds no secret. */
  readonly message: string;
  /** For programs. */
  readonly fields: Readonly<Record<string, unknown>>;
}
/**
 * What a service can listen to: all that an ingest says about itself.
 *
 * A consumer says `status` whenever its connection changes. For one partition the order is:
 * `assigned`; then, batch by batch in offset order, `batch-landed`, `quarantined` right after it if
 * some of its messages were, and `committed`; at last `revoked`. The next batch may land before the
 * one ahead of it is committed. After a fenced commit there is no `committed` any more.
 *
 * `error` comes with every failed attempt, before the attempt that follows it, so that a batch that
 * failed twice gives two of them and then `batch-landed`. `paused` and `resumed` alternate, except
 * that `paused` comes again when the reason becomes a graver one; the pause by a stop has no
 * `resumed`. `rewound` comes before the first batch from the lower offsets lands.
 *
 * Listeners are called synchronously, in the order in which they were added. One that throws harms
 * neither the others nor the ingestion: it gives an `error` of kind `listener`.
 */
interface IngestEvents {
  /** Once for each partition, when the group assigns it. */
  assigned: PartitionAssigned;
  /** Once for each partition, when it is given back: after a rebalance, a loss, or a stop. */
  revoked: PartitionRevoked;
  /** Once for each batch. */
  'batch-landed': BatchLanded;
  /** Once for each batch with quarantined messages. */
  quarantined: Quarantined;
  /** Once for each commit that the broker has stored. */
  committed: OffsetCommitted;
  /** Each time that offsets go back. */
  rewound: PartitionRewound;
  /** When a partition is no longer read, or for another reason than before. */
  paused: PartitionPaused;
  /** When a paused partition is read again. */
  resumed: PartitionOfDatasource;
  /** When the state of a connection changes, and when there is news about a problem. */
  status: ConnectionStatus;
  /** With every failed attempt. */
  error: IngestProblem;
  /** Any time, also before the first connection: advice comes at the start. */
  note: IngestNote;
}
/** Listeners by event. */
type IngestListeners = {
  readonly [E in keyof IngestEvents]?: (event: IngestEvents[E]) => void;
};

/** What has become of a data source's messages since this process started. */
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
  /**
   * Why the last quarantined message is there: `<column>: <message>` of its first three reasons,
   * joined by `; `.
   */
  readonly lastQuarantineReason: string | undefined;
  /** Partitions that this process reads. */
  readonly partitions: number;
  readonly pausedPartitions: number;
  /**
   * Messages between the committed offsets and the ends of the partitions. Undefined unless known
   * for all of them.
   */
  readonly lag: number | undefined;
}
/** All data sources of this process. */
interface IngestStats {
  readonly datasources: readonly DatasourceStats[];
  /** Bytes read or encoded that ClickHouse has not acknowledged. */
  readonly unacknowledgedBytes: number;
}

/** What flows where, and how. Only `pipelines` and `sink` are required. */
interface IngestOptions {
  /** From `compileProject`, or built by hand. */
  readonly pipelines: readonly Pipeline[];
  /** Where blocks go, for example the one of `@proj/clickhouse-sink`. */
  readonly sink: RowSink;
  /** Makes the source of each consumer group. @default a Kafka consumer group member */
  readonly source?: (group: ConsumerGroup, options: SourceOptions) => MessageSource;
  /** @default the system clock */
  readonly clock?: Clock;
  /** Limits of each consumer, except `maxUnacknowledgedBytes`, which all consumers share. */
  readonly policy?: Partial<DeliveryPolicy>;
  /** How much all Kafka clients together may fetch ahead. @default 32 MiB */
  readonly maxFetchedBytes?: number;
  /**
   * Names this run in deduplication tokens of topics without an id. Two runs must never have the
   * same one.
   *
   * @default a random UUID
   */
  readonly runId?: string;
  /** Same as calling `on` for each of them before `start`. */
  readonly listeners?: IngestListeners;
}
/** What a source gets besides its consumer group. */
interface SourceOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  /** How much its client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
}
/**
 * ## STARTING
 * Created, but not started. `start` leads to RUNNING.
 *
 * ## RUNNING
 * Consumers connect, read and deliver. An unavailable broker or ClickHouse does not
 * change the state: both are retried forever, and events report it. `stop` leads to DRAINING.
 *
 * ## DRAINING
 * Nothing new is read. Batches under way are inserted and their offsets committed. Once
 * all are, or when the deadline has passed, the group is left: STOPPED. Messages that were not
 * committed will be read again by the next member of the group.
 *
 * ## STOPPED
 * Final. Create a new ingest to start again.
 */
type IngestState = 'STARTING' | 'RUNNING' | 'DRAINING' | 'STOPPED';
/** The outcome of a stop. */
interface StopReport {
  /** Whether every batch was committed. Otherwise messages will be read again; nothing is lost. */
  readonly drained: boolean;
  /** How long the stop took, in ms. */
  readonly elapsedMs: number;
}
/** Reads topics and fills tables. */
interface Ingest {
  readonly state: IngestState;
  /**
   * Resolves at once; events report the progress and any trouble with connecting.
   *
   * @throws IngestError when called twice
   */
  start(): Promise<void>;
  /**
   * Drains and leaves the consumer groups. Never rejects. Further calls return the same promise.
   *
   * @param options limits of the stop
   * @param options.deadlineMs how long batches under way may take. Default: 20_000
   */
  stop(options?: { readonly deadlineMs?: number }): Promise<StopReport>;
  /** @returns how to stop listening */
  on<E extends keyof IngestEvents>(event: E, listener: (event: IngestEvents[E]) => void): () => void;
  stats(): IngestStats;
}
/**
 * Creates an ingest that moves messages through pipelines into a sink. It has one consumer per
 * connection and group, and commits offsets only after the sink has acknowledged the rows. Nothing
 * is opened before `start`.
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
  type ConsumerGroup,
  type DatasourceStats,
  type DeliveryPolicy,
  type ExplainOptions,
  type ExplainResult,
  type ExplainedColumn,
  type Ingest,
  type IngestEvents,
  type IngestListeners,
  type IngestNote,
  type IngestOptions,
  type IngestProblem,
  type IngestState,
  type IngestStats,
  Logger,
  type MessageExplanation,
  MessageSource,
  type MetaColumn,
  type OffsetCommitted,
  type OpenClickHouse,
  type PartitionAssigned,
  type PartitionOfDatasource,
  type PartitionPaused,
  type PartitionRevoked,
  type PartitionRewound,
  type PauseReason,
  type Pipeline,
  Problem,
  type QuarantineReason,
  type Quarantined,
  type QuarantinedMessage,
  type RegistryOptions,
  type RetryAction,
  RowSink,
  type SourceOptions,
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

/** The true size of a message, however much of it was kept. */
interface MessageSize {
  /** In bytes; 0 for a tombstone. */
  readonly value: number;
  /** In bytes; 0 without a key. */
  readonly key: number;
  /** How many; 0 when they are not measured. */
  readonly headers: number;
  /** The bytes of their names and values together. */
  readonly headerBytes: number;
}
/**
 * Many Kafka messages in one buffer, with typed arrays that say where each of them starts. Without
 * an object per message, a batch is cheap to make, can move to another thread without copying, and
 * can be filled by a native reader. A message is an index `i` into all arrays; its key is
 * `bytes[keyStart[i] … keyEnd[i])`.
 *
 * Only the head of a message over a limit is kept, so producers cannot make a batch grow, and all
 * positions fit into 32 bits.
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
   * The true sizes of the messages of which only the head was kept, by index. They go to quarantine
   * without being decoded. Absent when there are none, which is nearly always.
   */
  readonly oversized?: ReadonlyMap<number, MessageSize> | undefined;
  /**
   * Decoded on demand, because few data sources store headers. Repeated keys stay separate, in
   * order.
   */
  headers(i: number): readonly MessageHeader[];
  /**
   * Keeps this batch valid for as long as it is referenced: its memory is not reused for another
   * batch.
   */
  retain(): void;
}

/** What went wrong, in one shape for events, statuses and the steps of a connection check. */
interface Problem {
  /** Stable, `<package>/<what>`; that of the cause where it has one. */
  readonly code: string;
  /** In our words. Holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Whether trying the same again can help. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

/** A partition of a topic. */
interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}
/** A partition that a source has been given, with what the group has committed for it. */
interface AssignedPartition extends TopicPartition {
  /** The offset to read next. Undefined when nothing is committed. */
  readonly committedOffset: number | undefined;
  /** The text committed along with the offset. Undefined when there is none. */
  readonly committedMetadata: string | undefined;
}
/** What a source reports while it runs, in the order in which it happened. */
interface MessageSourceListener {
  /**
   * These partitions are ours from now on. None of them is paused, whatever was paused before.
   * Reading starts at the committed offset, or where the reset policy says if nothing is committed.
   */
  onAssigned(partitions: readonly AssignedPartition[]): void;
  /**
   * These partitions are no longer ours. With `lost`, they already belong to another member, and
   * nothing may be committed for them. Otherwise the source keeps them until the promise settles,
   * so that work under way can be finished.
   */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void>;
  /** The connection failed or recovered. The source keeps trying by itself. */
  onStatus(status: SourceStatus): void;
}
/** The state of a source's connection. */
interface SourceStatus {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  /** What is wrong and what to do about it. Absent when all is well. */
  readonly problem?: Problem;
  /** When the next attempt is made, in ms from now, if the source knows. */
  readonly retryInMs?: number;
}
/**
 * A member of a consumer group: anything that yields packed batches. The real one is
 * `kafka/source.ts`.
 */
interface MessageSource {
  /**
   * Starts connecting, and keeps trying until `close`. Returns at once; the listener follows the
   * progress.
   */
  open(listener: MessageSourceListener): void;
  /**
   * Resolves to the next messages, at most `maxMessages`, or to an empty batch when none arrived
   * for a while. Must be called over and over, even when everything is paused: the calls keep the
   * member alive in its group. One call at a time. A batch is valid until the call after the next
   * one, or for as long as needed once `retain()` was called. It holds messages only of partitions
   * that were assigned when the call was made and have not been revoked since.
   */
  poll(maxMessages: number): Promise<PackedBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Continues reading at this offset, for example to read dropped messages again. */
  seek(partition: TopicPartition, offset: number): Promise<void>;
  /**
   * Commits "everything before `offset` is done". Rejects with a retryable error, or with one that
   * is not retryable when the partition is no longer ours.
   */
  commit(
    offsets: readonly (TopicPartition & {
      readonly offset: number;
      readonly metadata?: string;
    })[],
  ): Promise<void>;
  /** The high-water mark, if known: lag is computed from it. */
  highWatermark(partition: TopicPartition): number | undefined;
  /**
   * The topic's own id, which changes when the topic is deleted and created again. Undefined when
   * the broker has none. May come from a cache unless `fresh` is set. Never rejects.
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
   * Writes one block. Resolves only after ClickHouse has acknowledged it. Rejects with an
   * `InsertError`, whose `action` says what to do. The caller may send the same block again with
   * the same token.
   */
  insert(request: InsertRequest): Promise<void>;
}
/** Time and randomness, passed in so that tests control both. */
interface Clock {
  /** Milliseconds from any starting point; monotonic enough for ages and pauses. */
  now(): number;
  /** Calls back once after `ms`. @returns how to cancel it */
  after(ms: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (not included). */
  random(): number;
}
/** Where log lines go: fields for machines, one sentence for people. Neither holds a secret. */
interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}

export type {
  AssignedPartition as A,
  Clock as C,
  Logger as L,
  MessageSource as M,
  Problem as P,
  RowSink as R,
  SourceStatus as S,
  TopicPartition as T,
  MessageSize as a,
  MessageSourceListener as b,
  PackedBatch as c,
};

// ---- testing.d.ts ----
import {
  C as Clock,
  M as MessageSource,
  T as TopicPartition,
  S as SourceStatus,
  b as MessageSourceListener,
  c as PackedBatch,
} from './ports.js';
import '@proj/clickhouse-sink';
import '@proj/codecs';

/** A clock that stands still until it is advanced. */
interface ManualClock extends Clock {
  /**
   * Lets this many ms pass: timers that fall due call back in order, and promises settle in
   * between.
   */
  advance(ms: number): Promise<void>;
}
/**
 * Creates a clock that starts at 0.
 *
 * @param random the result of `random()`; 0.5 by default
 */
declare function manualClock(random?: () => number): ManualClock;

/** A message of a test. Text is encoded as UTF-8; a null value is a tombstone. */
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
 * Topics in memory and a consumer group with a single member, for tests of code built on an
 * `Ingest`. It keeps what a broker would keep: messages, committed offsets and their metadata.
 * `assign` and `revoke` play the group's coordinator.
 */
declare class MemorySource implements MessageSource {
  #private;
  /** Committed offsets, `<topic>[<partition>]` → offset. */
  readonly committed: Map<string, number>;
  /** The metadata of the last commit of each partition, unless that commit had none. */
  readonly committedMetadata: Map<string, string>;
  /** All commits, in order. */
  readonly commits: {
    readonly partition: string;
    readonly offset: number;
  }[];
  /** Called with every commit. If it throws, the commit rejects with that error. */
  onCommit: (partition: string, offset: number) => void;
  /** How often `poll` was called. */
  polls: number;
  closed: boolean;
  constructor(options?: { readonly topicId?: string });
  /** Appends messages to a partition. @returns the offset of the first */
  produce(topic: string, partition: number, messages: readonly TestMessage[]): number;
  /**
   * Deletes the messages of a topic, as if it were deleted and created again. Reading continues at
   * offset 0.
   */
  recreate(topic: string, partition: number): void;
  assign(...partitions: readonly TopicPartition[]): void;
  /** Takes partitions away, waiting as a real source does. With `lost`, they are gone at once. */
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
      readonly metadata?: string;
    })[],
  ): Promise<void>;
  highWatermark(partition: TopicPartition): number | undefined;
  topicId(): Promise<string | undefined>;
  close(): Promise<void>;
}

export { type ManualClock, MemorySource, type TestMessage, manualClock };
