// ---- index.d.ts ----
import {
  D as Datafile,
  P as Project,
  M as MessageFormat,
  T as TextValue,
  V as ValuePart,
  C as ConnectionFile,
  a as DatasourceFile,
} from './parse.js';
export {
  B as BlockNode,
  b as ClauseNode,
  c as CodeForm,
  d as CodeNode,
  e as CodeToken,
  f as Column,
  g as ColumnNameNode,
  h as ColumnNode,
  i as ColumnPartNode,
  j as CommentNode,
  k as DatafileInput,
  l as DatasourceToken,
  E as EngineModel,
  F as FileNode,
  I as IndexesBlockNode,
  J as JsonPathNode,
  K as KafkaDatasource,
  L as LineNode,
  m as Located,
  N as NameNode,
  n as ParsedDatafile,
  S as SchemaBlockNode,
  o as SeparatorNode,
  p as Setting,
  q as SettingNode,
  r as TableIndex,
  s as TextBlockNode,
  W as WordNode,
  t as parseDatafile,
  u as parseProject,
} from './parse.js';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic, SourceFile, Span } from '@proj/diagnostics';
import '@proj/clickhouse-types';

/**
 * Follows the references between files: connections by name, columns from the engine's settings. A data
 * source whose references cannot be followed is in `datasources` but not in `kafkaDatasources`.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.datasource', text: 'SCHEMA >\n  id Int32\nENGINE_SORTING_KEY idd' });
 * linkProject(file ? [file] : []).diagnostics[0]?.hint; // => 'Did you mean id?'
 */
declare function linkProject(files: readonly Datafile[]): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
};

/** What of a data source's Kafka settings has a meaning beyond its text. */
interface KafkaChoices {
  readonly autoOffsetReset: 'earliest' | 'latest';
  readonly storeHeaders: boolean;
  readonly storeRawValue: boolean;
  readonly keyFormat?: MessageFormat;
  readonly valueFormat: MessageFormat;
}

/** Node's hook for `console.log` and friends; a registered symbol, so that nothing of Node is needed for it. */
declare const INSPECT: unique symbol;
/**
 * A text whose secrets are in place. Printed, serialised or inspected it shows its template when it holds
 * a secret, so that it can be logged by mistake without harm. Only `.text` gives the text.
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
  [INSPECT](): string;
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
 * Puts secrets into a value. What they hold takes no part in parsing: quotes, `#`, `$` and line breaks
 * arrive as they are.
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
/** The part of a value that a secret fills. */
type SecretPart = Extract<
  ValuePart,
  {
    readonly kind: 'secret';
  }
>;
/** Every use of a secret in a file, in the order of the text. */
declare function listSecrets(file: Datafile): readonly SecretUse[];

