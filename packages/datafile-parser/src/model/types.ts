import type { ClickHouseType } from '@proj/clickhouse-types';
import type { SourceFile, Span } from '@proj/diagnostics';

/** A datafile before it is parsed. */
export interface DatafileInput {
  /**
   * As it is shown to the user. Its last part names the resource and its extension says what kind
   * it is.
   */
  readonly path: string;
  readonly text: string;
}

/**
 * A text value of a datafile. Secrets in it are holes until they are resolved, and a resolved value
 * still knows that it holds one: printing a value shows its template, never a secret.
 */
export interface TextValue {
  /** Literal texts and secrets, in order. A value without secrets has one literal part or none. */
  readonly parts: readonly ValuePart[];
  /** Where the whole value stands, quotes and block indentation included. */
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}

/** A piece of a value: a text, or a hole for a secret. */
export type ValuePart =
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly span: Span;
      /**
       * Where the text's pieces stand, in order, when it is not what the file has there character
       * by character.
       */
      readonly pieces?: readonly TextPiece[];
    }
  | {
      readonly kind: 'secret';
      readonly name: string;
      /** The second argument of `tb_secret`. */
      readonly default?: string;
      /** From `{{` to `}}`. */
      readonly span: Span;
    };

/** From `at` on, up to the next piece, the text is what the file has from `start` on. */
export interface TextPiece {
  /** An offset in the text. */
  readonly at: number;
  /** An offset in the file. */
  readonly start: number;
}

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}

/**
 * A part of a file and how far reading it got. A broken one has been reported: what would follow
 * from its value cannot be known, and must not be reported a second time.
 */
export type Reading<T> =
  | { readonly state: 'absent' }
  | { readonly state: 'broken'; readonly span: Span }
  | (Located<T> & { readonly state: 'read' });

/** What a .connection file says. */
export interface ConnectionFile {
  readonly kind: 'connection';
  /** The file name without its extension. */
  readonly name: string;
  readonly file: SourceFile;
  /** `kafka`, lower case. */
  readonly type?: Located<string>;
  readonly description?: TextValue;
  /**
   * All settings by their upper-case name: `KAFKA_BOOTSTRAP_SERVERS`, … The last one where one is
   * given twice.
   */
  readonly settings: ReadonlyMap<string, Setting>;
  /** Names of settings that were reported as unusable or missing; see {@link settingState}. */
  readonly broken: ReadonlySet<string>;
  /** True when a file that it includes could not be read, so that settings may be missing. */
  readonly incomplete?: boolean;
}

/** A setting as it stands in the file. */
export interface Setting {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: TextValue;
}

/** A column of a schema. What could not be read of it is absent. */
export interface Column {
  readonly name: string;
  readonly nameSpan: Span;
  readonly type: Reading<ClickHouseType>;
  /** Without `json:`; the span covers the path alone. */
  readonly jsonPath?: Located<string>;
  /** SQL, as written, without the word DEFAULT. */
  readonly defaultExpression?: Located<string>;
  readonly codec?: Located<string>;
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}

/** A data-skipping index. */
export interface TableIndex {
  readonly name: string;
  readonly expression: Located<string>;
  readonly type: Located<string>;
  readonly granularity?: number;
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}

/** The table engine and its parameters. */
export interface EngineModel {
  /** As written, for example `MergeTree`. */
  readonly name?: Located<string>;
  /** The other ENGINE_* settings by upper-case name: `ENGINE_SORTING_KEY`, … */
  readonly settings: ReadonlyMap<string, Setting>;
  /**
   * What ENGINE_SETTINGS holds, pair by pair, up to the first that cannot be read. Empty when a
   * secret is in it.
   */
  readonly tableSettings: readonly TableSetting[];
}

/** A setting of the table for ClickHouse: `index_granularity = 1024`. */
export interface TableSetting {
  readonly name: Located<string>;
  /** As written, a text with its quotes. */
  readonly value: Located<string>;
}

/** A token and what it permits. */
export interface DatasourceToken {
  readonly name: string;
  readonly permission: 'READ' | 'APPEND';
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}

/** What a .datasource file says. */
export interface DatasourceFile {
  readonly kind: 'datasource';
  readonly name: string;
  readonly file: SourceFile;
  readonly description?: TextValue;
  readonly columns: readonly Column[];
  readonly engine: EngineModel;
  readonly indexes: readonly TableIndex[];
  readonly tokens: readonly DatasourceToken[];
  readonly tags: readonly Located<string>[];
  readonly sharedWith: readonly Located<string>[];
  readonly forwardQuery?: TextValue;
  /** KAFKA_*, IMPORT_* and the like by upper-case name. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** Names of settings that were reported as unusable or missing; see {@link settingState}. */
  readonly broken: ReadonlySet<string>;
  /**
   * True when a file that it includes could not be read, so that settings or columns may be
   * missing.
   */
  readonly incomplete?: boolean;
}

/** What a file says, by its kind. */
export type Datafile = ConnectionFile | DatasourceFile;

/** A data source with its Kafka settings put together and checked against its connection. */
export interface KafkaDatasource {
  readonly datasource: DatasourceFile;
  readonly connection: ConnectionFile;
  readonly topic: TextValue;
  readonly groupId: TextValue;
  /** @default 'latest' */
  readonly autoOffsetReset: 'earliest' | 'latest';
  readonly storeHeaders: boolean;
  readonly storeRawValue: boolean;
  /** Absent: the key is kept as the bytes it is. */
  readonly keyFormat?: MessageFormat;
  /** @default 'json_without_schema' */
  readonly valueFormat: MessageFormat;
}

/** How keys and values of messages are decoded. */
export type MessageFormat = 'avro' | 'json_with_schema' | 'json_without_schema' | 'protobuf';

/** Files that were read together, with their references followed. */
export interface Project {
  readonly files: readonly Datafile[];
  readonly connections: readonly ConnectionFile[];
  readonly datasources: readonly DatasourceFile[];
  /** Data sources that read from Kafka, in the order of their names. */
  readonly kafkaDatasources: readonly KafkaDatasource[];
}
