// ---- index.d.ts ----
/** A place in a file as people count it: both numbers begin at 1, columns are UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly column: number;
}
/** A text with a name, and the way from offsets in it to lines and columns. */
interface SourceFile {
  /** As it is shown to the user: usually relative to the folder the user named. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  /** The position of an offset. Offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): Position;
  /**
   * The text of a line (counted from 1) without its line break; empty for a line that does not
   * exist.
   */
  lineText(line: number): string;
}
/**
 * Wraps a text so that offsets in it can be shown as lines and columns. Line breaks are LF, CRLF
 * and CR. A byte-order mark at the start counts as an offset and as nothing that people see: the
 * first column comes after it.
 *
 * @example
 * const file = createSourceFile('a.datasource', 'SCHEMA >\n  id Int32');
 * file.positionAt(11); // => { line: 2, column: 3 }
 */
declare function createSourceFile(path: string, text: string): SourceFile;

/**
 * A range of a text: offsets in UTF-16 code units, `start` included, `end` not. An empty range
 * (`start === end`) points between two characters, for example at something that is missing.
 */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** One change of a text. An empty `span` inserts, an empty `text` removes. */
interface TextEdit {
  readonly span: Span;
  readonly text: string;
}
/** How a tool can put something right. The edits belong together: all of them are made, or none. */
interface Fix {
  /** What it does, as an order in lower case, for a menu or a report: `rename to KAFKA_TOPIC`. */
  readonly title: string;
  /** In the file of the diagnostic. They do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** `error` stops a deployment, `warning` and `info` do not. */
type Severity = 'error' | 'warning' | 'info';
/**
 * Something that is wrong with what a user wrote, as data: it is collected and shown, never thrown.
 */
interface Diagnostic {
  /**
   * Stable, `<package>/<what>`, for example `datafile/unknown-setting`. Documented; safe to match
   * on.
   */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly hint?: string;
  /** The file that holds it, when there is one. */
  readonly file?: SourceFile;
  /** Where in `file`. */
  readonly span?: Span;
  /**
   * A change of `file` that puts it right. Only there when it is certain enough to be made without
   * asking.
   */
  readonly fix?: Fix;
}
/** Where a diagnostic belongs, and how it can be put right there. */
interface Place {
  readonly file?: SourceFile | undefined;
  readonly span?: Span | undefined;
  readonly fix?: Fix | undefined;
}
/** True when at least one of them is an error; warnings alone do not stop anything. */
declare function hasErrors(diagnostics: readonly Diagnostic[]): boolean;
/** By path, then by place in the file, then by code: the order in which they are shown. */
declare function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[];

/** A text after its fixes. */
interface FixedText {
  readonly text: string;
  /** Those whose fix is in `text`. */
  readonly applied: readonly Diagnostic[];
  /**
   * Those whose fix got in the way of another one, or does not belong to this text. Look again at
   * the new text.
   */
  readonly skipped: readonly Diagnostic[];
}
/**
 * Makes the fixes that the diagnostics of one file carry. Where two want to change the same
 * characters, the one that begins first is made and the other is skipped. Diagnostics without a fix
 * are in neither list.
 *
 * @param text What the spans of the diagnostics are offsets in.
 * @param diagnostics Of this text only.
 *
 * @example
 * const shop = defineDiagnostics('shop', { typo: { severity: 'error', message: message`A typo.` } });
 * const fix = { title: 'write apple', edits: [{ span: { start: 0, end: 4 }, text: 'apple' }] };
 * applyFixes('aple 3', [shop.create('typo', {}, { fix })]).text; // => 'apple 3'
 */
declare function applyFixes(text: string, diagnostics: readonly Diagnostic[]): FixedText;

/** A sentence with typed holes, made by {@link message}. */
interface MessageTemplate<Hole extends string = string> {
  readonly holes: readonly Hole[];
  readonly text: readonly string[];
}
/** One row of a table of diagnostics. */
interface DiagnosticDefinition<Hole extends string = string> {
  readonly severity: Severity;
  readonly message: MessageTemplate<Hole>;
  /** Left out of a report when one of its holes is not filled. */
  readonly hint?: MessageTemplate<Hole>;
}
type HolesOf<D> = D extends DiagnosticDefinition<infer Hole> ? Hole : never;
type MessageHolesOf<D> = D extends {
  readonly message: MessageTemplate<infer Hole>;
}
  ? Hole
  : never;
type ValuesOf<D> = Readonly<Record<MessageHolesOf<D>, string | number>> &
  Readonly<Partial<Record<HolesOf<D>, string | number | undefined>>>;
/** All diagnostics of one package: what creates them and what its reference page is made of. */
interface DiagnosticCatalog<Table extends Readonly<Record<string, DiagnosticDefinition>>> {
  /** The first part of each code. */
  readonly prefix: string;
  readonly table: Table;
  /**
   * Fills in a message. Every hole of the message must be given; holes of the hint may be missing.
   * Of what fills a hole the first 1000 characters are shown.
   */
  create<Code extends keyof Table & string>(code: Code, values: ValuesOf<Table[Code]>, place?: Place): Diagnostic;
}
/**
 * A message with named, typed holes.
 *
 * @example
 * message`Unknown setting ${'name'} in a ${'kind'} file.`.holes; // => ['name', 'kind']
 */
declare function message<const Hole extends string = never>(
  text: TemplateStringsArray,
  ...holes: Hole[]
): MessageTemplate<Hole>;
/**
 * Declares the diagnostics of a package in one table, so that wording, codes and documentation have
 * one home.
 *
 * @example
 * const shop = defineDiagnostics('shop', {
 *   closed: { severity: 'error', message: message`The shop ${'name'} is closed.`, hint: message`Try ${'other'}.` },
 * });
 * shop.create('closed', { name: 'Nord' }).message; // => 'The shop Nord is closed.'
 */
declare function defineDiagnostics<const Table extends Readonly<Record<string, DiagnosticDefinition>>>(
  prefix: string,
  table: Table,
): DiagnosticCatalog<Table>;

/**
 * The known name that a wrong one was probably meant to be: the one fewest edits away (a letter
 * added, left out, replaced, or two swapped), if that is near enough to be a guess worth making.
 * Case does not count.
 *
 * @param limit The most edits. @default a third of the word, at least one and at most five
 *
 * @example
 * nearestName('KAFKA_TOPPIC', ['KAFKA_TOPIC', 'KAFKA_GROUP_ID']); // => 'KAFKA_TOPIC'
 */
declare function nearestName(word: string, names: Iterable<string>, limit?: number): string | undefined;
/**
 * The known name that a wrong one can only have been meant to be: nothing but its case is wrong, or
 * one letter of a word of five, two of a word of seven, and no other name is as near. Near enough
 * to be put in its place without asking.
 *
 * @example
 * const names = ['SASL_SSL', 'SASL_PLAINTEXT', 'PLAINTEXT', 'SSL'];
 * [certainName('sasl_ssl', names), certainName('SASL_TLS', names), certainName('SASL', names)]; // => ['SASL_SSL', 'SASL_SSL', undefined]
 */
declare function certainName(word: string, names: readonly string[]): string | undefined;

/** Who is going to read a report. */
type DiagnosticFormat = 'text' | 'json' | 'github';
/** How diagnostics are shown. */
interface FormatOptions {
  /**
   * `text` for people, `json` for programs, `github` for annotations in a workflow run.
   *
   * @default 'text'
   */
  readonly format?: DiagnosticFormat;
  /** ANSI colours in `text`. @default false */
  readonly color?: boolean;
}
/**
 * Shows diagnostics, sorted by place. Text begins each report with a line that grep and editors
 * understand.
 *
 * Whatever paths, messages and files hold: no line is begun, no cursor moved and no command of a
 * workflow run given by it ({@link printable}). Of the lines of files, tabs stay.
 */
declare function formatDiagnostics(diagnostics: readonly Diagnostic[], options?: FormatOptions): string;
/** How a diagnostic looks in `--format json`: no file objects, positions as people count them. */
interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly path?: string;
  readonly start?: {
    readonly offset: number;
    readonly line: number;
    readonly column: number;
  };
  readonly end?: {
    readonly offset: number;
    readonly line: number;
    readonly column: number;
  };
  /** What can be done about it; the offsets are those of the file. */
  readonly fix?: Fix;
}

