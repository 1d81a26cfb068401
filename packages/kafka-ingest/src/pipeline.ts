import type { ColumnDefinition } from '@proj/clickhouse-tables';
import type { Codec } from '@proj/codecs';
import type { SchemaRegistry } from '@proj/codecs/registry';
import type { ClickHouseType } from '@proj/clickhouse-types';
import type { MetaColumnName } from '@proj/datafile-parser';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { RowMapping } from '@proj/row-mapping';
import type { BatchLimits } from './delivery/protocol.js';

/** A meta column of a table. */
export interface MetaColumn {
  readonly name: MetaColumnName;
  /**
   * `__value`, `__topic`, `__key`: String or a variant of it. `__partition`, `__offset`: an
   * integer. `__timestamp`: DateTime or DateTime64. `__headers`: Map(String, String).
   */
  readonly type: ClickHouseType;
}

/** A Kafka data source, ready to run: from a topic, through a codec and a mapping, into tables. */
export interface Pipeline {
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
  readonly quarantine: { readonly database: string; readonly table: string };
  /** Limits of its batches, where they differ from those of the ingest. */
  readonly batches?: Partial<BatchLimits>;
  /** Larger messages go to quarantine without being decoded. @default 10 MiB in `compileProject` */
  readonly maxMessageBytes: number;
}
