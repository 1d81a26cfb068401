import { IngestError } from '@proj/diagnostics';

/** Where ClickHouse is and who we are to it. */
export interface Address {
  /** `http(s)://host:port`, without credentials: the only form that is ever shown. */
  readonly origin: string;
  /** Where on that server ClickHouse answers: `/`, or a path such as `/proxy/clickhouse`. Not shown: it may hold a key. */
  readonly path: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Reads `http(s)://user:password@host:8123/database`. User and database are `default` when they are not given. Where
 * the path has more parts, the last is the database, and ClickHouse answers under those in front of it.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote it.
 */
export function parseAddress(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') throw badAddress('is not a URL of HTTP or HTTPS');
  const parts = parsed.pathname.split('/').filter((part) => part !== '');
  const database = parts.pop() ?? '';
  return {
    origin: parsed.origin,
    path: `/${parts.join('/')}`,
    database: decode(database) || 'default',
    username: decode(parsed.username) || 'default',
    password: decode(parsed.password),
  };
}

/**
 * The database that the address of a ClickHouse names, `default` when it names none.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote the address: it may hold a password.
 * @example
 * clickhouseDatabase('https://ada:secret@example.com:8443/shop'); // => 'shop'
 */
export const clickhouseDatabase = (url: string): string => parseAddress(url).database;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badAddress('has a % that begins no escape such as %40');
  }
}

/** Does not quote the text: it may hold a password. */
const badAddress = (why: string): IngestError =>
  new IngestError('clickhouse-sink/bad-url', `The address of ClickHouse ${why}.`, {
    retryable: false,
    hint: 'Write it as http(s)://user:password@host:8123/database, with %25 for a % in the password.',
  });
