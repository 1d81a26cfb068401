// ---- index.d.ts ----
import { Codec } from '@proj/codecs';
export { MessageHeader } from '@proj/codecs';
import { ColumnDefinition, TableDefinition, TableServer } from '@proj/clickhouse-tables';
import { MetaColumnName, Project } from '@proj/datafile-parser';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';
import { KafkaClientConfig } from '@proj/kafka-auth';
import { SchemaRegistry, SchemaRegistryOptions } from '@proj/codecs/registry';
export { SchemaRegistry } from '@proj/codecs/registry';
import { ClickHouseType } from '@proj/clickhouse-types';
import { RowMapping, ColumnExplanation } from '@proj/row-mapping';
import {
  P as Problem,
  C as Clock,
  S as StartReason,
  a as SourceStatus,
  R as RowSink,
  L as Logger,
  M as MessageSource,
} from './ports.js';
export {
  A as AssignedPartition,
  b as MessageSize,
  c as MessageSourceListener,
  d as PackedBatch,
  e as ReachedEnd,
  f as ReadingStart,
  g as StartFacts,
  T as TopicPartition,
} from './ports.js';
import { ClickHouse } from '@proj/clickhouse-sink';
export { InsertRequest } from '@proj/clickhouse-sink';

/**
 * Whether a failed insert is tried again soon, or slowly because only a person can fix the cause.
 */
type RetryAction = 'retry' | 'hold';
/** When a batch is full, or old enough to be sent. */
interface BatchLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}
/**
 * `backlog`: the partition holds more than its share of what ClickHouse has not acknowledged.
 * `insert-failing`, `decode-failing`: until that works again. `draining`: `stop` was called.
 */
type PauseReason = 'backlog' | 'insert-failing' | 'decode-failing' | 'draining';

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
    /**
     * SQL of the table's partition key. With it, a block that touches too many table partitions is
     * cut along them.
     *
     * @default unknown: such a block is halved until it fits
     */
    readonly partitionKey?: string;
  };
  /**
   * The quarantine table has `c__error_column`, `c__error`, `c__import_id`, every mapped column as
   * Nullable(String), the meta columns of the landing table, and always `__value`.
   */
  readonly quarantine: {
    readonly database: string;
    readonly table: string;
  };
  /** Limits of its batches, where they differ from those of the ingest. */
  readonly batches?: Partial<BatchLimits>;
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

/**
 * What is kept at the broker beside the committed offset of a partition, as the metadata of the
 * commit: which topic and which replay the offset belongs to, and the range that may have been
 * inserted already.
 */
interface PositionRecord extends Incarnation {
  /** The range that was written down before it was inserted. Absent when nothing is planned. */
  readonly plan?: Plan;
}
/** A life of a partition: the same offsets in another incarnation are other messages. */
interface Incarnation {
  /** The topic's own id. Undefined when the broker has none. */
  readonly topicId: string | undefined;
  /**
   * Begins anew whenever reading starts without a record: a new group, a deleted one, offsets that
   * another tool has set. Its inserts are never taken for those of an earlier epoch.
   */
  readonly epoch: string;
  /**
   * Where the offsets began, when the epoch did, of which the tables held nothing. Rows below may
   * stem from an earlier epoch, so that reading them back proves nothing; rows from it on are of
   * this one. Undefined before the first plan of the epoch: nothing was inserted in it yet.
   */
  readonly floor: number | undefined;
  /** How many partitions the topic had when the epoch began: later ones are read from the start. */
  readonly partitions: number;
}
/** A planned range: offsets, both included, and when it was planned, in ms since 1970. */
interface Plan {
  readonly first: number;
  readonly last: number;
  readonly at: number;
  /**
   * Some of its rows may be stored under other tokens than that of the whole range: because
   * ClickHouse has refused to take it whole, or because a part was there already.
   */
  readonly inPieces: boolean;
}

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

/** The part of a pipeline that says whose offsets these are, and where its rows go. */
type GroupOfDatasource = Pick<
  Pipeline,
  'datasource' | 'connection' | 'client' | 'user' | 'topic' | 'groupId' | 'autoOffsetReset'
>;

