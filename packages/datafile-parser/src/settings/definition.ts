/** The kinds of datafile, named like their extensions. */
export type FileKind = 'connection' | 'datasource';

/** The connector a setting belongs to; `common` settings belong to none. */
export type Connector = 'common' | 'kafka' | 's3' | 'gcs' | 'dynamodb' | 'postgres' | 'import';

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
export type ValueKind =
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
export interface SettingDefinition {
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
  readonly required?: 'always' | 'kafka' | { readonly when: string };
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
export interface Retirement {
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
