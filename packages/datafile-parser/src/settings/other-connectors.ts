import type { Connector, FileKind, SettingDefinition } from './definition.js';

const BOTH: readonly FileKind[] = ['connection', 'datasource'];

/**
 * Settings that the language has and this runner has no use for. They are known, so that a file that holds
 * them is understood, and it is said that they do nothing here.
 */
export const otherConnectorSettings: readonly SettingDefinition[] = [
  other('S3_REGION', 's3', 'The AWS region of the bucket.'),
  other('S3_ARN', 's3', 'The AWS role to assume.'),
  other('S3_ACCESS_KEY', 's3', 'The access key id.'),
  other('S3_SECRET', 's3', 'The secret access key.'),
  { ...other('GCS_SERVICE_ACCOUNT_CREDENTIALS_JSON', 'gcs', 'The service account key.'), block: 'allowed' },
  other('GCS_HMAC_ACCESS_ID', 'gcs', 'The HMAC access id.'),
  other('GCS_HMAC_SECRET', 'gcs', 'The HMAC secret.'),
  other('GCS_ACCESS_ID', 'gcs', 'The same as GCS_HMAC_ACCESS_ID.'),
  other('GCS_SECRET', 'gcs', 'The same as GCS_HMAC_SECRET.'),
  other('DYNAMODB_ARN', 'dynamodb', 'The AWS role to assume.'),
  other('DYNAMODB_REGION', 'dynamodb', 'The AWS region of the table.'),
  ...['HOST', 'PORT', 'DATABASE', 'USER', 'PASSWORD', 'SSL_MODE', 'CONNECTION_NAME', 'TABLE'].map((name) =>
    other(`PG_${name}`, 'postgres', 'Part of a Postgres connection.', BOTH),
  ),
  imported('IMPORT_CONNECTION_NAME', 'The name of the connection to import with.'),
  imported('IMPORT_BUCKET_URI', 'The files to import.'),
  imported('IMPORT_SCHEDULE', 'When to import.'),
  imported('IMPORT_FROM_TIMESTAMP', 'Import only newer files.'),
  imported('IMPORT_FORMAT', 'csv, ndjson or parquet.'),
  imported('IMPORT_TABLE_ARN', 'The DynamoDB table.'),
  imported('IMPORT_EXPORT_BUCKET', 'The bucket for DynamoDB exports.'),
  imported('IMPORT_QUERY', 'The query to import.'),
];

function other(
  name: string,
  connector: Connector,
  documentation: string,
  files: readonly FileKind[] = ['connection'],
): SettingDefinition {
  return { name, files, connector, value: 'text', block: 'never', mayBeEmpty: true, documentation };
}

function imported(name: string, documentation: string): SettingDefinition {
  return {
    ...other(name, 'import', documentation, ['datasource']),
    block: name === 'IMPORT_QUERY' ? 'allowed' : 'never',
  };
}
