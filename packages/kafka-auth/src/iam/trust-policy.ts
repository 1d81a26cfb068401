import { createHash } from 'node:crypto';
import type { Diagnostic } from '@proj/diagnostics';
import { authDiagnostics } from '../messages.js';
import type { PolicyResult } from './policy.js';

/** Whom to trust. */
export interface TrustPolicyOptions {
  /** Usually the name of the connection; the external id is made from it. */
  readonly externalIdSeed: string;
  /**
   * The AWS accounts that the connector runs with, 12 digits each.
   *
   * @default a placeholder to be replaced
   */
  readonly accountIds?: readonly string[];
}

/** Stands for the account where none is given. */
const PLACEHOLDER = '<AWS_ACCOUNT_ID>';

/**
 * The external id of a connection: the same for the same seed, always. It is not a secret.
 *
 * @example
 * kafkaExternalId('shop') === kafkaExternalId('shop'); // => true
 * kafkaExternalId('shop').length; // => 32
 */
export const kafkaExternalId = (seed: string): string =>
  createHash('sha256').update(`kafka-ingest external id\n${seed}`).digest('hex').slice(0, 32);

/**
 * The trust policy of the role that reads a cluster of AWS MSK: the accounts of the connector may
 * assume it, with the external id of the connection. That one goes into
 * `KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID`.
 *
 * @example
 * const { policy } = kafkaTrustPolicy({ externalIdSeed: 'shop', accountIds: ['123456789012'] });
 * policy?.Statement[0]?.Principal?.AWS; // => 'arn:aws:iam::123456789012:root'
 * policy?.Statement[0]?.Condition?.StringEquals['sts:ExternalId'] === kafkaExternalId('shop'); // => true
 */
export function kafkaTrustPolicy({ externalIdSeed, accountIds = [PLACEHOLDER] }: TrustPolicyOptions): PolicyResult {
  const problems: Diagnostic[] = [];
  if (externalIdSeed.trim() === '') problems.push(authDiagnostics.create('no-external-id-seed', {}));
  for (const id of accountIds) {
    if (id !== PLACEHOLDER && !/^\d{12}$/.test(id)) problems.push(authDiagnostics.create('bad-account-id', { id }));
  }
  if (problems.length > 0) return { problems };
  const principals = accountIds.map((id) => `arn:aws:iam::${id}:root`);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: principals.length === 1 ? principals[0]! : principals },
        Condition: { StringEquals: { 'sts:ExternalId': kafkaExternalId(externalIdSeed) } },
      },
    ],
  } as const;
  return { policy, problems };
}
