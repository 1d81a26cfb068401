import fc from 'fast-check';
import { description } from './datasource.js';
import { anyValue, block, mostly, pick, setting, sometimes, type Text } from './values.js';

const pem = fc.oneof(
  block('KAFKA_SSL_CA_PEM', fc.array(pick('-----BEGIN CERTIFICATE-----', 'MIIDdz+/=', '-----END CERTIFICATE-----', '{{ tb_secret("PEM") }}', '  indented', '# note', 'KAFKA_SECRIT x'), { minLength: 0, maxLength: 4 })),
  setting('KAFKA_SSL_CA_PEM', pick('{{ tb_secret("PEM") }}', '"a b"', 'x', 'a b', '')),
); // prettier-ignore

const kafka = fc
  .tuple(
    sometimes(10, setting('KAFKA_BOOTSTRAP_SERVERS', anyValue), 9),
    sometimes(2, setting('KAFKA_SECURITY_PROTOCOL', mostly(pick('SASL_SSL', 'PLAINTEXT', 'SASL_PLAINTEXT', "'SASL_SSL'", '{{ tb_secret("P") }}'), pick('SSL', 'sasl_ssl'), 12))),
    sometimes(2, setting('KAFKA_SASL_MECHANISM', mostly(pick('PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER', '"PLAIN"'), pick('OAUTHBREARER', 'plain'), 12))),
    sometimes(2, setting('KAFKA_KEY', anyValue)),
    sometimes(2, setting('KAFKA_SECRET', anyValue)),
    sometimes(4, setting('KAFKA_SCHEMA_REGISTRY_URL', fc.oneof(anyValue, pick('https://u:p@h', '""', ''))) ),
    sometimes(4, pem),
    sometimes(8, fc.oneof(
      setting('KAFKA_SASL_OAUTHBEARER_METHOD', pick('AWS', 'aws', 'GCP')),
      setting('KAFKA_SASL_OAUTHBEARER_AWS_REGION', pick('eu-west-1')),
      setting('KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN', anyValue),
      setting('KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID', anyValue),
    )),
  )
  .map((lines) => lines.filter((line) => line !== '').join('\n')); // prettier-ignore

const others = fc
  .array(
    fc.oneof(
      ...['S3_REGION', 'S3_ARN', 'S3_ACCESS_KEY', 'S3_SECRET', 'GCS_ACCESS_ID', 'GCS_SECRET', 'GCS_HMAC_ACCESS_ID', 'GCS_HMAC_SECRET', 'DYNAMODB_ARN', 'DYNAMODB_REGION', 'PG_HOST', 'PG_PORT', 'PG_DATABASE', 'PG_USER', 'PG_PASSWORD', 'PG_SSL_MODE'].map((one) => setting(one, anyValue)),
      setting('GCS_SERVICE_ACCOUNT_CREDENTIALS_JSON', pick('{"a": "b"}', "'{\"a\":1}'", 'x', '{{ tb_secret("J") }}')),
      mostly(pick('# note', '  # note'), pick('TAGS a', 'SCHEMA >\n  a String', 'FOO >\n  x', 'TYPE', '-- note', 'KAFKA_KEY_AVRO_DESERIALIZATION True', 'INCLUDE x', 'KAFKA_TOPIC x', 'KAFKA_BOOTSTRAP_SERVER x'), 3),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => lines.join('\n')); // prettier-ignore

export const connection: Text = fc
  .tuple(
    sometimes(12, setting('TYPE', fc.oneof({ weight: 6, arbitrary: pick('kafka', 'kafka', 'Kafka', "'kafka'", '"kafka"') }, { weight: 1, arbitrary: mostly(pick('s3', 'gcs', 'dynamodb', 'postgres'), pick('s3_iamrole', 'kafkaa', '{{ tb_secret("K", "kafka") }}', '', 'kafka x'), 4) })), 11),
    sometimes(5, description),
    sometimes(8, kafka, 7),
    sometimes(6, others),
    fc.constantFrom('\n', '\n', '\n\n', '\n# note\n'),
  )
  .map(([type, about, settings, more, between]) => [type, about, settings, more].filter((part) => part !== '').join(between) + '\n'); // prettier-ignore
