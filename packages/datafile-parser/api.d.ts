// ---- diff.d.ts ----
import { C as Column, D as Datafile, T as TableIndex, a as DatasourceToken, L as Located } from './types.js';
import { Span, SourceFile } from '@proj/diagnostics';
import '@proj/clickhouse-types';

/** A file that differs between two versions of a project. */
type FileChange =
  | {
      readonly change: 'added';
      readonly after: Datafile;
    }
  | {
      readonly change: 'removed';
      readonly before: Datafile;
    }
  | {
      readonly change: 'changed';
      readonly before: Datafile;
      readonly after: Datafile;
      /** What differs, at least one: settings, then columns, indexes, tokens and lists. */
      readonly changes: readonly ModelChange[];
    };
/**
 * What differs between two versions of a file. Spans of `before` are those of the file before, and
 * so on.
 */
type ModelChange =
  | Change<'setting', ChangedSetting>
  | Change<
      'column',
      Column,
      {
        readonly aspects: readonly ColumnAspect[];
      }
    >
  | ColumnOrderChange
  | Change<'index', TableIndex>
  | Change<'token', DatasourceToken>
  | Change<'tag', Located<string>>
  | Change<'shared-with', Located<string>>;
/** Something with a name was added, removed or changed. */
type Change<What extends string, Side, Detail = unknown> = {
  readonly what: What;
  /** Of the setting, the column and so on. */
  readonly name: string;
} & (
  | {
      readonly change: 'added';
      readonly after: Side;
    }
  | {
      readonly change: 'removed';
      readonly before: Side;
    }
  | ({
      readonly change: 'changed';
      readonly before: Side;
      readonly after: Side;
    } & Detail)
);
/** What of a column changed. */
type ColumnAspect = 'type' | 'json-path' | 'default' | 'codec';
/** The columns that both versions have stand in another order. */
interface ColumnOrderChange {
  readonly what: 'column-order';
  readonly change: 'changed';
  /** Only the columns that both have. */
  readonly before: readonly Column[];
  readonly after: readonly Column[];
}
/**
 * TYPE, DESCRIPTION, ENGINE, ENGINE_*, FORWARD_QUERY, KAFKA_* and all others with a text as their
 * value.
 */
interface ChangedSetting {
  /** Secrets are templates. */
  readonly text: string;
  readonly span: Span;
  /** The included file that it stands in; absent when that is the datafile itself. */
  readonly file?: SourceFile;
}

/** What `diffModel` compares: a project, or any files. */
interface ModelFiles {
  readonly files: readonly Datafile[];
}
/**
 * What changed between two versions of a project: files by kind and name, and in each its settings,
 * columns, indexes, tokens and lists. Compared is what they mean: types as ClickHouse has them, SQL
 * without blanks, secrets by their templates; where and how a thing is written does not count, nor
 * the order of anything but columns.
 *
 * @example
 * const before = parseProject([{ path: 'a.datasource', text: 'SCHEMA >\n  id INT, at Date' }]);
 * const after = parseProject([{ path: 'a.datasource', text: 'SCHEMA >\n  id Int32, at DateTime DEFAULT now()' }]);
 * const [file] = diffModel(before.project, after.project);
 * file?.change === 'changed' && file.changes.map(({ what, change }) => `${what} ${change}`); // => ['column changed']
 */
declare function diffModel(before: ModelFiles, after: ModelFiles): readonly FileChange[];

export {
  type Change,
  type ChangedSetting,
  type ColumnAspect,
  type ColumnOrderChange,
  type FileChange,
  type ModelChange,
  type ModelFiles,
  diffModel,
};

// ---- index.d.ts ----
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';
import { F as FileNode } from './tree.js';
import { b as DatafileInput, D as Datafile, P as Project } from './types.js';
export {
  C as Column,
  c as ConnectionFile,
  d as DatasourceFile,
  a as DatasourceToken,
  E as EngineModel,
  K as KafkaDatasource,
  L as Located,
  M as MessageFormat,
  R as Reading,
  S as Setting,
  T as TableIndex,
  e as TableSetting,
  f as TextValue,
  V as ValuePart,
} from './types.js';
import { ClickHouseType } from '@proj/clickhouse-types';
export { h as holdsSecret, k as knownText, t as templateText } from './text-value.js';

/** The kinds of datafile, named like their extensions. */
type FileKind = 'connection' | 'datasource';
/** The connector a setting belongs to; `common` settings belong to none. */
type Connector = 'common' | 'kafka' | 's3' | 'gcs' | 'dynamodb' | 'postgres' | 'import';
/**
 * What a value is, and so how it is read:
 *
 * | kind         | value                                                                    |
 * | ------------ | ------------------------------------------------------------------------ |
 * | `text`       | any text; one layer of quotes is removed                                 |
 * | `prose`      | text for people; quotes and ` -- ` stay                                  |
 * | `name`       | a text that must be known before secrets are; it cannot contain any      |
 * | `choice`     | one of `values`                                                          |
 * | `boolean`    | True, False, 1 or 0, in any case                                         |
 * | `pem`        | certificates; usually a block                                            |
 * | `expression` | SQL over the columns                                                     |
 * | `settings`   | `name = value` pairs for ClickHouse                                      |
 * | `query`      | a SELECT list                                                            |
 * | `schema`, `indexes`, `token`, `list` | have a grammar of their own                      |
 */
type ValueKind =
  | 'text'
  | 'prose'
  | 'name'
  | 'choice'
  | 'boolean'
  | 'pem'
  | 'expression'
  | 'settings'
  | 'query'
  | 'schema'
  | 'indexes'
  | 'token'
  | 'list';
