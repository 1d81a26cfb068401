import type { Connector, FileKind, SettingDefinition } from './definition.js';

const BOTH: readonly FileKind[] = ['connection', 'datasource'];

/**
 * Settings of the language that this runner does not use. They are recognised, so that a file with
 * them is understood, and reported as having no effect here.
 */
export const otherConnectorSettings: readonly SettingDefinition[] = [
  other('S3_REGION', 's3', 'eu-west-1', 'The AWS region of the bucket.'),
  other('S3_ARN', 's3', 'arn:aws:iam::123456789012:role/reader', 'The AWS role to assume.'),
  other('S3_ACCESS_KEY', 's3', '{{ tb_secret("S3_ACCESS_KEY") }}', 'The access key id.'),
  other('S3_SECRET', 's3', '{{ tb_secret("S3_SECRET") }}', 'The secret access key.'),
  {
    ...other(
      'GCS_SERVICE_ACCOUNT_CREDENTIALS_JSON',
      'gcs',
      '{{ tb_secret("GCS_CREDENTIALS") }}',
      'The key of the service account, as JSON.',
    ),
    block: 'allowed',
  },
  other('GCS_HMAC_ACCESS_ID', 'gcs', '{{ tb_secret("GCS_ACCESS_ID") }}', 'The id of the HMAC key.'),
  other('GCS_HMAC_SECRET', 'gcs', '{{ tb_secret("GCS_SECRET") }}', 'The secret of the HMAC key.'),
  other('GCS_ACCESS_ID', 'gcs', '{{ tb_secret("GCS_ACCESS_ID") }}', 'The older name of GCS_HMAC_ACCESS_ID.'),
  other('GCS_SECRET', 'gcs', '{{ tb_secret("GCS_SECRET") }}', 'The older name of GCS_HMAC_SECRET.'),
  other('DYNAMODB_ARN', 'dynamodb', 'arn:aws:iam::123456789012:role/reader', 'The AWS role to assume.'),
  other('DYNAMODB_REGION', 'dynamodb', 'eu-west-1', 'The AWS region of the table.'),
  postgres('HOST', 'db.example.com', 'The host of the server.'),
  postgres('PORT', '5432', 'The port of the server.'),
  postgres('DATABASE', 'shop', 'The database.'),
  postgres('USER', 'reader', 'The user.'),
  postgres('PASSWORD', '{{ tb_secret("PG_PASSWORD") }}', 'The password.'),
  postgres('SSL_MODE', 'require', 'How the connection is encrypted, in the terms of Postgres.'),
  postgres('CONNECTION_NAME', 'shop_postgres', 'The name of the .connection file.'),
  postgres('TABLE', 'orders', 'The table to read.'),
  imported('IMPORT_CONNECTION_NAME', 'shop_bucket', 'The name of the .connection file to import with.'),
  imported('IMPORT_BUCKET_URI', 's3://shop/orders/*.csv', 'The files to import.'),
  imported('IMPORT_SCHEDULE', '@auto', 'When to import: `@auto`, `@on-demand` or `@once`.'),
  imported('IMPORT_FROM_TIMESTAMP', '2026-01-01T00:00:00Z', 'Import only files newer than this.'),
  imported('IMPORT_FORMAT', 'csv', 'The format of the files: csv, ndjson or parquet.'),
  imported(
    'IMPORT_TABLE_ARN',
    'arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
    'The DynamoDB table to import, and whose changes to follow.',
  ),
  imported('IMPORT_EXPORT_BUCKET', 'shop-exports', 'The bucket through which the DynamoDB table is exported.'),
  imported('IMPORT_QUERY', 'SELECT * FROM orders', 'The query whose rows are imported.'),
];

function other(
  name: string,
  connector: Connector,
  value: string,
  documentation: string,
  files: readonly FileKind[] = ['connection'],
): SettingDefinition {
  const example = `${name} ${value}`;
  return { name, files, connector, value: 'text', block: 'never', mayBeEmpty: true, documentation, example };
}

function postgres(name: string, value: string, documentation: string): SettingDefinition {
  return other(`PG_${name}`, 'postgres', value, documentation, BOTH);
}

function imported(name: string, value: string, documentation: string): SettingDefinition {
  return {
    ...other(name, 'import', value, documentation, ['datasource']),
    block: name === 'IMPORT_QUERY' ? 'allowed' : 'never',
  };
}
