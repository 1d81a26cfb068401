import type { ConnectionProblem } from '../kafka/problems/connection-failure.js';

/** What is looked at, in this order. */
export type CheckKind =
  /** The host name of a server. */
  | 'resolve'
  /** A TCP connection to it. */
  | 'connect'
  /** TLS, with the certificates of both sides. */
  | 'tls'
  /** The login, where there is SASL. */
  | 'login'
  /** The cluster: who its brokers are, and how many topics it shows us. */
  | 'brokers'
  /** A topic that a data source reads. */
  | 'topic'
  /** A consumer group that a data source reads as. */
  | 'group'
  /** The schema registry. */
  | 'registry';

/** One thing that was looked at. No text of it holds a secret. */
export interface CheckStep {
  readonly kind: CheckKind;
  /** `host:port`, the name of a topic or group, or the address of the registry without its password. */
  readonly subject: string;
  readonly ok: boolean;
  /** How long it took. In ms. */
  readonly elapsedMs: number;
  /** What was found, in a few words. */
  readonly detail?: string;
  /** What is wrong and what to do, when it is not ok. */
  readonly problem?: ConnectionProblem;
}

/** What a look at something came to. */
export type Finding = { readonly detail?: string; readonly problem?: ConnectionProblem };

/** Does one step and takes the time. */
export async function step(kind: CheckKind, subject: string, look: () => Promise<Finding>): Promise<CheckStep> {
  const begun = performance.now();
  const found = await look();
  return stepOf(kind, subject, performance.now() - begun, found);
}

export const stepOf = (kind: CheckKind, subject: string, elapsedMs: number, found: Finding): CheckStep => ({
  kind,
  subject,
  ok: found.problem === undefined,
  elapsedMs: Math.round(elapsedMs),
  ...found,
});