/**
 * One row of the table of settings: everything that parsing, checks, hints and documentation know
 * about a setting.
 */
interface SettingDefinition {
  /** Upper case. */
  readonly name: string;
  /** The kinds of file it may stand in. */
  readonly files: readonly FileKind[];
  readonly connector: Connector;
  readonly value: ValueKind;
  /**
   * The allowed values of a `choice`, as normally written. With `anyCase`, case is ignored.
   */
  readonly values?: readonly string[];
  readonly anyCase?: boolean;
  /** The value when it is not given. */
  readonly default?: string;
  /**
   * `always`: its file is wrong without it. `kafka`: every data source that reads from Kafka needs
   * it. Else: when, in words.
   */
  readonly required?:
    | 'always'
    | 'kafka'
    | {
        readonly when: string;
      };
  /** Whether `NAME >` and indented lines may be used for it. */
  readonly block: 'never' | 'allowed' | 'required';
  /** Given more than once, the values add up. Otherwise the last one counts. */
  readonly repeatable?: boolean;
  /** The value may be empty. */
  readonly mayBeEmpty?: boolean;
  /** One or two sentences for people, in Markdown. */
  readonly documentation: string;
  /**
   * As it may stand in a file: the setting and its value, or its block. Absent for a setting that
   * must no longer be written.
   */
  readonly example?: string;
  /** Common wrong values, and the ones that are meant. */
  readonly misspellings?: Readonly<Record<string, string>>;
  readonly retired?: Retirement;
  /** An addition of this runner, not in the original language. */
  readonly addition?: boolean;
  /** The `values` that the original does not have. */
  readonly addedValues?: readonly string[];
}
/** How a setting of earlier versions is treated. */
interface Retirement {
  /**
   * `ignored`: a warning, and it has no effect. `deprecated`: a warning, and it still works.
   * `refused`: an error.
   */
  readonly reaction: 'ignored' | 'deprecated' | 'refused';
  /** One sentence: what to do instead. */
  readonly instead: string;
  /** The setting that means the same today, so that only the name has to change. */
  readonly renamedTo?: string;
  /** The line can be deleted without replacement. */
  readonly removable?: boolean;
}

/** Every diagnostic about datafiles. */
declare const datafileDiagnostics: _proj_diagnostics.DiagnosticCatalog<{
  readonly 'unknown-extension': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'invalid-file-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kind'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'invalid-utf8': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'byte' | 'offset'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unreadable-file': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file' | 'reason'>;
  };
  readonly 'folder-not-found': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'folder'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'no-datafiles': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'folder'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'not-formatted': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'reason'>;
  };
  readonly 'unknown-setting': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kind'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'wrong-file': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kind'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'other'>;
  };
  readonly 'swallowed-setting': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'block'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'duplicate-setting': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'line'>;
  };
  readonly 'missing-setting': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'reason'>;
  };
  readonly 'missing-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'empty-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'invalid-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'retired-setting': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'instead'>;
  };
  readonly 'refused-setting': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'instead'>;
  };
  readonly 'other-connector': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'connector'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'also'>;
  };
  readonly 'mixed-connectors': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kafka'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'deprecated-include': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'path'>;
  };
  readonly 'invalid-include': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'path' | 'problem'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'block-not-allowed': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'block-required': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'missing-block-start': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'empty-block': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'text-after-block-start': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unclosed-quote': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'quote'>;
  };
  readonly 'comment-in-word': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'hash-comment-in-line': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'block'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unclosed-template': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'open'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unsupported-template': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'invalid-secret': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'problem'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'secret-not-allowed': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'reason'>;
  };
  readonly 'missing-secret': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'secret'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'secret'>;
  };
  readonly 'missing-column-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'invalid-column-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'duplicate-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'line'>;
  };
  readonly 'missing-column-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'missing-comma': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'extra-comma': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unclosed-bracket': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'bracket'>;
  };
  readonly 'stray-bracket': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'bracket'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'stray-backtick': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unclosed-backtick': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'invalid-json-path': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'path' | 'problem'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'bare-json-path': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'path'>;
  };
  readonly 'unexpected-in-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found' | 'column' | 'before'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'refused-clause': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'clause'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'instead'>;
  };
  readonly 'missing-clause-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column' | 'clause'>;
  };
  readonly 'invalid-index': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'problem'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'token-arguments': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'token-permission': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'nullable-key': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column' | 'key'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'aggregate-in-key': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found' | 'key'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'repeated-key': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'key-without-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'primary-key-order': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'sampling-key-not-in-primary': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'version-in-key': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'engine-column-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column' | 'setting' | 'wanted'>;
  };
  readonly 'unknown-engine': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'engine'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'engine-arguments': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'engine'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'engine'>;
  };
  readonly 'engine-without-setting': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'setting' | 'engine'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'engines'>;
  };
  readonly 'invalid-expression': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'problem' | 'setting'>;
  };
  readonly 'denied-function': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'function' | 'reason' | 'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unknown-function': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'function' | 'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'unsuitable-secret': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'problem' | 'setting' | 'template'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unknown-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'column' | 'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'duplicate-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kind'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'other'>;
  };
  readonly 'unknown-connection': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'not-a-kafka-connection': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'type'>;
  };
  readonly 'duplicate-consumer': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'other' | 'topic' | 'group'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'registry-required': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'setting' | 'format'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'connection'>;
  };
  readonly 'not-a-regular-file': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file' | 'what'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'file-too-large': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file' | 'limit'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'link-out-of-project': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'project-too-large': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'file' | 'folder'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'and-more': {
    readonly severity: 'info';
    readonly message: _proj_diagnostics.MessageTemplate<'code' | 'count'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
}>;