/** What every error of ours carries besides its text. */
interface IngestErrorOptions {
  /** True when doing the same again may work, because the cause lies outside and can go away. */
  readonly retryable: boolean;
  readonly cause?: unknown;
  /** What the reader can do about it, one sentence. */
  readonly hint?: string;
}
/**
 * The base of all errors that the outside world causes: a broker, a server, a file system. A user's
 * mistake is a {@link Diagnostic} instead, and a bug of ours is an assertion.
 */
declare class IngestError extends Error {
  readonly name: string;
  /** Stable, `<package>/<what>`, documented; safe to match on. */
  readonly code: string;
  readonly retryable: boolean;
  readonly hint: string | undefined;
  constructor(code: string, text: string, options: IngestErrorOptions);
}
/** Whether trying the same again can help. False for everything that is not an error of ours. */
declare const isRetryable: (error: unknown) => boolean;

/**
 * A text from outside as it may be shown on a terminal or in one line of a log: nothing in it can
 * move the cursor, start a line, change the direction of writing or hide.
 *
 * - Line feed, carriage return and tab become `\n`, `\r`, `\t`; every other control character
 *   (C0, DEL and C1) becomes `\x1B`.
 * - Bidirectional controls, line and paragraph separators, lone surrogates and characters that are
 *   drawn as nothing (zero-width space, byte order mark, soft hyphen, fillers, tags) become
 *   `\u{202E}`.
 * - Everything else stays, letters of all scripts, combining marks and emoji included.
 *
 * Backslashes are not doubled: this is for people to read, and cannot be undone. Made printable
 * twice, a text is the same as made printable once.
 *
 * @example
 * printable('orders\u001B[2J\nINFO all is well'); // => 'orders\\x1B[2J\\nINFO all is well'
 */
