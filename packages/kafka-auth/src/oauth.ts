import { readChoice } from './choice.js';
import type { KafkaClientProperties } from './client-config.js';
import { authDiagnostics } from './messages.js';
import type { MskIamOptions } from './msk-iam-tokens.js';
import type { Problems } from './problems.js';
import { kafkaSettingNames, type KafkaConnectionSettings, type KafkaSettingName } from './settings.js';

const METHODS = ['AWS', 'OIDC'] as const;
export type OAuthMethod = (typeof METHODS)[number];

/** Where a connection gets its tokens. */
export interface OAuth {
  /** Undefined when it is missing or wrong, which is reported. */
  readonly method: OAuthMethod | undefined;
  readonly properties: Partial<KafkaClientProperties>;
  /** What it takes to make tokens for MSK; of no use when problems were reported. */
  readonly mskIam?: MskIamOptions;
}

const METHOD = 'KAFKA_SASL_OAUTHBEARER_METHOD';

export function readOAuth(settings: KafkaConnectionSettings, problems: Problems): OAuth {
  const method = readChoice(METHOD, settings.oauthMethod, METHODS, null, problems);
  if (method === null) {
    const advice = 'Set it to AWS for a cluster of AWS MSK, to OIDC for a token endpoint of your own.';
    problems.missing(METHOD, ': OAUTHBEARER needs it', advice, ['KAFKA_SASL_MECHANISM']);
  }
  if (method === 'AWS') return { method, properties: {}, mskIam: readAws(settings, problems) };
  if (method === 'OIDC') return { method, properties: readOidc(settings, problems) };
  return { method: undefined, properties: {} };
}

// Partitions of AWS have regions such as eu-west-1, us-gov-east-1, cn-north-1, us-iso-east-1.
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
// What AWS allows an external id to be.
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

function readAws(settings: KafkaConnectionSettings, problems: Problems): MskIamOptions {
  const why = 'OAUTHBEARER with AWS needs it';
  const region = needed(settings, 'awsRegion', why, 'It is where the cluster is, for example eu-west-1.', problems);
  const roleArn = needed(
    settings,
    'awsRoleArn',
    why,
    'It is the role that may read the cluster: arn:aws:iam::<account>:role/<name>.',
    problems,
  );
  const externalId = needed(
    settings,
    'awsExternalId',
    why,
    "It is in the role's trust policy, which kafka-ingest iam policy trust prints.",
    problems,
  );
  checkForm('awsRegion', region, REGION, 'is not the name of a region', 'For example eu-west-1.', problems);
  checkForm(
    'awsRoleArn',
    roleArn,
    ROLE,
    'is not the ARN of a role',
    'Its form: arn:aws:iam::<account>:role/<name>.',
    problems,
  );
  checkForm(
    'awsExternalId',
    externalId,
    EXTERNAL_ID,
    'is nothing that AWS takes as an external id',
    'It has 2 to 1224 letters, digits and signs out of _+=,.@:/-',
    problems,
  );
  return { region, roleArn, externalId };
}

function readOidc(settings: KafkaConnectionSettings, problems: Problems): Partial<KafkaClientProperties> {
  const why = 'OAUTHBEARER with OIDC needs it';
  const url = needed(settings, 'oidcTokenEndpointUrl', why, 'For example https://login.example.com/token.', problems);
  const id = needed(settings, 'oidcClientId', why, 'The identity provider gave it out with the secret.', problems);
  const secret = needed(settings, 'oidcClientSecret', why, 'The identity provider gave it out with the id.', problems);
  checkEndpoint(url, problems);
  const scope = settings.oidcScope?.trim() ?? '';
  return {
    'sasl.oauthbearer.method': 'oidc',
    'sasl.oauthbearer.token.endpoint.url': url,
    'sasl.oauthbearer.client.id': id,
    'sasl.oauthbearer.client.secret': secret,
    ...(scope === '' ? {} : { 'sasl.oauthbearer.scope': scope }),
  };
}

function checkEndpoint(text: string, problems: Problems): void {
  if (text === '') return;
  const setting = kafkaSettingNames.oidcTokenEndpointUrl;
  const bad = (what: string, advice: string): void =>
    problems.add(setting, authDiagnostics.create('bad-value', { setting, what, advice }));
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return bad('is not an http or https URL', 'For example https://login.example.com/token.');
  }
  if (url.username !== '' || url.password !== '') {
    const advice = 'They go into KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID and KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET.';
    return bad('has a user or a password in it', advice);
  }
  if (url.protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
    problems.add(setting, authDiagnostics.create('open-token-endpoint', { setting }));
  }
}

/** The value; empty when it is missing, which is reported. The text of a secret stays as it is. */
function needed(
  settings: KafkaConnectionSettings,
  key: keyof KafkaConnectionSettings,
  why: string,
  advice: string,
  problems: Problems,
): string {
  const text = settings[key] ?? '';
  if (text.trim() === '') problems.missing(kafkaSettingNames[key], `: ${why}`, advice, [METHOD]);
  return key === 'oidcClientSecret' ? text : text.trim();
}

function checkForm(
  key: keyof KafkaConnectionSettings,
  text: string,
  form: RegExp,
  what: string,
  advice: string,
  problems: Problems,
): void {
  const setting: KafkaSettingName = kafkaSettingNames[key];
  if (text !== '' && !form.test(text)) {
    problems.add(setting, authDiagnostics.create('bad-value', { setting, what, advice }));
  }
}
