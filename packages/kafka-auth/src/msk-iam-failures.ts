import { createRedactor, printable } from '@proj/diagnostics';
import { KafkaAuthError } from './auth-error.js';

/** What the AWS SDK throws: the name is AWS's code for it, or that of a failed connection. */
interface AwsFailure {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

export function noCredentials(error: unknown): KafkaAuthError {
  // Its own text lists what every part of the chain says; none of that is for people.
  const { name } = failureOf(error);
  const expired = isExpired(name);
  return new KafkaAuthError(
    'aws-credentials',
    expired
      ? 'The AWS credentials of this process have expired.'
      : `No AWS credentials were found for this process${reason(error)}.`,
    {
      // Another look may find them: a file that was renewed, an instance whose metadata service was
      // busy.
      retryable: true,
      hint: expired
        ? 'Log in again or renew them where they come from; they are read again for every token.'
        : 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or run where AWS gives a role: EC2, ECS, EKS.',
    },
  );
}

/** @param secrets What must not come out again, wherever AWS repeats it. */
export function assumeRoleFailed(error: unknown, secrets: readonly (string | undefined)[]): KafkaAuthError {
  const failure = failureOf(error);
  const said = scrub(`${failure.name}: ${failure.message}`, secrets);
  const { text, hint, retryable } = explainSts(failure);
  return new KafkaAuthError('aws-assume-role', `${text} (${said.replace(/\.$/, '')}).`, { retryable, hint });
}

export function noSignature(error: unknown, secrets: readonly (string | undefined)[]): KafkaAuthError {
  const { message } = failureOf(error);
  const text = `The token for MSK could not be signed (${scrub(message, secrets).replace(/\.$/, '')}).`;
  const hint = 'Check KAFKA_SASL_OAUTHBEARER_AWS_REGION and the clock of this machine.';
  return new KafkaAuthError('aws-signature', text, { retryable: false, hint });
}

function explainSts({ name, message, status }: AwsFailure): {
  readonly text: string;
  readonly hint: string;
  readonly retryable: boolean;
} {
  if (isExpired(name)) {
    const hint = 'Log in again or renew the AWS credentials of this process; they are read again for every token.';
    return { text: 'AWS STS says that the credentials of this process have expired', hint, retryable: true };
  }
  if (name.startsWith('AccessDenied')) {
    const hint =
      "Check the role's trust policy: it must name the AWS account of this process and the external id of the connection (kafka-ingest iam policy trust), and this process must be allowed sts:AssumeRole on the role.";
    return { text: 'AWS STS did not let this process be the role', hint, retryable: false };
  }
  if (/^(?:InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature|MissingAuth)/.test(name)) {
    const skewed = /expired|not yet current/i.test(message);
    const hint = skewed
      ? 'Set the clock of this machine: it differs too much from that of AWS.'
      : 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of this process, or its AWS_PROFILE.';
    return { text: 'AWS STS does not take the credentials of this process', hint, retryable: false };
  }
  if (name.startsWith('RegionDisabled')) {
    const hint = 'Activate STS for the region in the AWS account, or check KAFKA_SASL_OAUTHBEARER_AWS_REGION.';
    return { text: 'AWS STS is not activated in the region', hint, retryable: false };
  }
  if (name.startsWith('Validation')) {
    const hint = 'Check KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN and KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID.';
    return { text: 'AWS STS does not understand the role or the external id', hint, retryable: false };
  }
  if (/^Thrott|^TooManyRequests|^RequestLimit/.test(name) || status === 429 || (status ?? 0) >= 500) {
    const hint = 'It is tried again. See the state of AWS STS in the region if it stays.';
    return { text: 'AWS STS is overloaded or out of order', hint, retryable: true };
  }
  if (status === undefined) {
    const hint =
      'Check that this machine reaches sts.<region>.amazonaws.com over https, and KAFKA_SASL_OAUTHBEARER_AWS_REGION.';
    return { text: 'AWS STS was not reached', hint, retryable: true };
  }
  const hint = "Check the role of the connection and its trust policy, and what AWS's answer says.";
  return { text: 'AWS STS did not hand out the role', hint, retryable: false };
}

const isExpired = (name: string): boolean => /^Expired|^RequestExpired|TokenRefreshRequired/.test(name);

function failureOf(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), status: undefined };
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const { code } = error as NodeJS.ErrnoException;
  return { name: error.name === 'Error' && code !== undefined ? code : error.name, message: firstText(error), status };
}

/**
 * Node.js puts the causes of a failed connection to several addresses into a list, and leaves the
 * message empty.
 */
function firstText(error: Error): string {
  if (error.message !== '') return error.message;
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first instanceof Error ? first.message : error.name;
}

const reason = (error: unknown): string =>
  error instanceof Error && error.message.startsWith('no answer within') ? `: ${printable(error.message)}` : '';

/** What AWS or its SDK says, fit to be shown. */
const scrub = (text: string, secrets: readonly (string | undefined)[]): string =>
  printable(createRedactor(secrets.filter((one) => one !== undefined))(text));