declare function printable(text: string): string;
/**
 * The same for a text that is JSON: what {@link printable} would escape becomes `\u202e` in it,
 * which stands for the same character to a parser. Line feeds and other blanks between values stay.
 *
 * @example
 * printableJson(JSON.stringify(['a\u009Bb'])); // => '["a\\u009bb"]'
 */
declare function printableJson(json: string): string;

/**
 * Makes the function that takes secrets out of a text of foreign origin: a server's answer,
 * a broker's message, an error of a library. Each becomes `[redacted]`, in every form in which a
 * text gets into others:
 *
 * - as it is, and trimmed; of several lines (a PEM key) also each line of 8 characters or more;
 * - escaped, wholly or in part, up to three times over: `%2F` (and `+` for a space), `\n`, `\"`,
 *   `\u002F`, `\x2F`, `&quot;`, `&#47;`;
 * - in Base64 and Base64 for URLs, with anything before and after it, as in the header of basic
 *   authentication; in hexadecimal.
 *
 * A secret of fewer than 4 characters is not looked for, and one of fewer than 8 as a whole word
 * only: they are parts of ordinary words. What is not found: a secret that was cut in two,
 * encrypted, compressed, or turned around.
 *
 * The time grows with the length of the text, and not with the number of secrets.
 *
 * @example
 * const redact = createRedactor(['p&ss word']);
 * redact('no user app with p%26ss+word'); // => 'no user app with [redacted]'
 */
declare function createRedactor(secrets: readonly string[]): (text: string) => string;

export {
  type Diagnostic,
  type DiagnosticCatalog,
  type DiagnosticDefinition,
  type DiagnosticFormat,
  type DiagnosticJson,
  type Fix,
  type FixedText,
  type FormatOptions,
  IngestError,
  type IngestErrorOptions,
  type MessageTemplate,
  type Place,
  type Position,
  type Severity,
  type SourceFile,
  type Span,
  type TextEdit,
  applyFixes,
  certainName,
  createRedactor,
  createSourceFile,
  defineDiagnostics,
  formatDiagnostics,
  hasErrors,
  isRetryable,
  message,
  nearestName,
  printable,
  printableJson,
  sortDiagnostics,
};
