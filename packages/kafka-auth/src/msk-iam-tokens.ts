import { assumeRoleFailed, noCredentials, noSignature } from './msk-iam-failures.js';
import { sharedTokens, type KafkaToken, type KafkaTokenProvider } from './token-provider.js';

/** What it takes to be let in by a cluster of AWS MSK. */
export interface MskIamOptions {
  /** Of the cluster; STS is asked there too. */
  readonly region: string;
  /** The role to assume. */
  readonly roleArn: string;
  /** What the role's trust policy asks for. */
  readonly externalId: string;
}

/** Under this name the role's sessions are found in CloudTrail. */
const SESSION = 'kafka-ingest';

/** How long each step may take; the client's connection waits for it. */
export interface MskIamLimits {
  readonly credentialsMs: number;
  readonly assumeRoleMs: number;
}
const usualLimits: MskIamLimits = { credentialsMs: 10_000, assumeRoleMs: 15_000 };

/**
 * Tokens for a cluster of AWS MSK with IAM: the standard credential chain finds who we are, STS
 * lets us be the role for an hour, and the role's credentials sign a token of 15 minutes. Each
 * token begins anew, so that renewed credentials of the process are found. AWS's libraries are
 * loaded with the first token.
 */
export const mskIamTokens = (options: MskIamOptions, limits = usualLimits): KafkaTokenProvider =>
  sharedTokens(() => makeToken(options, limits));

async function makeToken({ region, roleArn, externalId }: MskIamOptions, limits: MskIamLimits): Promise<KafkaToken> {
  const [{ fromNodeProviderChain, fromTemporaryCredentials }, { generateAuthTokenFromCredentialsProvider }] =
    await Promise.all([import('@aws-sdk/credential-providers'), import('aws-msk-iam-sasl-signer-js')]);

  // Bounded: outside AWS nothing answers at the address of the instance's metadata, and the
  // connection hangs there.
  const clientConfig = {
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  };
  const chain = fromNodeProviderChain({ clientConfig, timeout: 1_000, maxRetries: 1, logger: silent });
  const own = await withinLimit(chain, limits.credentialsMs).catch((error: unknown) => {
    throw noCredentials(error);
  });

  const assume = fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: SESSION },
    clientConfig,
    logger: silent,
  });
  const role = await withinLimit(assume, limits.assumeRoleMs).catch((error: unknown) => {
    throw assumeRoleFailed(error, [roleArn, externalId, own.accessKeyId, own.secretAccessKey, own.sessionToken]);
  });

  // Without the expiration: the signer would make the token's life a fraction of a second long,
  // which AWS refuses.
  const { accessKeyId, secretAccessKey, sessionToken } = role;
  const identity = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  const { token, expiryTime } = await generateAuthTokenFromCredentialsProvider({
    region,
    awsCredentialsProvider: () => Promise.resolve(identity),
  }).catch((error: unknown) => {
    throw noSignature(error, [roleArn, externalId, accessKeyId, secretAccessKey, sessionToken]);
  });
  return {
    value: token,
    expiresAtMs: Math.min(expiryTime, role.expiration?.getTime() ?? Infinity),
    principal: SESSION,
  };
}

/** The SDK warns on the console of what it thinks of the environment. */
const silent = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function withinLimit<T>(work: () => Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1_000} s`)), limitMs);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