/** What was read of one datafile. */
interface ParsedDatafile {
  /** What could be read, also beside errors. Absent when the extension is unknown. */
  readonly file?: Datafile;
  /** What was written, every part with its place. Empty when the extension is unknown. */
  readonly tree: FileNode;
  /** The mistakes in the file by itself, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}
/** What is read along with a file. */
interface ParseOptions {
  /**
   * Files that may be included, by their paths. Without it an INCLUDE is only said to be an old
   * form.
   */
  readonly included?: Iterable<DatafileInput>;
  /** What `$NAME` and `${NAME}` in the path of an INCLUDE stand for. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
}
/**
 * Reads one datafile. Never throws, whatever the text is, and reports every mistake in one go. Of
 * an `.incl` file, which means something only where it is included, it gives the tree.
 *
 * @example
 * const { diagnostics } = parseDatafile({ path: 'events.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVER b:9092' });
 * diagnostics.map((one) => one.code); // => ['datafile/unknown-setting']
 */
declare function parseDatafile(input: DatafileInput, options?: ParseOptions): ParsedDatafile;

/**
 * Reads files that belong together and follows the references between them. An `.incl` file among
 * them is read where it is included.
 *
 * @param options Its `included` files are added to those of `files`.
 */
declare function parseProject(
  files: Iterable<DatafileInput>,
  options?: ParseOptions,
): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Follows the references between files: connections by name, columns from the engine's settings. A
 * data source whose references cannot be followed is in `datasources` but not in
 * `kafkaDatasources`.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.datasource', text: 'SCHEMA >\n  id Int32\nENGINE_SORTING_KEY idd' });
 * linkProject(file ? [file] : []).diagnostics[0]?.hint; // => 'Did you mean id?'
 */
declare function linkProject(files: readonly Datafile[]): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
};

/** A datafile in its canonical form. */
interface FormattedDatafile {
  readonly text: string;
  /** Whether `text` is another one than was given. */
  readonly changed: boolean;
  /** Why the file was left as it is, if it was; else empty. */
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Brings a datafile into its canonical form: settings in the order of {@link settingsTable}, names
 * in upper case, one form of quotes, blocks indented by four blanks, one column a line. Comments
 * stay with what they are about. The meaning never changes, and formatting twice changes nothing
 * more.
 *
 * A file whose form is broken (a bracket or a quote is open, a setting is unknown) is left as it
 * is, and the first such place is reported; mistakes of another kind, such as a wrong type, do not
 * matter. Line breaks become those that the file has most. Settings of earlier days are kept. In a
 * file with an INCLUDE the settings keep their order, and an `.incl` file is left as it is: what
 * they mean depends on the other file.
 *
 * @example
 * const text = "kafka_bootstrap_servers 'broker:9092'   # the only one\nTYPE kafka";
 * formatDatafile({ path: 'shop.connection', text }).text;
 * // => 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092 # the only one\n'
 */
declare function formatDatafile(input: DatafileInput): FormattedDatafile;

/** The columns that hold the message itself and where it came from. */
type MetaColumnName = '__value' | '__topic' | '__partition' | '__offset' | '__timestamp' | '__key' | '__headers';
/**
 * Every meta column with the type that it has unless the datafile declares another, in the order in
 * which they follow the schema's own columns. A data source that reads from Kafka has them all,
 * except `__headers`, which is optional.
 *
 * `__offset` is Int64: the original's documentation prints Int16, but its sample output and every
 * real file say Int64.
 */
declare const metaColumns: readonly {
  readonly name: MetaColumnName;
  readonly type: ClickHouseType;
}[];
/** Whether a column of this name is filled from what Kafka says about the message. */
declare const isMetaColumn: (name: string) => name is MetaColumnName;

/** How far reading a setting got; see {@link settingState}. */
type SettingState = 'absent' | 'broken' | 'read';
/** A connection or a data source, as parsed or as resolved. */
interface SettingHolder {
  readonly settings: ReadonlyMap<string, unknown>;
  readonly broken: ReadonlySet<string>;
  readonly incomplete?: boolean;
}
/**
 * How far reading a setting got, in a file or after its secrets were resolved:
 *
 * - `read`: it is among the settings and can be used.
 * - `broken`: an error about it has been reported. It is written with a value that cannot be used,
 *   it is missing although the file needs it, its secret is missing, or a file that may hold it
 *   could not be included. Its default does not apply, and nothing that follows from it may be
 *   reported.
 * - `absent`: it is not written, and its default applies.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: 'TYPE kafka\nKAFKA_SECURITY_PROTOCOL SLS' });
 * const state = (name: string) => file && settingState(file, name);
 * [state('KAFKA_SECURITY_PROTOCOL'), state('KAFKA_BOOTSTRAP_SERVERS'), state('KAFKA_KEY')]; // => ['broken', 'broken', 'absent']
 */
declare function settingState(holder: SettingHolder, name: string): SettingState;

/**
 * Every setting of the language, in the order in which a well-kept file has them. Parsing, checks,
 * hints and documentation are all made from this one table.
 *
 * @example
 * settingsTable.find((one) => one.name === 'KAFKA_AUTO_OFFSET_RESET')?.default; // => 'latest'
 */
declare const settingsTable: readonly SettingDefinition[];

/** Functions of ClickHouse that the SQL of a table may not call, and why. */
interface DeniedFunctions {
  /** Goes on a sentence that begins with the name: `reads files of the server`. */
  readonly reason: string;
  /** In their usual spelling; `dictGet*` is every name that begins so. */
  readonly names: readonly string[];
}
/**
 * What reaches outside the row, or does more than compute a value. ClickHouse has these beside
 * those that a table may call, and its table functions, which are listed so that they are refused
 * with a reason.
 */
declare const deniedFunctions: readonly DeniedFunctions[];

/**
 * The functions that the SQL of a table may call, sorted. Aggregate functions stand there without
 * combinators.
 *
 * @example
 * allowedFunctions().includes('cityHash64'); // => true
 * allowedFunctions().includes('file'); // => false
 */
declare const allowedFunctions: () => readonly string[];

export {
  type Connector,
  Datafile,
  DatafileInput,
  type DeniedFunctions,
  type FileKind,
  type FormattedDatafile,
  type MetaColumnName,
  type ParseOptions,
  type ParsedDatafile,
  Project,
  type Retirement,
  type SettingDefinition,
  type SettingState,
  type ValueKind,
  allowedFunctions,
  datafileDiagnostics,
  deniedFunctions,
  formatDatafile,
  isMetaColumn,
  linkProject,
  metaColumns,
  parseDatafile,
  parseProject,
  settingState,
  settingsTable,
};

// ---- node.d.ts ----
import { Diagnostic, IngestError } from '@proj/diagnostics';
import { P as Project, b as DatafileInput } from './types.js';
import '@proj/clickhouse-types';

/** How files are shown. */
interface LoadOptions {
  /**
   * What paths are shown relative to; files outside it keep their full path.
   *
   * @default process.cwd()
   */
  readonly relativeTo?: string;
  /** What `$NAME` and `${NAME}` in the path of an INCLUDE stand for. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
}
/** What was found in a folder. */
interface LoadedProject {
  readonly project: Project;
  /** The files that were read, as they are shown. */
  readonly files: readonly DatafileInput[];
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Reads a project: `*.datasource` and `*.connection` of a folder, and those below its `datasources`
 * and `connections`; also the `*.incl` there and below `includes`, for those that include them.
 * Only regular files of at most 1 MiB are read, 64 MiB together, and no symbolic link is followed
 * out of the folder. Never rejects for what is on the disk: a missing folder or a file that is not
 * read is a diagnostic.
 */
declare function loadProject(folder: string, options?: LoadOptions): Promise<LoadedProject>;

/** A file that was changed on the disk. */
interface FixedDatafile {
  /** As it is shown. */
  readonly path: string;
  /** What was put right, in the order in which it was done. */
  readonly applied: readonly Diagnostic[];
}
/**
 * Makes the fixes that the diagnostics of a project carry, until none is left, and writes the files
 * that changed: each whole or not at all, with its permissions. Files that cannot be read are left
 * alone.
 *
 * @throws DatafileWriteError A file cannot be written.
 */
declare function fixProject(folder: string, options?: LoadOptions): Promise<readonly FixedDatafile[]>;

/** How files are formatted. */
interface FormatFilesOptions extends LoadOptions {
  /** Whether to write what changed. Otherwise it is only reported. @default false */
  readonly write?: boolean;
}
/** A file that is not in its canonical form. */
interface ChangedDatafile {
  /** As it is shown. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}
/** The result of formatting. */
interface FormattedFiles {
  /** How many were looked at. */
  readonly count: number;
  readonly changed: readonly ChangedDatafile[];
  /** Of files that could not be read, and of those that were left as they are. */
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Brings datafiles into their canonical form. Files are written whole or not at all, with their
 * permissions, and never through a symbolic link that leads out of their project.
 *
 * @param paths Files, and folders whose datafiles are looked for as in a project.
 * @throws DatafileWriteError A file cannot be written.
 */
declare function formatFiles(paths: readonly string[], options?: FormatFilesOptions): Promise<FormattedFiles>;

/** Which file is read, and what it may be. */
interface ProjectFileOptions {
  /** As it is shown to the user. */
  readonly shown: string;
  /**
   * The folder that the file must lie in, also after all symbolic links on the way to it were
   * followed.
   */
  readonly folder: string;
  /** In bytes. @default 1048576 */
  readonly limit?: number;
}
/** The bytes of a file, the fact that it is missing, or the reason why it was not read. */
type ProjectFile =
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'missing';
    }
  | {
      readonly kind: 'refused';
      readonly diagnostic: Diagnostic;
    };
/**
 * Reads a file of a project: a regular file of a limited size inside the project's folder. Anything
 * else that may stand in its place (a pipe, a device, a folder, a symbolic link that leads out of
 * the folder) is not even opened. What was opened is looked at once more, so that nothing is won by
 * replacing a file while it is being looked at. Never throws for what is on the disk.
 *
 * Synchronous because secrets are looked up in the middle of compiling, and a second implementation
 * of a check is one that is forgotten.
 *
 * @example
 * readProjectFile('/dev/zero', { shown: '.env', folder: '/dev' }).kind; // => 'refused'
 */
declare function readProjectFile(path: string, options: ProjectFileOptions): ProjectFile;

/** A datafile could not be written. What was there before is still there. */
declare class DatafileWriteError extends IngestError {
  readonly name = 'DatafileWriteError';
  /** As it is shown to the user. */
  readonly path: string;
  /** @param cause An error of the file system, or the reason in words. */
  constructor(path: string, cause: unknown);
}

export {
  type ChangedDatafile,
  DatafileWriteError,
  type FixedDatafile,
  type FormatFilesOptions,
  type FormattedFiles,
  type LoadOptions,
  type LoadedProject,
  type ProjectFile,
  type ProjectFileOptions,
  fixProject,
  formatFiles,
  loadProject,
  readProjectFile,
};

// ---- secrets.d.ts ----
import { SourceFile, Span, Diagnostic } from '@proj/diagnostics';
import {
  M as MessageFormat,
  f as TextValue,
  D as Datafile,
  c as ConnectionFile,
  d as DatasourceFile,
  P as Project,
} from './types.js';
import { S as SecretPart } from './text-value.js';
import '@proj/clickhouse-types';

/** What of a data source's Kafka settings has a meaning beyond its text. */
interface KafkaChoices {
  readonly autoOffsetReset: 'earliest' | 'latest';
  readonly storeHeaders: boolean;
  readonly storeRawValue: boolean;
  readonly keyFormat?: MessageFormat;
  readonly valueFormat: MessageFormat;
}

/**
 * A text whose secrets are in place. Printed, serialised or inspected it shows its template when it
 * holds a secret, so that it can be logged by mistake without harm. Only `.text` gives the text.
 */
declare class ResolvedText {
  #private;
  /** Whether a secret is part of the text. */
  readonly secret: boolean;
  constructor(text: string, source: TextValue);
  /** The text itself. */
  get text(): string;
  /** What was written in the file. */
  get source(): TextValue;
  toString(): string;
  toJSON(): string;
}

/** Where secrets come from: the text of a secret, or undefined when it is not set. */
type SecretLookup = (name: string) => string | undefined;
/** A use of a secret in a file. */
interface SecretUse {
  readonly name: string;
  /** The text to use when the secret is not set. */
  readonly default?: string;
  readonly file: SourceFile;
  /** From `{{` to `}}`. */
  readonly span: Span;
}
/**
 * Puts secrets into a value. What they hold takes no part in parsing: quotes, `#`, `$` and line
 * breaks arrive as they are.
 *
 * @returns The text, or the secrets that are not set and have no default.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: 'TYPE kafka\nKAFKA_SECRET {{ tb_secret("PW") }}' });
 * const setting = file?.settings.get('KAFKA_SECRET');
 * const { text } = setting ? resolveText(setting.value, () => 'a # "b') : {};
 * text?.text; // => 'a # "b'
 * String(text); // => '{{ tb_secret("PW") }}'
 */
declare function resolveText(
  value: TextValue,
  lookup: SecretLookup,
):
  | {
      readonly text: ResolvedText;
      readonly missing?: undefined;
    }
  | {
      readonly text?: undefined;
      readonly missing: readonly SecretPart[];
    };
/** Every use of a secret in a file, in the order of the text. */
declare function listSecrets(file: Datafile): readonly SecretUse[];

/** A connection whose settings hold their secrets. */
interface ResolvedConnection {
  readonly connection: ConnectionFile;
  readonly name: string;
  /** By upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
  /**
   * Names of settings that were reported as unusable or missing, those of missing secrets among
   * them.
   */
  readonly broken: ReadonlySet<string>;
  /** True when a file that it includes could not be read, so that settings may be missing. */
  readonly incomplete?: boolean;
}
/** A data source whose settings hold their secrets. */
interface ResolvedDatasource {
  readonly datasource: DatasourceFile;
  readonly name: string;
  /** KAFKA_* and the like by upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
  /**
   * The ENGINE_* settings by upper-case name. Without those whose secret is missing or holds what
   * may not be there.
   */
  readonly engine: ReadonlyMap<string, ResolvedText>;
  /** What ENGINE_SETTINGS holds, pair by pair. The values are SQL, texts with their quotes. */
  readonly tableSettings: readonly {
    readonly name: string;
    readonly value: string;
  }[];
  readonly description?: ResolvedText;
  readonly forwardQuery?: ResolvedText;
}
/** A data source that reads from Kafka, ready to be run. */
interface ResolvedKafkaDatasource extends KafkaChoices {
  readonly datasource: ResolvedDatasource;
  readonly connection: ResolvedConnection;
  readonly topic: ResolvedText;
  readonly groupId: ResolvedText;
}
/** A project whose secrets are in place. */
interface ResolvedProject {
  readonly connections: readonly ResolvedConnection[];
  readonly datasources: readonly ResolvedDatasource[];
  /** Without those whose topic, group or connection lack a secret. */
  readonly kafkaDatasources: readonly ResolvedKafkaDatasource[];
}
/**
 * Puts the secrets into a project and checks again what depends on them. No diagnostic holds a
 * secret.
 *
 * @param lookup Asked once for each use of a secret; undefined means that it is not set.
 */
declare function resolveSecrets(
  project: Project,
  lookup: SecretLookup,
): {
  readonly project: ResolvedProject;
  readonly diagnostics: readonly Diagnostic[];
};

/** A secret and everything that uses it. */
interface ProjectSecret {
  readonly name: string;
  /** In the order of the files and of their texts. */
  readonly uses: readonly SecretUse[];
  /** Whether at least one use has no default, so that the project cannot do without it. */
  readonly required: boolean;
}
/** What a project needs beside what there is. */
interface SecretComparison {
  /** Required, and not there. */
  readonly missing: readonly ProjectSecret[];
  /** Not there, with a default wherever they are used. */
  readonly defaulted: readonly ProjectSecret[];
  /** There, and used nowhere. */
  readonly unused: readonly string[];
}
/**
 * The secrets that a project uses, by name. Nothing is looked up.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS {{ tb_secret("BROKER", "localhost:9092") }}';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * listProjectSecrets(project).map(({ name, required }) => [name, required]); // => [['BROKER', false]]
 */
declare function listProjectSecrets({ files }: Pick<Project, 'files'>): readonly ProjectSecret[];
/**
 * Compares the secrets that a project uses with the names of those that there are. No secret is
 * read.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECRET {{ tb_secret("PW") }}';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { missing, unused } = compareSecrets(project, ['OLD_PW']);
 * [missing.map(({ name }) => name), unused]; // => [['PW'], ['OLD_PW']]
 */
declare function compareSecrets(project: Pick<Project, 'files'>, available: Iterable<string>): SecretComparison;

export {
  type ProjectSecret,
  type ResolvedConnection,
  type ResolvedDatasource,
  type ResolvedKafkaDatasource,
  type ResolvedProject,
  ResolvedText,
  type SecretComparison,
  type SecretLookup,
  type SecretUse,
  compareSecrets,
  listProjectSecrets,
  listSecrets,
  resolveSecrets,
  resolveText,
};

// ---- text-value.d.ts ----
import { f as TextValue, V as ValuePart } from './types.js';

/** The part of a value that a secret fills. */
type SecretPart = Extract<
  ValuePart,
  {
    kind: 'secret';
  }
>;
/**
 * The text when it can be known without resolving anything: literal texts, and secrets by their
 * defaults. Undefined when a secret without a default is in it.
 */
declare function knownText(value: TextValue): string | undefined;
/**
 * A value as its file has it: secrets stay templates.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: "TYPE kafka\nKAFKA_KEY {{tb_secret('USER')}}" });
 * const setting = file?.settings.get('KAFKA_KEY');
 * setting && templateText(setting.value); // => '{{ tb_secret("USER") }}'
 */
declare function templateText(value: TextValue): string;
/** Whether a value holds a secret. */
declare const holdsSecret: (value: TextValue) => boolean;

export { type SecretPart as S, holdsSecret as h, knownText as k, templateText as t };

// ---- tree.d.ts ----
import { Span } from '@proj/diagnostics';

/** A whole file: its settings and its comments, each in the order of the text. */
interface FileNode {
  readonly kind: 'file';
  readonly span: Span;
  readonly settings: readonly SettingNode[];
  readonly comments: readonly CommentNode[];
}
/** A comment, wherever it stands. */
interface CommentNode {
  readonly kind: 'comment';
  /** From `#` or `--` to the end of the line. */
  readonly span: Span;
}
/** A name, and the words on its line or the block below it. */
interface SettingNode {
  readonly kind: 'setting';
  readonly span: Span;
  readonly name: NameNode;
  /** The words after the name, on its line. */
  readonly words: readonly WordNode[];
  readonly block?: BlockNode;
  /** What the one quoted word of SCHEMA or INDEXES holds. Its text is part of that word. */
  readonly inline?: SchemaBlockNode | IndexesBlockNode;
}
/** The first word of a setting. */
interface NameNode {
  readonly kind: 'name';
  /** As written. */
  readonly text: string;
  readonly span: Span;
}
/** One word of a value: a quoted one is one word, whatever it holds. */
interface WordNode {
  readonly kind: 'word';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  readonly span: Span;
}
/** What follows `NAME >`. */
type BlockNode = TextBlockNode | SchemaBlockNode | IndexesBlockNode;
/** A block of text. Blank lines and lines with only a comment are not part of it. */
interface TextBlockNode {
  readonly kind: 'text-block';
  readonly span: Span;
  /** What stands after `>` on its line, comment or not. */
  readonly rest: Span;
  readonly lines: readonly LineNode[];
}
/** A line of a text block. */
interface LineNode {
  readonly kind: 'line';
  /** The whole line with its indentation, without its line break. */
  readonly span: Span;
}
/** The columns of a SCHEMA block and what separates them. */
interface SchemaBlockNode {
  readonly kind: 'schema-block';
  readonly span: Span;
  readonly rest: Span;
  readonly items: readonly (ColumnNode | SeparatorNode)[];
}
/** A comma between columns, or the place where one is missing. */
interface SeparatorNode {
  readonly kind: 'separator';
  /** Empty when the comma was forgotten. */
  readonly span: Span;
}
/** A column: what stands between two commas. */
interface ColumnNode {
  readonly kind: 'column';
  readonly span: Span;
  readonly name?: ColumnNameNode;
  readonly parts: readonly ColumnPartNode[];
}
/** The name of a column. */
interface ColumnNameNode {
  readonly kind: 'column-name';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  /** With its quotes. */
  readonly span: Span;
}
/** What may follow the name of a column. */
type ColumnPartNode = JsonPathNode | CodeNode | ClauseNode;
/** Where the value of a column is found in a message. */
interface JsonPathNode {
  readonly kind: 'json-path';
  /** With the backticks. */
  readonly span: Span;
}
/** A piece of SQL: a type or an expression. */
interface CodeNode {
  readonly kind: 'code';
  readonly span: Span;
  readonly tokens: readonly CodeToken[];
}
/** A piece of SQL that is not analysed further. */
interface CodeToken {
  readonly form: CodeForm;
  readonly span: Span;
}
/** What a piece of SQL is, as far as it matters. */
type CodeForm =
  | 'text'
  /** An opening bracket that nothing closes. */
  | 'unclosed-bracket'
  /** A closing bracket that nothing opened. */
  | 'stray-bracket'
  | 'unclosed-string'
  | 'unclosed-name'
  /** A backtick that ends what no other one began. */
  | 'stray-backtick'
  | 'template'
  /** A name in backticks or double quotes. */
  | 'quoted-name'
  | 'comma'
  | 'word';
/** DEFAULT, CODEC and the like, with what follows. */
interface ClauseNode {
  readonly kind: 'clause';
  readonly span: Span;
  /** DEFAULT, CODEC and so on, upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly code?: CodeNode;
}
/** The lines of an INDEXES block. */
interface IndexesBlockNode {
  readonly kind: 'indexes-block';
  readonly span: Span;
  readonly rest: Span;
  readonly lines: readonly CodeNode[];
}

export type {
  BlockNode as B,
  ColumnNode as C,
  FileNode as F,
  IndexesBlockNode as I,
  JsonPathNode as J,
  LineNode as L,
  NameNode as N,
  SettingNode as S,
  TextBlockNode as T,
  WordNode as W,
  SchemaBlockNode as a,
  ClauseNode as b,
  CodeNode as c,
  CodeForm as d,
  CodeToken as e,
  ColumnNameNode as f,
  ColumnPartNode as g,
  CommentNode as h,
  SeparatorNode as i,
};

// ---- tree.d.ts ----
import {
  F as FileNode,
  S as SettingNode,
  W as WordNode,
  T as TextBlockNode,
  L as LineNode,
  a as SchemaBlockNode,
  C as ColumnNode,
  b as ClauseNode,
  c as CodeNode,
  I as IndexesBlockNode,
} from './tree.js';
export {
  B as BlockNode,
  d as CodeForm,
  e as CodeToken,
  f as ColumnNameNode,
  g as ColumnPartNode,
  h as CommentNode,
  J as JsonPathNode,
  N as NameNode,
  i as SeparatorNode,
} from './tree.js';
import { Span } from '@proj/diagnostics';

/**
 * A part of the lossless tree: a branch with children, or a leaf with text, depending on `kind`.
 */
type LosslessNode = LosslessBranch | LosslessLeaf;
/** A node of the syntax tree with all that was written between its parts. */
type LosslessBranch =
  | BranchOf<FileNode>
  | BranchOf<SettingNode>
  | BranchOf<WordNode>
  | BranchOf<TextBlockNode>
  | BranchOf<LineNode>
  | BranchOf<SchemaBlockNode>
  | BranchOf<ColumnNode>
  | BranchOf<ClauseNode>
  | BranchOf<CodeNode>
  | BranchOf<IndexesBlockNode>;
/** The root of a lossless tree. */
type LosslessFile = BranchOf<FileNode>;
/** A branch that stands for one kind of node. */
interface BranchOf<
  Node extends {
    readonly kind: string;
  },
> {
  readonly kind: Node['kind'];
  readonly span: Span;
  /** The node itself, with its parts by name. */
  readonly node: Node;
  /** In the order of the text, without gaps: together they cover the span. */
  readonly children: readonly LosslessNode[];
}
/** A stretch of text that is not analysed further. */
interface LosslessLeaf {
  readonly kind: LeafKind;
  readonly span: Span;
  /**
   * As written; never empty. Where a secret is used it holds the template, as everything in a tree
   * does.
   */
  readonly text: string;
}
/** What a leaf is. The last five are trivia and have no effect on the model. */
type LeafKind =
  /** The name of a setting. */
  | 'name'
  /** The `>` that opens a block. */
  | 'block-start'
  /** A piece of a word or of a line of text. */
  | 'text'
  /** `{{ tb_secret("NAME") }}`, or another template. */
  | 'template'
  /** The name of a column, with its quotes. */
  | 'column-name'
  /** With its backticks. */
  | 'json-path'
  /** DEFAULT, CODEC and the like. */
  | 'keyword'
  /** A piece of SQL. */
  | 'token'
  /** Between columns. */
  | 'comma'
  /** From `#` or `--` to the end of the line. */
  | 'comment'
  /** Blanks and tabs. */
  | 'blank'
  /** LF, CRLF or CR. */
  | 'line-break'
  /** Only as the very first character. */
  | 'byte-order-mark'
  /** Text in a place where text is ignored, such as after the `>` of a block. */
  | 'stray';

/**
 * Adds to a syntax tree what it leaves out: blanks, line breaks, comments, commas. Every character
 * of the text is in exactly one leaf, whatever the text is, so that {@link printTree} gives it
 * back. Made on demand, because parsing does not need it.
 *
 * @example
 * const text = 'TYPE kafka # for now\n';
 * const tree = losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text);
 * tree.children.map((one) => one.kind); // => ['setting', 'blank', 'comment', 'line-break']
 */
declare function losslessTree(tree: FileNode, text: string): LosslessFile;

/** A node and the way to it. */
interface NodePlace {
  readonly node: LosslessNode;
  /** From the file to the node's own parent. */
  readonly parents: readonly LosslessBranch[];
}
/**
 * The innermost node at an offset: the leaf that holds the character after it. At the end of the
 * text, and beyond, the last leaf. Only an empty file has none; then it is the file itself.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_KEY {{ tb_secret("USER") }}';
 * const tree = losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text);
 * const { node, parents } = nodeAt(tree, text.indexOf('tb_secret'));
 * node.kind; // => 'template'
 * parents.map((one) => one.kind); // => ['file', 'setting', 'word']
 */
declare function nodeAt(tree: LosslessFile, offset: number): NodePlace;

/**
 * The text of a lossless tree, or of a part of it: byte for byte what was read.
 *
 * @example
 * const text = '\uFEFFTYPE  kafka\r\n\t# the rest is missing';
 * printTree(losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text)) === text; // => true
 */
declare function printTree(node: LosslessNode): string;

/** What to do with a kind of node. */
interface Visit<Node extends LosslessNode> {
  /**
   * Before the children. `parents` begins with the file and ends with the node's own parent; it
   * changes as the visit goes on, so copy it to keep it. Returns `'skip'` to leave out the
   * children; `leave` is called all the same.
   */
  readonly enter?: (node: Node, parents: readonly LosslessBranch[]) => 'skip' | undefined;
  /** After the children. */
  readonly leave?: (node: Node, parents: readonly LosslessBranch[]) => void;
}
/** What to do with nodes, by their kind; those of other kinds are walked through. */
type TreeVisitor = {
  readonly [Kind in LosslessNode['kind']]?: Visit<NodeOfKind<Kind>>;
};
/** The node that has a kind. */
type NodeOfKind<Kind extends LosslessNode['kind']> = LosslessNode extends infer Node
  ? Node extends LosslessNode
    ? Kind extends Node['kind']
      ? Node
      : never
    : never
  : never;
/**
 * Walks through a lossless tree in the order of the text.
 *
 * @example
 * const text = 'SCHEMA >\n    id Int32, -- a number\n    name String';
 * const tree = losslessTree(parseDatafile({ path: 'a.datasource', text }).tree, text);
 * const found: string[] = [];
 * visitTree(tree, {
 *   column: { enter: ({ node }) => void found.push(text.slice(node.span.start, node.span.end)) },
 *   comment: { enter: (comment) => void found.push(comment.text) },
 * });
 * found; // => ['id Int32', '-- a number', 'name String']
 */
declare function visitTree(tree: LosslessNode, visitor: TreeVisitor): void;

export {
  type BranchOf,
  ClauseNode,
  CodeNode,
  ColumnNode,
  FileNode,
  IndexesBlockNode,
  type LeafKind,
  LineNode,
  type LosslessBranch,
  type LosslessFile,
  type LosslessLeaf,
  type LosslessNode,
  type NodeOfKind,
  type NodePlace,
  SchemaBlockNode,
  SettingNode,
  TextBlockNode,
  type TreeVisitor,
  type Visit,
  WordNode,
  losslessTree,
  nodeAt,
  printTree,
  visitTree,
};

// ---- types.d.ts ----
import { ClickHouseType } from '@proj/clickhouse-types';
import { Span, SourceFile } from '@proj/diagnostics';

/** A datafile before it is parsed. */
interface DatafileInput {
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
interface TextValue {
  /** Literal texts and secrets, in order. A value without secrets has one literal part or none. */
  readonly parts: readonly ValuePart[];
  /** Where the whole value stands, quotes and block indentation included. */
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}
/** A piece of a value: a text, or a hole for a secret. */
type ValuePart =
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
interface TextPiece {
  /** An offset in the text. */
  readonly at: number;
  /** An offset in the file. */
  readonly start: number;
}
/** A value and where it stands. */
interface Located<T> {
  readonly value: T;
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}
/**
 * A part of a file and how far reading it got. A broken one has been reported: what would follow
 * from its value cannot be known, and must not be reported a second time.
 */
type Reading<T> =
  | {
      readonly state: 'absent';
    }
  | {
      readonly state: 'broken';
      readonly span: Span;
    }
  | (Located<T> & {
      readonly state: 'read';
    });
/** What a .connection file says. */
interface ConnectionFile {
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
interface Setting {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: TextValue;
}
/** A column of a schema. What could not be read of it is absent. */
interface Column {
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
interface TableIndex {
  readonly name: string;
  readonly expression: Located<string>;
  readonly type: Located<string>;
  readonly granularity?: number;
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}
/** The table engine and its parameters. */
interface EngineModel {
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
interface TableSetting {
  readonly name: Located<string>;
  /** As written, a text with its quotes. */
  readonly value: Located<string>;
}
/** A token and what it permits. */
interface DatasourceToken {
  readonly name: string;
  readonly permission: 'READ' | 'APPEND';
  readonly span: Span;
  /** The included file in which it stands. Absent: the datafile itself. */
  readonly file?: SourceFile;
}
/** What a .datasource file says. */
interface DatasourceFile {
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
type Datafile = ConnectionFile | DatasourceFile;
/** A data source with its Kafka settings put together and checked against its connection. */
interface KafkaDatasource {
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
type MessageFormat = 'avro' | 'json_with_schema' | 'json_without_schema' | 'protobuf';
/** Files that were read together, with their references followed. */
interface Project {
  readonly files: readonly Datafile[];
  readonly connections: readonly ConnectionFile[];
  readonly datasources: readonly DatasourceFile[];
  /** Data sources that read from Kafka, in the order of their names. */
  readonly kafkaDatasources: readonly KafkaDatasource[];
}

export type {
  Column as C,
  Datafile as D,
  EngineModel as E,
  KafkaDatasource as K,
  Located as L,
  MessageFormat as M,
  Project as P,
  Reading as R,
  Setting as S,
  TableIndex as T,
  ValuePart as V,
  DatasourceToken as a,
  DatafileInput as b,
  ConnectionFile as c,
  DatasourceFile as d,
  TableSetting as e,
  TextValue as f,
};