/** A connection whose settings hold their secrets. */
interface ResolvedConnection {
  readonly connection: ConnectionFile;
  readonly name: string;
  /** By upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
}
/** A data source whose settings hold their secrets. */
interface ResolvedDatasource {
  readonly datasource: DatasourceFile;
  readonly name: string;
  /** KAFKA_* and the like by upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
  /** The ENGINE_* settings by upper-case name. */
  readonly engine: ReadonlyMap<string, ResolvedText>;
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
 * Puts the secrets into a project and checks again what depends on them. No diagnostic holds a secret.
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

/** Everything that can be wrong with datafiles, told in one place. */
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
  readonly 'unknown-setting': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kind'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
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
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'mixed-connectors': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'kafka'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
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
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
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
  readonly 'unclosed-backtick': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'invalid-json-path': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'path' | 'problem'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unexpected-in-column': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found' | 'before' | 'column'>;
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
}>;

/**
 * The text when it can be known without resolving anything: literal texts, and secrets by their defaults.
 * Undefined when a secret without a default is in it.
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

/** The kinds of datafile, named like their extensions. */
type FileKind = 'connection' | 'datasource';
/** Whose setting it is. `common` settings are of no connector. */
type Connector = 'common' | 'kafka' | 's3' | 'gcs' | 'dynamodb' | 'postgres' | 'import';
/**
 * What a value is, and so how it is read:
 *
 * | kind         | value                                                                    |
 * | ------------ | ------------------------------------------------------------------------ |
 * | `text`       | any text; one layer of quotes is taken off                               |
 * | `prose`      | text for people; quotes and ` -- ` stay                                  |
 * | `name`       | a text that must be known without resolving secrets, so it may hold none |
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
/** One row of the table of settings: all that parsing, checks, hints and documentation know about a setting. */
interface SettingDefinition {
  /** Upper case. */
  readonly name: string;
  /** The kinds of file it may stand in. */
  readonly files: readonly FileKind[];
  readonly connector: Connector;
  readonly value: ValueKind;
  /** The allowed values of a `choice`, as they are normally written. Case does not count where `anyCase` is set. */
  readonly values?: readonly string[];
  readonly anyCase?: boolean;
  /** What holds when it is not given. */
  readonly default?: string;
  /** `always`: its file is wrong without it. `kafka`: every data source that reads from Kafka needs it. Else: when, in words. */
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
  /** One or two sentences for people. */
  readonly documentation: string;
  /** Values that people write by mistake, and what is meant. */
  readonly misspellings?: Readonly<Record<string, string>>;
  readonly retired?: Retirement;
}
/** A setting of earlier days. */
interface Retirement {
  /** `ignored`: a warning, and it has no effect. `refused`: an error. */
  readonly reaction: 'ignored' | 'refused';
  /** One sentence: what to do instead. */
  readonly instead: string;
}

/**
 * Every setting of the language, in the order in which a well-kept file has them. Parsing, checks, hints and
 * documentation are all made from this one table.
 *
 * @example
 * settingsTable.find((one) => one.name === 'KAFKA_AUTO_OFFSET_RESET')?.default; // => 'latest'
 */
declare const settingsTable: readonly SettingDefinition[];

export {
  ConnectionFile,
  type Connector,
  Datafile,
  DatasourceFile,
  type FileKind,
  type KafkaChoices,
  MessageFormat,
  Project,
  type ResolvedConnection,
  type ResolvedDatasource,
  type ResolvedKafkaDatasource,
  type ResolvedProject,
  ResolvedText,
  type Retirement,
  type SecretLookup,
  type SecretPart,
  type SecretUse,
  type SettingDefinition,
  TextValue,
  type ValueKind,
  ValuePart,
  datafileDiagnostics,
  holdsSecret,
  knownText,
  linkProject,
  listSecrets,
  resolveSecrets,
  resolveText,
  settingsTable,
  templateText,
};

// ---- node.d.ts ----
import { Diagnostic } from '@proj/diagnostics';
import { P as Project, k as DatafileInput } from './parse.js';
import '@proj/clickhouse-types';

/** How files are shown. */
interface LoadOptions {
  /** What paths are shown relative to; files outside it keep their full path. @default process.cwd() */
  readonly relativeTo?: string;
}
/** What was found in a folder. */
interface LoadedProject {
  readonly project: Project;
  /** The files that were read, as they are shown. */
  readonly files: readonly DatafileInput[];
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Reads a project: `*.datasource` and `*.connection` of a folder, and those below its `datasources` and
 * `connections`. Never rejects for what is on the disk: a missing folder or an unreadable file is a diagnostic.
 */
declare function loadProject(folder: string, options?: LoadOptions): Promise<LoadedProject>;

export { type LoadOptions, type LoadedProject, loadProject };

// ---- parse.d.ts ----
import { Span, SourceFile, Diagnostic } from '@proj/diagnostics';
import { ClickHouseType } from '@proj/clickhouse-types';

/**
 * A text value of a datafile. Secrets in it are holes until they are resolved, and a resolved value still
 * knows that it holds one: printing a value shows its template, never a secret.
 */
interface TextValue {
  /** Literal texts and secrets, in order. A value without secrets has one literal part or none. */
  readonly parts: readonly ValuePart[];
  /** Where the whole value stands, quotes and block indentation included. */
  readonly span: Span;
}
/** A piece of a value: a text, or a hole for a secret. */
type ValuePart =
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'secret';
      readonly name: string;
      /** The second argument of `tb_secret`. */
      readonly default?: string;
      /** From `{{` to `}}`. */
      readonly span: Span;
    };
/** A value and where it stands. */
interface Located<T> {
  readonly value: T;
  readonly span: Span;
}
/** What a .connection file says. */
interface ConnectionFile {
  readonly kind: 'connection';
  /** The file name without its extension. */
  readonly name: string;
  readonly file: SourceFile;
  /** `kafka`, lower case. */
  readonly type?: Located<string>;
  readonly description?: TextValue;
  /** All settings by their upper-case name: `KAFKA_BOOTSTRAP_SERVERS`, … The last one where one is given twice. */
  readonly settings: ReadonlyMap<string, Setting>;
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
  readonly type?: Located<ClickHouseType>;
  /** Where a type stands that cannot be read; it has been reported. */
  readonly brokenType?: Span;
  /** Without `json:`; the span covers the path alone. */
  readonly jsonPath?: Located<string>;
  /** SQL, as written, without the word DEFAULT. */
  readonly defaultExpression?: Located<string>;
  readonly codec?: Located<string>;
  readonly span: Span;
}
/** A data-skipping index. */
interface TableIndex {
  readonly name: string;
  readonly expression: Located<string>;
  readonly type: Located<string>;
  readonly granularity?: number;
  readonly span: Span;
}
/** The table engine and its parameters. */
interface EngineModel {
  /** As written, for example `MergeTree`. */
  readonly name?: Located<string>;
  /** The other ENGINE_* settings by upper-case name: `ENGINE_SORTING_KEY`, … */
  readonly settings: ReadonlyMap<string, Setting>;
}
/** A token and what it permits. */
interface DatasourceToken {
  readonly name: string;
  readonly permission: 'READ' | 'APPEND';
  readonly span: Span;
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
type MessageFormat = 'avro' | 'json_with_schema' | 'json_without_schema';
/** Files that were read together, with their references followed. */
interface Project {
  readonly files: readonly Datafile[];
  readonly connections: readonly ConnectionFile[];
  readonly datasources: readonly DatasourceFile[];
  /** Data sources that read from Kafka, in the order of their names. */
  readonly kafkaDatasources: readonly KafkaDatasource[];
}

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
/** A piece of SQL that is not looked into further. */
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

/** A datafile before it is parsed. */
interface DatafileInput {
  /** As it is shown to the user. Its last part names the resource and its extension says what kind it is. */
  readonly path: string;
  readonly text: string;
}
/** What was read of one datafile. */
interface ParsedDatafile {
  /** What could be read, also beside errors. Absent when the extension is unknown. */
  readonly file?: Datafile;
  /** What was written, every part with its place. Empty when the extension is unknown. */
  readonly tree: FileNode;
  /** Everything that is wrong with the file by itself, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}
/**
 * Reads one datafile. Never throws, whatever the text is, and reports every mistake in one go.
 *
 * @example
 * const { diagnostics } = parseDatafile({ path: 'events.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVER b:9092' });
 * diagnostics.map((one) => one.code); // => ['datafile/unknown-setting']
 */
declare function parseDatafile({ path, text }: DatafileInput): ParsedDatafile;
/** Reads files that belong together and follows the references between them. */
declare function parseProject(files: Iterable<DatafileInput>): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
};

export {
  type BlockNode as B,
  type ConnectionFile as C,
  type Datafile as D,
  type EngineModel as E,
  type FileNode as F,
  type IndexesBlockNode as I,
  type JsonPathNode as J,
  type KafkaDatasource as K,
  type LineNode as L,
  type MessageFormat as M,
  type NameNode as N,
  type Project as P,
  type SchemaBlockNode as S,
  type TextValue as T,
  type ValuePart as V,
  type WordNode as W,
  type DatasourceFile as a,
  type ClauseNode as b,
  type CodeForm as c,
  type CodeNode as d,
  type CodeToken as e,
  type Column as f,
  type ColumnNameNode as g,
  type ColumnNode as h,
  type ColumnPartNode as i,
  type CommentNode as j,
  type DatafileInput as k,
  type DatasourceToken as l,
  type Located as m,
  type ParsedDatafile as n,
  type SeparatorNode as o,
  type Setting as p,
  type SettingNode as q,
  type TableIndex as r,
  type TextBlockNode as s,
  parseDatafile as t,
  parseProject as u,
};
