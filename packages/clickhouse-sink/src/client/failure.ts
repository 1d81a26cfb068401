import { printable } from '@proj/diagnostics';

/** What went wrong with a request, before it is classified. */
export interface Failure {
  /** ClickHouse's error code. */
  readonly clickhouseCode?: number;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
  /** `ECONNREFUSED` and its kind, `TIMEOUT`, or `ABORTED`, when there was none. */
  readonly network?: string;
  /**
   * Why an answer with status 200 does not count as ClickHouse's: something in between has
   * answered.
   */
  readonly unacknowledged?: string;
  /** The answer was longer than we read. */
  readonly tooLong?: boolean;
  /** What was said, as it came. */
  readonly text: string;
  readonly cause?: unknown;
}

/**
 * Reads an answer's error: the code from the header, or from the text where the header is missing.
 */
export function failureOfAnswer(status: number | undefined, header: unknown, text: string): Failure {
  const code = typeof header === 'string' ? header : /\bCode: (\d+)\. DB::Exception/.exec(text)?.[1];
  return {
    ...(code === undefined ? {} : { clickhouseCode: Number(code) }),
    ...(status === undefined ? {} : { httpStatus: status }),
    text,
  };
}

/** How ClickHouse ends an error of a view: its name, perhaps its UUID, the error, a version. */
const OF_A_VIEW =
  /: while pushing to view ((?:`(?:[^`\\]|\\.)+`|\w+)\.(?:`(?:[^`\\]|\\.)+`|\w+))(?: \([\da-f-]{36}\))?\. \(\w+\) \(version [^()]*(?:\([^()]*\))?\)\s*$/;

/**
 * The materialized view that failed, `database.view`; undefined when it was something else. Only
 * the end of an error counts, because ClickHouse quotes values of messages before that.
 */
export const failedView = (text: string): string | undefined => OF_A_VIEW.exec(text.slice(-4_096))?.[1];

/** Reads an error of the HTTP client: there was no answer, or it broke off. */
export function failureOfError(error: unknown): Failure {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  if (text === 'Timeout error.') return { network: 'TIMEOUT', text: 'no answer in time', cause: error };
  const network = typeof code === 'string' && code !== '' ? code : 'BROKEN';
  return { network, text, cause: error };
}

/** How much of an answer is examined, in UTF-16 code units. */
const LOOKED_AT = 65_536;

/**
 * What ClickHouse, or a proxy in front of it, said, made fit for a sentence of ours: its first
 * line, printable, at most 300 characters, without secrets, code, stack and version.
 */
export function shortText(text: string, redact: (text: string) => string): string {
  const [line = ''] = text.slice(0, LOOKED_AT).trim().split('\n', 1);
  // Redacted before it is cut, because half a secret would not be recognised.
  const plain = printable(
    redact(line)
      .replace(/^.*?\bCode: \d+\. DB::Exception: /, '')
      .replace(/ \(version [^)]*\)\.?$/, '')
      .trimEnd()
      .replace(/\.+$/, ''),
  );
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
}
