import { printable } from '@proj/diagnostics';

/** What went wrong with a request, before anybody has judged it. */
export interface Failure {
  /** ClickHouse's error code. */
  readonly clickhouseCode?: number;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
  /** `ECONNREFUSED` and its kind, `TIMEOUT`, or `ABORTED`, when there was none. */
  readonly network?: string;
  /** Why an answer with status 200 is not ClickHouse's word: something between us and it has spoken. */
  readonly unacknowledged?: string;
  /** The answer was longer than we read. */
  readonly tooLong?: boolean;
  /** What was said, as it came. */
  readonly text: string;
  readonly cause?: unknown;
}

/** Reads an answer's error: the code from the header, or from the text where the header is missing. */
export function failureOfAnswer(status: number | undefined, header: unknown, text: string): Failure {
  const code = typeof header === 'string' ? header : /\bCode: (\d+)\. DB::Exception/.exec(text)?.[1];
  return {
    ...(code === undefined ? {} : { clickhouseCode: Number(code) }),
    ...(status === undefined ? {} : { httpStatus: status }),
    text,
  };
}

/** Reads an error of the HTTP client: there was no answer, or it broke off. */
export function failureOfError(error: unknown): Failure {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  if (text === 'Timeout error.') return { network: 'TIMEOUT', text: 'no answer in time', cause: error };
  const network = typeof code === 'string' && code !== '' ? code : 'BROKEN';
  return { network, text, cause: error };
}

/** More of an answer is not looked at. In UTF-16 code units. */
const LOOKED_AT = 65_536;

/**
 * What ClickHouse, or whatever stands in front of it, said, fit to stand in a sentence of ours: its first line, without
 * secrets, the code, the stack and the version, printable, at most 300 characters.
 */
export function shortText(text: string, redact: (text: string) => string): string {
  const [line = ''] = text.slice(0, LOOKED_AT).trim().split('\n', 1);
  // Before anything is cut: half of a secret would not be found.
  const plain = printable(
    redact(line)
      .replace(/^.*?\bCode: \d+\. DB::Exception: /, '')
      .replace(/ \(version [^)]*\)\.?$/, '')
      .trimEnd()
      .replace(/\.+$/, ''),
  );
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
}
