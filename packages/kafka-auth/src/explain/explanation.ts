import type { ClientText } from './client-error.js';
import type { KafkaConnectionSummary } from './connection-summary.js';
import type { TlsFinding } from './tls-finding.js';

/** What can go wrong between the client and the brokers. */
export type KafkaErrorKind =
  | 'token'
  | 'token-refused'
  | 'token-unusable'
  | 'mechanism'
  | 'no-login-wanted'
  | 'login-renewal'
  | 'authentication'
  | 'topic-authorization'
  | 'group-authorization'
  | 'cluster-authorization'
  | TlsFinding['kind']
  | 'certificate'
  | 'client-certificate'
  | 'tls-to-plain'
  | 'plain-to-tls'
  | 'not-kafka'
  | 'tls-version'
  | 'tls'
  | 'unknown-topic'
  | 'group-lost'
  | 'resolve'
  | 'refused'
  | 'timeout'
  | 'login-wanted'
  | 'disconnected'
  | 'unreachable'
  | 'client-error';

/** One failure as a client reported it, and the connection it is about. */
export interface Failure extends ClientText {
  readonly code: number | undefined;
  readonly connection: KafkaConnectionSummary;
}

type Text = string | ((failure: Failure) => string);

/** One row of the table of explanations. */
export interface Explanation {
  readonly kind: KafkaErrorKind;
  /** Numbers of librdkafka: its own below zero, the broker's above. */
  readonly codes?: readonly number[];
  /** Matches what the client said. */
  readonly pattern: RegExp;
  /** A further condition. */
  readonly when?: (failure: Failure) => boolean;
  readonly message: Text;
  readonly cause: Text;
  readonly advice: Text;
  readonly retryable: boolean;
  /**
   * This row is a guess: when the client also reported that kind, that one explains the failure
   * better.
   */
  readonly unless?: KafkaErrorKind;
}

export const at = ({ broker, connection }: Failure): string => broker ?? connection.brokers;
export const usesTls = ({ connection }: Failure): boolean => connection.protocol.endsWith('SSL');
export const usesSasl = ({ connection }: Failure): boolean => connection.protocol.startsWith('SASL_');
export const byToken = ({ connection }: Failure): boolean => connection.mechanism === 'OAUTHBEARER';
export const topicOf = ({ connection: { topic } }: Failure): string =>
  topic === undefined ? 'a topic' : `${topic.includes(', ') ? 'topics' : 'topic'} ${topic}`;

/** Reported along with every failed login, and says nothing about the reason. */
export const LOGIN_FAILED = /^authentication failure$/;

/** What the client said, without its own prefixes and without the address of a token endpoint. */
export const withoutClientPrefix = (said: string): string =>
  said
    .replace(/^Failed to acquire SASL OAUTHBEARER token: /, '')
    .replace(/^oauthbearer_token_refresh_cb: /, '')
    .replace(/^Failed to retrieve OIDC token from "[^"]*": /, 'the token endpoint says ')
    .replace(/\.$/, '');
