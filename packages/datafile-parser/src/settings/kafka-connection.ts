import type { SettingDefinition } from './definition.js';

const shared = { files: ['connection'], connector: 'kafka', block: 'never' } as const;
const withOAuth = { when: 'KAFKA_SASL_MECHANISM is OAUTHBEARER' } as const;
const withPassword = { when: 'SASL is used with PLAIN or SCRAM' } as const;

/** How to reach the brokers and the schema registry. */
export const kafkaConnectionSettings = [
  {
    ...shared,
    name: 'KAFKA_BOOTSTRAP_SERVERS',
    value: 'text',
    required: 'always',
    documentation: 'The brokers to begin with: host:port, several separated by commas.',
  },
  {
    ...shared,
    name: 'KAFKA_SECURITY_PROTOCOL',
    value: 'choice',
    values: ['SASL_SSL', 'SASL_PLAINTEXT', 'PLAINTEXT'],
    default: 'SASL_SSL',
    documentation: 'How the connection is encrypted and authenticated. PLAINTEXT does neither and is for local work.',
  },
  {
    ...shared,
    name: 'KAFKA_SASL_MECHANISM',
    value: 'choice',
    values: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'],
    default: 'PLAIN',
    misspellings: { OAUTHBREARER: 'OAUTHBEARER', 'SCRAM-SHA256': 'SCRAM-SHA-256', 'SCRAM-SHA512': 'SCRAM-SHA-512' },
    documentation: 'How to authenticate. Without meaning when the protocol is PLAINTEXT.',
  },
  {
    ...shared,
    name: 'KAFKA_KEY',
    value: 'text',
    mayBeEmpty: true,
    required: withPassword,
    documentation: 'The user name; also called key or client key.',
  },
  {
    ...shared,
    name: 'KAFKA_SECRET',
    value: 'text',
    mayBeEmpty: true,
    required: withPassword,
    documentation: 'The password; also called secret or secret key. Keep it in a secret.',
  },
  {
    ...shared,
    name: 'KAFKA_SCHEMA_REGISTRY_URL',
    value: 'text',
    mayBeEmpty: true,
    required: { when: 'a data source reads avro or json_with_schema' },
    documentation: 'Address of the schema registry; user and password may stand in it: https://user:password@host.',
  },
  {
    ...shared,
    name: 'KAFKA_SSL_CA_PEM',
    value: 'pem',
    block: 'allowed',
    mayBeEmpty: true,
    documentation:
      'The certificates to trust, as PEM, when the brokers’ certificate is not signed by a public authority.',
  },
  {
    ...shared,
    name: 'KAFKA_SASL_OAUTHBEARER_METHOD',
    value: 'choice',
    values: ['AWS'],
    required: withOAuth,
    documentation: 'Where the token comes from.',
  },
  {
    ...shared,
    name: 'KAFKA_SASL_OAUTHBEARER_AWS_REGION',
    value: 'text',
    required: withOAuth,
    documentation: 'The AWS region of the cluster.',
  },
  {
    ...shared,
    name: 'KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN',
    value: 'text',
    required: withOAuth,
    documentation: 'The AWS role to assume.',
  },
  {
    ...shared,
    name: 'KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID',
    value: 'text',
    required: withOAuth,
    documentation: 'The external id that the role’s trust policy asks for.',
  },
] as const satisfies readonly SettingDefinition[];
