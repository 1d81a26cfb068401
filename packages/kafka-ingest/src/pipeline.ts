import type { ColumnDefinition } from '@proj/clickhouse-tables';
import type { Codec } from '@proj/codecs';
import type { SchemaRegistry } from '@proj/codecs/registry';
import type { ClickHouseType } from '@proj/clickhouse-types';
import type { MetaColumnName } from '@proj/datafile-parser';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { RowMapping } from '@proj/row-mapping';

/** A meta column that a table has. */
export interface MetaColumn {
  readonly name: MetaColumnName;
  /**
   * `__value`, `__topic`, `__key`: String or a form of it. `__partition`, `__offset`: an integer. `__timestamp`:
   * DateTime or DateTime64. `__headers`: Map(String, String).
   */
  readonly type: ClickHouseType;
}

/** One Kafka data source, ready to run: from this topic, through this codec and mapping, into these tables. */
export interface Pipeline {
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
  readonly quarantine: { readonly database: string; readonly table: string };
  /** Larger messages go to quarantine and are not decoded. @default 10 MiB in `compileProject` */
  readonly maxMessageBytes: number;
}
