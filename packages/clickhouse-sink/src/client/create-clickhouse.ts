import type { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createRedactor } from '@proj/diagnostics';
import { parseAddress } from './address.js';
import { answerStream } from './answer-stream.js';
import { blockStream } from './block-stream.js';
import type { ClickHouse, ClickHouseOptions, QueryOptions, QueryStreamOptions } from './clickhouse.js';
import { endInserts } from './end-inserts.js';
import { InsertError, QueryError, type ToldServer } from './errors.js';
import { failureOfAnswer, failureOfError, type Failure } from './failure.js';
import { withoutSecrets } from './without-secrets.js';
import { insertSettings, REQUEST_TIMEOUT_MS } from './insert-settings.js';
import { insertStatement, type InsertStatement } from './insert-statement.js';
import { whyForeign, whyNotAcknowledged } from './own-answer.js';
import { storedEnd, storedOffsets } from './stored-offsets.js';
import { AnswerTooLongError, MAX_ERROR_BYTES, readAnswer } from './read-answer.js';

/** The longest answer that `query` reads by default. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

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
    endInserts: (queryIdPrefix) => endInserts(query, queryIdPrefix),
    storedOffsets: (range) => storedOffsets(query, range),
    storedEnd: (partition) => storedEnd(query, partition),
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