/** A member of a consumer group, as the broker describes it. */
interface GroupMember {
  readonly clientId: string;
  /** Where it connects from: `/10.0.0.5`. */
  readonly host: string;
  /** Its fixed name, if it has one. */
  readonly instance?: string;
  /** What it reads, of all topics of the group. */
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
  }[];
}

/** Limits of a question about offsets. */
interface OffsetsOptions {
  /** For each question to Kafka. In ms. @default 10_000 */
  readonly timeoutMs?: number;
  /** @default the system clock */
  readonly clock?: Clock;
}
/** Where a group is in a partition, and where it would go on. */
interface PartitionOffsets {
  readonly partition: number;
  /** The offset to read next, as committed. Undefined when nothing is committed. */
  readonly committed: number | undefined;
  /** What is kept beside the committed offset. Undefined when there is nothing of ours. */
  readonly record: PositionRecord | undefined;
  /** The text beside the committed offset when it is not of ours: another tool has committed. */
  readonly foreignMetadata: string | undefined;
  /** The first offset that the broker still keeps. */
  readonly logStart: number;
  /** The offset that the next message will get. */
  readonly logEnd: number;
  /** Where an open transaction begins that holds the reading back. `logEnd` without one. */
  readonly stableEnd: number;
  /**
   * Offsets from the committed one to the end, as far as the broker still keeps them. Undefined
   * when nothing is committed.
   */
  readonly lag: number | undefined;
  /** Where a member that were given this partition now would start, and why. */
  readonly start: {
    readonly offset: number;
    readonly reason: StartReason;
  };
}
/** Where the group of a data source is in its topic. */
interface GroupOffsets {
  readonly datasource: string;
  readonly topic: string;
  /** Changes when the topic is deleted and created again. Undefined when the broker has none. */
  readonly topicId: string | undefined;
  readonly groupId: string;
  /** In the order of their numbers. */
  readonly partitions: readonly PartitionOffsets[];
  /** Who reads as this group now. They may read other topics too. */
  readonly members: readonly GroupMember[];
}
/**
 * Reads where the group of a data source is. Joins no group, changes nothing.
 *
 * @throws IngestError what went wrong with Kafka, in words and without secrets
 */
declare const readOffsets: (group: GroupOfDatasource, options?: OffsetsOptions) => Promise<GroupOffsets>;

/** Where to move a group: to an end of each partition, to a time, or to an offset. */
type MoveTarget =
  | 'earliest'
  | 'latest'
  /** The first message from this time on, in ms since 1970; the end when there is none. */
  | {
      readonly timeMs: number;
    }
  | {
      readonly offset: number;
    };
/** The move of one partition. */
interface PartitionMove {
  readonly partition: number;
  /** What is committed now. */
  readonly committed: number | undefined;
  /** Where reading would go on without the move. */
  readonly from: number;
  readonly to: number;
}
/** A move as it is planned; `moveOffsets` carries it out. */
interface PlannedMove {
  readonly before: GroupOffsets;
  readonly partitions: readonly PartitionMove[];
}
/**
 * Plans a move of a group's offsets. Changes nothing.
 *
 * @param group whose offsets to move
 * @param target where to
 * @param options limits of the questions to Kafka
 * @param options.partition moves only this partition. Default: all of them
 * @throws IngestError `offsets/no-partition`, `offsets/which-partition` for one offset in several
 *   partitions, `offsets/out-of-range`, or what went wrong with Kafka
 */
declare function planMove(
  group: GroupOfDatasource,
  target: MoveTarget,
  {
    partition: only,
    ...options
  }?: OffsetsOptions & {
    readonly partition?: number;
  },
): Promise<PlannedMove>;
/**
 * Moves the offsets of a group that nobody reads as. They are committed without a record, so that
 * the next member begins a new epoch: ClickHouse does not take the rows that are then read again
 * for those that it has already.
 *
 * @throws IngestError `offsets/group-active` while the group has members; `offsets/changed` when
 *   other offsets are committed than those that were planned with; or what went wrong with Kafka
 */
declare function moveOffsets(group: GroupOfDatasource, move: PlannedMove, options?: OffsetsOptions): Promise<void>;

