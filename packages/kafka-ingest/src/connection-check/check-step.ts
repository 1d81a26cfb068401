import type { Clock } from '../ports.js';
import type { Problem } from '../problem.js';

/** What is checked, in this order. */
export type CheckKind =
  /** The host name of a server. */
  | 'resolve'
  /** A TCP connection to it. */
  | 'connect'
  /** TLS, with the certificates of both sides. */
  | 'tls'
  /** The login, where there is SASL. */
  | 'login'
  /** The cluster: its brokers, and how many topics it shows us. */
  | 'brokers'
  /** A topic that a data source reads. */
  | 'topic'
  /** A consumer group that a data source reads as. */
  | 'group'
  /** The schema registry. */
  | 'registry';

/** One thing that was checked. No text of it holds a secret. */
export interface CheckStep {
  readonly kind: CheckKind;
  /**
   * `host:port`, the name of a topic or group, or the address of the registry without its password.
   */
  readonly subject: string;
  readonly ok: boolean;
  /** How long it took. In ms. */
  readonly elapsedMs: number;
  /** What was found, in a few words. */
  readonly detail?: string;
  /** What is wrong and what to do about it. Absent when the step is ok. */
  readonly problem?: Problem;
}

/** The time that a check may take, and the clock that measures it. */
export interface CheckTime {
  /** For each step. In ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** The result of one step. */
export type Finding = { readonly detail?: string; readonly problem?: Problem };

/** Runs one step and measures how long it takes. */
export async function step(
  kind: CheckKind,
  subject: string,
  { clock }: CheckTime,
  look: () => Promise<Finding>,
): Promise<CheckStep> {
  const begun = clock.now();
  const found = await look();
  return stepOf(kind, subject, clock.now() - begun, found);
}

export const stepOf = (kind: CheckKind, subject: string, elapsedMs: number, found: Finding): CheckStep => ({
  kind,
  subject,
  ok: found.problem === undefined,
  elapsedMs: Math.round(elapsedMs),
  ...found,
});
