import { IngestError } from '@proj/diagnostics';

/** What is wrong with a registry, or on the way to it. */
export type RegistryProblem =
  /** Nothing answers, or the connection broke. */
  | 'unreachable'
  | 'timeout'
  /** The connection is not trusted. */
  | 'tls'
  /** It sends the request on to another origin, or in a circle. */
  | 'redirect'
  /** HTTP 401. */
  | 'unauthorized'
  /** HTTP 403. */
  | 'forbidden'
  /** HTTP 429. */
  | 'overloaded'
  /** HTTP 5xx. */
  | 'failing'
  /** It answers, but not as a schema registry does. */
  | 'no-registry'
  /** It does not know a schema, and is asked again before it is believed. */
  | 'unknown-schema';

/**
 * A schema could not be had because of the registry: nothing is known about the messages. Keep them
 * and try again.
 *
 * `code` is `codecs/registry-<problem>`; `retryable` is always true, as what is wrong lies outside
 * and goes away, some of it only after someone fixes the cause. No text contains the password of
 * the URL.
 */
export class SchemaRegistryError extends IngestError {
  override readonly name = 'SchemaRegistryError';
  readonly problem: RegistryProblem;

  constructor(
    problem: RegistryProblem,
    text: string,
    options: { readonly cause?: unknown; readonly hint?: string } = {},
  ) {
    super(`codecs/registry-${problem}`, text, { ...options, retryable: true });
    this.problem = problem;
  }
}
