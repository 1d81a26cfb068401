import type { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createRedactor } from '@proj/diagnostics';
import type { InsertRequest } from '../contract.js';
import { parseAddress } from './address.js';
import { answerStream } from './answer-stream.js';
import { blockStream } from './block-stream.js';
import { InsertError, QueryError, type ToldServer } from './errors.js';
import { failureOfAnswer, failureOfError, type Failure } from './failure.js';
import { withoutSecrets } from './without-secrets.js';
import { insertSettings, REQUEST_TIMEOUT_MS } from './insert-settings.js';
import { insertStatement, type InsertStatement } from './insert-statement.js';
import { whyForeign, whyNotAcknowledged } from './own-answer.js';
import { AnswerTooLongError, MAX_ERROR_BYTES, readAnswer } from './read-answer.js';

/** Which server, and how patient to be with it. */
export interface ClickHouseOptions {
  /**
   * `http(s)://user:password@host:8123/database`; user and database are `default` when left out. A
   * server that answers under a path has it in front of the database: `https://host/path/database`.
   */
  readonly url: string;
  /** Instead of the URL's. */
  readonly database?: string;
  /** How long to wait for an answer. @default 130_000 */
  readonly requestTimeoutMs?: number;
}

/** The longest answer that `query` reads by default. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** How a query is sent and answered. */
export interface QueryOptions {
  /** The format of the answer, unless the query names one. @default 'JSONEachRow' */
  readonly format?: string;
  /**
   * What names without a database mean; an empty text leaves that to the server.
   * @default the client's `database`
   */
  readonly database?: string;
  /** ClickHouse's settings for this query. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** How long an answer `query` takes, in bytes; a longer one rejects. @default 67_108_864 */
  readonly maxBytes?: number;
  /**
   * The secrets that the SQL holds, as references that may be shown: `{{ tb_secret("DAYS") }}`.
   * ClickHouse quotes SQL in its errors, in its own spelling, so an error of `query` or `command`
   * then names these in place of what ClickHouse said.
   * @default none
   */
  readonly secretReferences?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * The options of `queryStream`: there is no limit on the answer, and its SQL is never built from
 * secrets.
 */
export type QueryStreamOptions = Omit<QueryOptions, 'maxBytes' | 'secretReferences'>;

/** A ClickHouse server, reached over HTTP. No error of it holds the password. */
export interface ClickHouse {
  /** `http(s)://host:port`, for display. */
  readonly origin: string;
  /** The database that names without one mean. */
  readonly database: string;
  /**
   * Resolves with the server's version once it has accepted our login, and rejects with a
   * {@link QueryError} otherwise.
   */
  ping(): Promise<string>;
  /**
   * Runs a query and resolves with the answer as text. Rejects with a {@link QueryError}, also when
   * the answer does not come from ClickHouse.
   */
  query(sql: string, options?: QueryOptions): Promise<string>;
  /**
   * Runs a query and streams the bytes of the answer as they arrive, whatever its size. Rejects
   * with a {@link QueryError} when there is no answer; a later failure destroys the stream with
   * one. Destroying the stream ends the query. The reader may pause for up to `requestTimeoutMs`.
   */
  queryStream(sql: string, options?: QueryStreamOptions): Promise<Readable>;
  /** Runs a statement whose answer does not matter. Rejects with a {@link QueryError}. */
  command(sql: string, options?: Omit<QueryOptions, 'format'>): Promise<void>;
  /**
   * Sends one block as exactly one insert. Resolves when ClickHouse itself has confirmed that it is
   * written: an answer with ClickHouse's headers, about this `queryId`, with an empty body.
   * Otherwise rejects within `requestTimeoutMs`, with an {@link InsertError} whose `action` says
   * what to do. The block must not be reset before that.
   */
  insert(request: InsertRequest): Promise<void>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/**
 * Creates a client, which connects when it is first used.
 *
 * @throws IngestError when the URL is not an HTTP URL. The error does not quote it.
 */
export function createClickHouse(options: ClickHouseOptions): ClickHouse {
  const address = parseAddress(options.url);
  const { origin } = address;
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  const server: ToldServer = { origin, redact: createRedactor(address.secrets) };
  const database = options.database ?? address.database;
  const client = createClient({
    url: origin,
    pathname: address.path,
    username: address.username,
    password: address.password,
    request_timeout: requestTimeoutMs,
    max_open_connections: 64,
    // Below every server's own limit (10 s; 3 s in the cloud), so that no request goes into a
    // closing connection.
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    compression: { request: false, response: false },
    log: { level: ClickHouseLogLevel.OFF },
  });

  interface Request {
    readonly query: string;
    readonly settings: Readonly<Record<string, string | number>>;
    readonly body?: InsertStatement['body'];
    readonly queryId?: string;
    readonly signal?: AbortSignal;
  }

  /** One request, until its answer begins. */
  const exchange = ({ query: statement, settings, body, queryId, signal }: Request) =>
    client.exec({
      query: statement,
      clickhouse_settings: settings,
      // Errors are read here: the client's own reading forgets the HTTP status.
      ignore_error_response: true,
      ...(queryId === undefined ? {} : { query_id: queryId }),
      ...(signal ? { abort_signal: signal } : {}),
      ...(body ? { values: blockStream(body), http_headers: { 'Content-Length': String(body.byteLength) } } : {}),
    });

  type Answer = { readonly text: string; readonly headers: Readonly<Record<string, unknown>> };

  /** One request, until its answer has been read: to the end, or as far as is useful. */
  async function send(request: Request, maxBytes: number): Promise<Answer | { readonly failure: Failure }> {
    const { body, signal } = request;
    if (signal?.aborted) return { failure: { network: 'ABORTED', text: '' } };
    try {
      const { stream, response_headers: headers, http_status_code: status } = await exchange(request);
      const code = headers['x-clickhouse-exception-code'];
      const failed = status !== 200 || code !== undefined;
      const limit = failed || body ? MAX_ERROR_BYTES : maxBytes;
      const atLimit = failed || body ? 'cut' : 'reject';
      const said = await readAnswer(stream, { maxBytes: limit, atLimit, ...(signal ? { signal } : {}) });
      if (failed || saysException(said, headers, body !== undefined))
        return { failure: failureOfAnswer(status, code, said) };
      return { text: said, headers };
    } catch (error) {
      if (error instanceof AnswerTooLongError) return { failure: { tooLong: true, text: error.message } };
      return { failure: signal?.aborted ? { network: 'ABORTED', text: '', cause: error } : failureOfError(error) };
    }
  }

  /**
   * An insert has a deadline, so that neither the server nor a proxy keeps the partition waiting
   * forever.
   */
  async function sendInsert(request: Request & { readonly queryId: string }): Promise<Failure | undefined> {
    const deadline = AbortSignal.timeout(requestTimeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const answer = await send({ ...request, signal }, MAX_ERROR_BYTES);
    if ('text' in answer) {
      const unacknowledged = whyNotAcknowledged(answer.headers, answer.text, request.queryId);
      return unacknowledged === undefined ? undefined : { httpStatus: 200, unacknowledged, text: answer.text };
    }
    const timedOut = deadline.aborted && request.signal?.aborted !== true;
    return timedOut ? { ...answer.failure, network: 'TIMEOUT' } : answer.failure;
  }

  const queryRequest = (
    sql: string,
    { format = 'JSONEachRow', database: into = database, settings = {}, signal }: QueryOptions,
    more: Request['settings'],
  ): Request => ({
    query: sql,
    settings: { default_format: format, ...more, ...(into === '' ? {} : { database: into }), ...settings },
    ...(signal ? { signal } : {}),
  });

  async function query(sql: string, options: QueryOptions = {}): Promise<string> {
    // The whole answer before its first byte, so that an error in the middle of it has its own
    // status.
    const answer = await send(
      queryRequest(sql, options, { wait_end_of_query: 1 }),
      options.maxBytes ?? MAX_ANSWER_BYTES,
    );
    if ('failure' in answer) throw new QueryError(withoutSecrets(answer.failure, options.secretReferences), server);
    const unacknowledged = whyForeign(answer.headers);
    if (unacknowledged === undefined) return answer.text;
    throw new QueryError({ httpStatus: 200, unacknowledged, text: answer.text }, server);
  }

  async function queryStream(sql: string, options: QueryStreamOptions = {}): Promise<Readable> {
    // When the reader leaves, the server need not finish the query.
    const request = queryRequest(sql, options, { cancel_http_readonly_queries_on_client_close: 1 });
    const fail = (failure: Failure): never => {
      throw new QueryError(failure, server);
    };
    if (request.signal?.aborted) fail({ network: 'ABORTED', text: '' });
    const answer = await exchange(request).catch((error: unknown) => fail(failureOfError(error)));
    const { response_headers: headers, http_status_code: status } = answer;
    const code = headers['x-clickhouse-exception-code'];
    const isFine = status === 200 && code === undefined;
    const unacknowledged = isFine ? whyForeign(headers) : undefined;
    if (isFine && unacknowledged === undefined) return answerStream(answer.stream, headers, { server, status });
    const said = await readAnswer(answer.stream, { maxBytes: MAX_ERROR_BYTES, atLimit: 'cut' }).catch(
      (error: unknown) => fail(failureOfError(error)),
    );
    if (unacknowledged !== undefined) return fail({ httpStatus: 200, unacknowledged, text: said });
    return fail(failureOfAnswer(status, code, said));
  }

  return {
    origin,
    database,
    query,
    queryStream,
    ping: async () => (await query('SELECT version()', { format: 'TSVRaw', database: '' })).trim(),
    async command(sql, options) {
      await query(sql, options);
    },
    async insert(request) {
      const { query: statement, settings, body } = insertStatement(request);
      const { token, queryId, signal } = request;
      const failure = await sendInsert({
        query: statement,
        settings: {
          ...insertSettings,
          ...settings,
          ...(token === undefined ? {} : { insert_deduplication_token: token }),
        },
        body,
        queryId,
        ...(signal ? { signal } : {}),
      });
      if (failure) throw new InsertError(`${request.database}.${request.table}`, failure, server);
    },
    close: () => client.close(),
  };
}

/**
 * Whether an exception follows the headers. The answer to a good insert is empty, while that to a
 * query may quote errors.
 */
function saysException(said: string, headers: Readonly<Record<string, unknown>>, isInsert: boolean): boolean {
  if (isInsert) return /\bCode: \d+\. DB::Exception/.test(said);
  const tag = headers['x-clickhouse-exception-tag'];
  return typeof tag === 'string' && said.includes(`__exception__\r\n${tag}`);
}