/** A message as it is in the log. */
interface LoggedMessage {
  readonly offset: number;
  /** In ms since 1970. */
  readonly timestampMs: number;
  /** Null when it has none. */
  readonly key: Uint8Array | null;
  /** Null for a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: number;
}

/** Sends a query and resolves with the whole answer. The client of `@proj/clickhouse-sink` does. */
interface RowReader {
  query(
    sql: string,
    options?: {
      readonly format?: string;
    },
  ): Promise<string>;
}
/** A row that a message has become. */
interface StoredRow {
  readonly table: 'landing' | 'quarantine';
  /** By column, as ClickHouse puts them into JSON; large integers and decimals are texts. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The timestamp of its message, in ms since 1970. Undefined when the table does not keep it. */
  readonly timestampMs: number | undefined;
}

/** What has become of a message, or of an offset that has none. */
type MessageFate =
  /** It is a row of the landing table. */
  | {
      readonly kind: 'landed';
    }
  /** It is in the quarantine table. */
  | {
      readonly kind: 'quarantined';
    }
  /** No message has this offset yet; the next one gets `logEnd`. */
  | {
      readonly kind: 'beyond-end';
      readonly logEnd: number;
    }
  /** Its batch is written down and may be on its way; after a crash it is sent again. */
  | {
      readonly kind: 'inserting';
      readonly plan: Plan;
    }
  /** The group has not come to it: `behind` offsets lie before it. */
  | {
      readonly kind: 'unread';
      readonly next: number;
      readonly behind: number;
    }
  /** Nothing is committed, and reading would start after it. */
  | {
      readonly kind: 'passed-over';
      readonly start: number;
      readonly reason: StartReason;
    }
  /** It belongs to a transaction that is open: readers wait for its end. */
  | {
      readonly kind: 'open-transaction';
      readonly stableEnd: number;
    }
  /** It belongs to a transaction that was aborted: no reader gets it. */
  | {
      readonly kind: 'aborted';
    }
  /** Compaction has removed it, or the offset is a marker of a transaction. */
  | {
      readonly kind: 'no-message';
      readonly next: number | undefined;
    }
  /** Retention has removed it, and neither table has it. */
  | {
      readonly kind: 'expired';
      readonly logStart: number;
      readonly wasRead: boolean;
    }
  /** The group has finished it, and neither table has it. */
  | {
      readonly kind: 'not-stored';
    };
/** A message, and all that is known about it. */
interface MessageTrace {
  readonly offsets: Omit<GroupOffsets, 'partitions'>;
  readonly position: PartitionOffsets;
  readonly offset: number;
  readonly fate: MessageFate;
  /** Rows of both tables from this offset, those of earlier topics of the same name included. */
  readonly rows: readonly (StoredRow & {
    readonly isOfEarlierTopic: boolean;
  })[];
  /** The message, if the broker still has it. */
  readonly message: LoggedMessage | undefined;
}
/**
 * Finds out what has become of one message. Joins no group, changes nothing.
 *
 * @param pipeline the data source that reads it
 * @param place its partition and offset
 * @param place.partition from 0 on
 * @param place.offset from 0 on
 * @param reader of the ClickHouse that has the tables
 * @param options limits of the questions to Kafka
 * @throws IngestError `offsets/no-partition`, or what went wrong with Kafka or ClickHouse
 */
declare function traceMessage(
  pipeline: Pipeline,
  {
    partition,
    offset,
  }: {
    readonly partition: number;
    readonly offset: number;
  },
  reader: RowReader,
  options?: OffsetsOptions,
): Promise<MessageTrace>;

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

/**
 * Asks the brokers how many partitions the topics of these data sources have. Never rejects.
 *
 * @returns by the name of the data source; without those whose topic does not exist, or whose
 *   broker does not answer within some seconds
 */
declare function readTopicPartitions(
  pipelines: readonly Pick<Pipeline, 'datasource' | 'client' | 'topic'>[],
): Promise<ReadonlyMap<string, number>>;

/** A table of a verdict. */
interface JudgedTable {
  readonly database: string;
  readonly name: string;
  /** The view that feeds it. Absent for the landing and the quarantine table. */
  readonly via?: string;
}
/** Why a data source is not, or may not be, exactly once. */
type VerdictReason =
  | {
      readonly code: 'table-missing';
      readonly table: JudgedTable;
    }
  /** The engine recognises no repeated insert. */
  | {
      readonly code: 'engine';
      readonly table: JudgedTable;
      readonly engine: string;
    }
  /** The table remembers no inserts. */
  | {
      readonly code: 'no-window';
      readonly table: JudgedTable;
      readonly setting: string;
      readonly needed: number;
    }
  /** It remembers fewer than can pass before one is repeated. */
  | {
      readonly code: 'small-window';
      readonly table: JudgedTable;
      readonly setting: string;
      readonly window: number;
      readonly needed: number;
      readonly kafkaPartitions: number;
      readonly tablePartitions: number;
    }
  /** It forgets inserts after a time, and what it holds then does not say what was stored. */
  | {
      readonly code: 'forgets';
      readonly table: JudgedTable;
      readonly engine: string;
      readonly seconds: number;
      readonly because: 'engine' | 'ttl';
    }
  /** The table that a view writes into cannot be seen. */
  | {
      readonly code: 'target-hidden';
      readonly view: string;
    }
  /** A setting of the ClickHouse user switches the deduplication off. */
  | {
      readonly code: 'deduplication-off';
      readonly setting: string;
      readonly value: string;
    }
  /** The broker drops the metadata of committed offsets. */
  | {
      readonly code: 'no-metadata';
    };
/** What else is worth knowing. */
type VerdictNote =
  /** Once its window is passed, what it holds does not say what was stored. */
  | {
      readonly code: 'not-read-back';
      readonly table: JudgedTable;
      readonly engine: string;
      readonly window: number;
      readonly because: 'engine' | 'ttl';
    }
  /** What happens when one of these views fails, and which of their targets get rows repeatedly. */
  | {
      readonly code: 'views';
      readonly views: readonly string[];
      readonly repeated: readonly string[];
    };
/** How often a message of a data source ends up in its tables when something fails on the way. */
interface Verdict {
  readonly datasource: string;
  /** `unknown` as long as a table does not exist. */
  readonly guarantee: 'exactly-once' | 'at-least-once' | 'unknown';
  /** Empty when it is exactly once. */
  readonly reasons: readonly VerdictReason[];
  readonly notes: readonly VerdictNote[];
}

/** What the Kafka side contributes to a verdict. */
interface KafkaFacts {
  /** Partitions of the topic. Absent when it is not known: one is assumed then. */
  readonly partitions?: number;
  /** Whether the broker keeps the metadata of committed offsets. Absent when it is not known. */
  readonly keepsMetadata?: boolean;
}

/**
 * Judges how often a message of each data source ends up in its tables when something fails on the
 * way. Only reads system tables.
 *
 * @param server where the tables are
 * @param pipelines the data sources
 * @param kafka what is known about the topic of each
 * @returns one verdict for each pipeline, in their order
 * @throws the error of `server.query`, retryable when the server could not be reached
 */
declare function readVerdicts(
  server: Pick<TableServer, 'query'>,
  pipelines: readonly Pick<Pipeline, 'datasource' | 'landing' | 'quarantine'>[],
  kafka?: (datasource: string) => KafkaFacts,
): Promise<readonly Verdict[]>;

/**
 * Adds to each pipeline the partition key of its landing table, so that a block which touches more
 * table partitions than ClickHouse takes at once is shared out by it. Where that is not possible
 * (the key depends on the time of the insert, or holds a secret, or ClickHouse does not answer) a
 * pipeline stays as it is, and such a block is halved until the pieces fit. Never rejects.
 *
 * @param server where the tables are, after a deployment
 * @param pipelines the data sources
 * @param tables their definitions, which say where a secret is
 */
declare function withSplitKeys(
  server: Pick<TableServer, 'query'>,
  pipelines: readonly Pipeline[],
  tables: readonly TableDefinition[],
): Promise<readonly Pipeline[]>;

/** Sentences about a verdict. */
interface ReasonText {
  /** A sentence without its full stop, so that it can follow "because". */
  readonly text: string;
  /** What to do about it: SQL, or a sentence. */
  readonly remedy: string;
}
/** A reason in words, and what to do about it. Holds nothing unprintable. */
declare function reasonText(reason: VerdictReason): ReasonText;
/** A note in words. Holds nothing unprintable. */
declare function noteText(note: VerdictNote): string;
/** A verdict as one line, without a line break. Holds nothing unprintable. */
declare function verdictLine({ datasource, guarantee, reasons }: Verdict): string;

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
  /**
   * The name under which this process is a member. A process that was killed and starts again under
   * the same name goes on at once; one without a name waits until the session of the killed one has
   * timed out. No two processes may use one name at the same time. Absent: no name.
   */
  readonly instance?: string;
  readonly pipelines: readonly [Pipeline, ...Pipeline[]];
}

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
  /** The offset at which reading starts. */
  readonly offset: number;
  /** Why there. */
  readonly start: StartReason;
}
/** Messages were read. */
interface MessagesRead extends PartitionOfDatasource {
  readonly messages: number;
  /** Of their keys and values. */
  readonly bytes: number;
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
/** Nothing has landed for 30 s, although there is lag, or although the lag is unknown. */
interface Stalled {
  readonly connection: string;
  readonly groupId: string;
  readonly datasource: string;
  readonly topic: string;
  /** The partitions that wait, in the order of their numbers. Empty when none is assigned. */
  readonly partitions: readonly number[];
  /** Undefined when it is unknown. */
  readonly lag: number | undefined;
  /** What it is waiting for, as a clause: `an answer of ClickHouse to an insert`. */
  readonly waitingFor: string;
  /** For how long nothing has landed. */
  readonly sinceMs: number;
  /** What comes next, as a clause: `the insert is sent again in 12 s`. */
  readonly next: string;
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
 * `assigned`; `read` as messages come; then, batch by batch in offset order, `batch-landed`,
 * `quarantined` right after it if some of its messages were, and `committed`; at last `revoked`.
 * The next batch may land before the one ahead of it is committed. After a fenced commit there is
 * no `committed` any more.
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
  /** With every poll that has messages of a partition. */
  read: MessagesRead;
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
  /**
   * When partitions with lag, or with unknown lag, have made no progress for 30 s, and every 60 s
   * after that. One event per data source and cause.
   */
  stalled: Stalled;
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
  /**
   * A bound for the memory of the whole process, in bytes. What messages may take follows from it:
   * what is fetched ahead, what waits for ClickHouse, and what encoders keep.
   *
   * @default 400_000_000
   */
  readonly memoryBytes?: number;
  /**
   * The name by which the groups know this process again after a restart.
   *
   * @default none: every start is a new member
   */
  readonly instance?: string;
  /**
   * Names this run in the ids of its queries. Two runs must never have the same one.
   *
   * @default derived from the time and chance
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
  type BatchLimits,
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
  type GroupMember,
  type GroupOfDatasource,
  type GroupOffsets,
  type Incarnation,
  type Ingest,
  type IngestEvents,
  type IngestListeners,
  type IngestNote,
  type IngestOptions,
  type IngestProblem,
  type IngestState,
  type IngestStats,
  type JudgedTable,
  type KafkaFacts,
  type LoggedMessage,
  Logger,
  type MessageExplanation,
  type MessageFate,
  MessageSource,
  type MessageTrace,
  type MessagesRead,
  type MetaColumn,
  type MoveTarget,
  type OffsetCommitted,
  type OffsetsOptions,
  type OpenClickHouse,
  type PartitionAssigned,
  type PartitionMove,
  type PartitionOfDatasource,
  type PartitionOffsets,
  type PartitionPaused,
  type PartitionRevoked,
  type PartitionRewound,
  type PauseReason,
  type Pipeline,
  type Plan,
  type PlannedMove,
  type PositionRecord,
  Problem,
  type QuarantineReason,
  type Quarantined,
  type QuarantinedMessage,
  type ReasonText,
  type RegistryOptions,
  type RetryAction,
  type RowReader,
  RowSink,
  type SourceOptions,
  SourceStatus,
  type Stalled,
  StartReason,
  type StopReport,
  type StoredRow,
  type UnmappedColumn,
  type Verdict,
  type VerdictNote,
  type VerdictReason,
  checkConnection,
  compileProject,
  createIngest,
  defaultPolicy,
  explainMessage,
  ingestDiagnostics,
  moveOffsets,
  noteText,
  openClickHouse,
  planMove,
  readOffsets,
  readTopicPartitions,
  readVerdicts,
  reasonText,
  traceMessage,
  verdictLine,
  withSplitKeys,
};

// ---- ports.d.ts ----
import { InsertRequest, StoredRange, StoredPartition } from '@proj/clickhouse-sink';
import { TableServer } from '@proj/clickhouse-tables';
import { MessageHeader } from '@proj/codecs';

/** What a source knows of a partition that it has been given. */
interface StartFacts {
  readonly partition: number;
  /**
   * The offset to read next, as the group has committed it. Undefined when nothing is committed.
   */
  readonly committedOffset: number | undefined;
  /** The text committed along with the offset. Undefined when there is none. */
  readonly committedMetadata: string | undefined;
  /**
   * The texts that the group has committed along with the offsets of the topic's other partitions;
   * an empty text for an offset without one. No element for a partition without a committed offset.
   */
  readonly siblingMetadata: readonly string[];
  /**
   * The topic's own id, which changes when the topic is deleted and created again. Undefined when
   * the broker has none.
   */
  readonly topicId: string | undefined;
  /** How many partitions the topic has. */
  readonly partitionCount: number;
  /** The first offset that the broker still keeps. */
  readonly logStart: number;
  /** The offset that the next message will get: the high-water mark. */
  readonly logEnd: number;
  /** Whether the topic was created while this source was waiting for it. */
  readonly createdLater: boolean;
}
/** Why reading starts where it does. */
type StartReason =
  /** At the committed offset. */
  | {
      readonly kind: 'committed';
    }
  /** At the committed offset: the range up to `last` may have been inserted, and is built again. */
  | {
      readonly kind: 'plan';
      readonly last: number;
    }
  /** Nothing is committed, and the reset policy is `earliest`. */
  | {
      readonly kind: 'earliest';
    }
  /** Nothing is committed, and the reset policy is `latest`: `skipped` offsets are not read. */
  | {
      readonly kind: 'latest';
      readonly skipped: number;
    }
  /** The group knows the topic, and the partition was added later: nothing of it is skipped. */
  | {
      readonly kind: 'new-partition';
    }
  /** The topic was created while we waited for it: nothing of it is skipped. */
  | {
      readonly kind: 'new-topic';
    }
  /** Retention has passed the committed offset: `missing` offsets are gone. */
  | {
      readonly kind: 'retention';
      readonly committed: number;
      readonly missing: number;
    }
  /** The committed offset belongs to another topic of the same name. */
  | {
      readonly kind: 'other-topic';
      readonly committed: number;
      readonly before: string;
      readonly now: string;
    }
  /** The partition ends before the committed offset: it has lost its end, or was created again. */
  | {
      readonly kind: 'lost-end';
      readonly committed: number;
    };

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
/** A partition that was read to its end. */
interface ReachedEnd {
  readonly topic: string;
  readonly partition: number;
  /**
   * Everything below this offset has been handed over, in this batch or an earlier one, or does not
   * exist: compaction and aborted transactions leave gaps.
   */
  readonly offset: number;
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
  /** The partitions that were read to their end with this batch. Absent when there are none. */
  readonly ends?: readonly ReachedEnd[] | undefined;
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
/**
 * A partition that a source has been given, and the facts from which the engine decides where to
 * read.
 */
interface AssignedPartition extends TopicPartition, StartFacts {}
/** Where to read a partition from. */
interface ReadingStart extends TopicPartition {
  readonly offset: number;
}
/** What a source reports while it runs, in the order in which it happened. */
interface MessageSourceListener {
  /**
   * These partitions are ours from now on, also for commits that are made from within this call.
   * None of them is paused, whatever was paused before.
   *
   * A source that finds out that a topic was deleted and created again gives its partitions back
   * (`onRevoked`, not `lost`) and reports them as assigned once more, with the new facts.
   *
   * @returns where to read each of them from; the source reads nothing else
   */
  onAssigned(partitions: readonly AssignedPartition[]): readonly ReadingStart[];
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
  /**
   * Commits "everything before `offset` is done", with a text that the broker keeps beside it.
   * Rejects with a retryable error, or with one that is not retryable when the partition is no
   * longer ours.
   */
  commit(
    offsets: readonly (TopicPartition & {
      readonly offset: number;
      readonly metadata: string;
    })[],
  ): Promise<void>;
  /**
   * Reads single messages again, without touching the group. The answer has those of the offsets
   * that still exist. Rejects with a retryable error when the broker does not answer.
   */
  readAgain(partition: TopicPartition, offsets: readonly number[]): Promise<PackedBatch>;
  /** The high-water mark, if known: lag is computed from it. */
  highWatermark(partition: TopicPartition): number | undefined;
  /**
   * For how long a member may stay silent before the group gives its partitions to another one, in
   * ms. After a longer silence of `poll`, nothing is sent until it has answered again.
   */
  readonly sessionTimeoutMs: number;
  /**
   * Leaves the group. Never rejects, and resolves by the deadline, in ms from now: what has not
   * closed by then is left behind, and reported as a status.
   */
  close(deadlineMs: number): Promise<void>;
}
/** Where blocks go. The real one is `@proj/clickhouse-sink`. */
interface RowSink {
  /**
   * Writes one block. Resolves only after ClickHouse has acknowledged it. Rejects with an
   * `InsertError`, whose `action` says what to do. The caller may send the same block again with
   * the same token.
   */
  insert(request: InsertRequest): Promise<void>;
  /**
   * Ends the inserts of an earlier owner that may still be running: those whose query ids begin
   * with this text. Without it, only the deduplication stands between them and ours.
   */
  endInserts?(queryIdPrefix: string): Promise<void>;
  /**
   * The offsets of a range that these tables hold. Without it, a range whose token may have been
   * forgotten by ClickHouse is inserted again.
   */
  storedOffsets?(range: StoredRange): Promise<ReadonlySet<number>>;
  /**
   * One more than the highest offset that these tables hold of a Kafka partition; 0 for none. Asked
   * once when an epoch begins: only above it can `storedOffsets` prove anything.
   */
  storedEnd?(partition: StoredPartition): Promise<number>;
  /**
   * Runs a query and resolves with the answer as text. With it, a table that has changed is noticed
   * and said in words, before a refused block is taken for one with a bad row.
   */
  query?: TableServer['query'];
}
/** Time and randomness, passed in so that tests control both. */
interface Clock {
  /** Milliseconds from any starting point; monotonic enough for ages and pauses. */
  now(): number;
  /** Milliseconds since 1970, for what outlives the process. */
  unixMs(): number;
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
  StartReason as S,
  TopicPartition as T,
  SourceStatus as a,
  MessageSize as b,
  MessageSourceListener as c,
  PackedBatch as d,
  ReachedEnd as e,
  ReadingStart as f,
  StartFacts as g,
};

// ---- testing.d.ts ----
import {
  C as Clock,
  M as MessageSource,
  T as TopicPartition,
  a as SourceStatus,
  c as MessageSourceListener,
  d as PackedBatch,
} from './ports.js';
import '@proj/clickhouse-sink';
import '@proj/clickhouse-tables';
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
  readonly sessionTimeoutMs = 15000;
  /**
   * @param options what all topics have in common
   * @param options.topicId their id, if they have one
   * @param options.partitions how many partitions each has; 8 by default
   */
  constructor(options?: { readonly topicId?: string; readonly partitions?: number });
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
  commit(
    offsets: readonly (TopicPartition & {
      readonly offset: number;
      readonly metadata: string;
    })[],
  ): Promise<void>;
  highWatermark(partition: TopicPartition): number | undefined;
  readAgain(partition: TopicPartition, offsets: readonly number[]): Promise<PackedBatch>;
  close(): Promise<void>;
}

export { type ManualClock, MemorySource, type TestMessage, manualClock };
