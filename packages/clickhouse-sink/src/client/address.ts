import { IngestError } from '@proj/diagnostics';

/** Where ClickHouse is and who we are to it. */
export interface Address {
  /** `http(s)://host:port` and a path that is no database, without credentials. The only form that is ever shown. */
  readonly origin: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
}

/** Reads `http(s)://user:password@host:8123/database`. User and database are `default` when they are not given. */
export function parseAddress(url: string): Address {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badAddress();
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') throw badAddress();
  return {
    origin: parsed.origin,
    database: decodeURIComponent(parsed.pathname.replaceAll('/', '')) || 'default',
    username: decodeURIComponent(parsed.username) || 'default',
    password: decodeURIComponent(parsed.password),
  };
}

/** Does not quote the text: it may hold a password. */
const badAddress = (): IngestError =>
  new IngestError('clickhouse-sink/bad-url', 'The address of ClickHouse is not a URL of HTTP or HTTPS.', {
    retryable: false,
    hint: 'Write it as http(s)://user:password@host:8123/database.',
  });
