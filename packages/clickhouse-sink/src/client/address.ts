import { IngestError } from '@proj/diagnostics';

/**
 * A part of a path of this length or more is a key, such as that of an embedded server, rather than
 * a name.
 */
const KEY_LENGTH = 16;

/** Where ClickHouse is, and the login it knows us by. */
export interface Address {
  /** `http(s)://host:port`, without credentials: the only form that is ever shown. */
  readonly origin: string;
  /**
   * Where on that server ClickHouse answers: `/`, or a path such as `/proxy/clickhouse`. Not shown:
   * it may hold a key.
   */
  readonly path: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** What no text may show, no matter which server repeats it. */
  readonly secrets: readonly string[];
}

/**
 * Reads `http(s)://user:password@host:8123/database`. User and database are `default` when they are
 * not given. Where the path has more parts, the last is the database, and ClickHouse answers under
 * those in front of it.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote it.
 */
export function parseAddress(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') throw badAddress('is not a URL of HTTP or HTTPS');
  const parts = parsed.pathname.split('/').filter((part) => part !== '');
  const database = parts.pop() ?? '';
  const username = decode(parsed.username) || 'default';
  const password = decode(parsed.password);
  return {
    origin: parsed.origin,
    path: `/${parts.join('/')}`,
    database: decode(database) || 'default',
    username,
    password,
    secrets: [
      ...(password === '' ? [] : [password, basicCredentials(username, password)]),
      ...parts.filter((part) => part.length >= KEY_LENGTH),
    ],
  };
}

/**
 * The database that the address of a ClickHouse names, `default` when it names none.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote the address: it may hold a
 *   password.
 * @example
 * clickhouseDatabase('https://ada:secret@example.com:8443/shop'); // => 'shop'
 */
export const clickhouseDatabase = (url: string): string => parseAddress(url).database;

/**
 * As the header of basic authentication has them, so that a short password is hidden there as well.
 */
const basicCredentials = (username: string, password: string): string =>
  Buffer.from(`${username}:${password}`).toString('base64').replace(/=+$/, '');

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
