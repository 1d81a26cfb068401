import { IngestError } from '@proj/diagnostics';

/** On the way to a token: which step failed. */
export type AuthStep =
  /** Finding credentials of AWS for this process. */
  | 'aws-credentials'
  /** Becoming the role of the connection. */
  | 'aws-assume-role'
  /** Making the token with the role's credentials. */
  | 'aws-signature';

/**
 * No token could be had. Its code is `kafka-auth/<step>`; the hint says what to check. No text of
 * it holds a credential, nor the role or external id, which may come from secrets.
 */
export class KafkaAuthError extends IngestError {
  override readonly name = 'KafkaAuthError';
  readonly step: AuthStep;

  constructor(step: AuthStep, text: string, options: { readonly retryable: boolean; readonly hint: string }) {
    super(`kafka-auth/${step}`, text, options);
    this.step = step;
  }
}
