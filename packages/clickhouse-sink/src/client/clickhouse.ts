import type { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import { createRedactor } from '@proj/diagnostics';
import type { Block, InsertRequest } from '../contract.js';
import { parseAddress } from './address.js';
import { answerStream } from './answer-stream.js';
import { blockStream } from './block-stream.js';
import { InsertError, QueryError, type ToldServer } from './errors.js';
import { failureOfAnswer, failureOfError, type Failure } from './failure.js';
import { withoutSecrets } from './without-secrets.js';
import { insertSettings, REQUEST_TIMEOUT_MS } from './insert-settings.js';
import { whyForeign, whyNotAcknowledged } from './own-answer.js';
import { AnswerTooLongError, MAX_ERROR_BYTES, readAnswer } from './read-answer.js';

/** Which server, and how patient to be with it. */
export interface ClickHouseOptions {
  /**
   * `http(s)://user:password@host:8123/database`; user and database are `default` when left out. A server that answers
   * under a path has it in front of the database: `https://host/path/database`.
   */
  readonly url: string;
  /** Instead of the URL's. */
  readonly database?: string;
  /** How long to wait for an answer. @default 130_000 */
  readonly requestTimeoutMs?: number;
}

/** What `query` reads at most, unless told otherwise. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** How a query is sent and answered. */
export interface QueryOptions {
  /** The format of the answer, unless the query names one. @default 'JSONEachRow' */
  readonly format?: string;
  /** What names without a database mean; an empty text leaves that to the server. @default the client's `database` */
  readonly database?: string;
  /** ClickHouse's settings for this query. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** How long an answer `query` takes, in bytes; a longer one rejects. @default 67_108_864 */
  readonly maxBytes?: number;
  /**
   * The secrets that the SQL holds, as references that may be shown: `{{ tb_secret("DAYS") }}`. ClickHouse quotes SQL in
   * its errors, in its own spelling, so an error of `query` or `command` then names these in place of what ClickHouse said.
   * @default none
   */
  readonly secretReferences?: readonly string[];
  readonly signal?: AbortSignal;
}

/** The options of `queryStream`: there is no limit on the answer, and its SQL is never built from secrets. */
export type QueryStreamOptions = Omit<QueryOptions, 'maxBytes' | 'secretReferences'>;

/** A ClickHouse server, spoken to over HTTP. Nothing that it rejects with holds the password. */
export interface ClickHouse {
  /** `http(s)://host:port`, for texts. */
  readonly origin: string;
  /** The database that names without one mean. */
  readonly database: string;
  /** Resolves with the server's version when it answers and takes our user; else rejects with a {@link QueryError}. */
  ping(): Promise<string>;
  /**
   * Runs a query and gives the answer as text. Rejects with a {@link QueryError}, also when something other than
   * ClickHouse answers.
   */
  query(sql: string, options?: QueryOptions): Promise<string>;
  /**
   * Runs a query and gives the bytes of the answer as they come, for answers of any size. Rejects with a
   * {@link QueryError} when nothing came; what goes wrong later destroys the stream with one. Destroying the stream ends
   * the query. Whoever reads may pause for as long as `requestTimeoutMs`.
   */
  queryStream(sql: string, options?: QueryStreamOptions): Promise<Readable>;
  /** Runs a statement whose answer does not matter. Rejects with a {@link QueryError}. */
  command(sql: string, options?: Omit<QueryOptions, 'format'>): Promise<void>;
  /**
   * Sends one block as exactly one insert. Resolves when ClickHouse itself has said that it has written it: an answer
   * with its headers, about this `queryId`, without a text. Rejects with an {@link InsertError} whose `action` says what
   * to do, within `requestTimeoutMs`. The block must not be reset meanwhile.
   */
  insert(request: InsertRequest): Promise<void>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/**
 * Makes a client. It connects when it is first used.
 *
 * @throws IngestError when the URL is none of HTTP; it does not quote it.
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
    // Below every server's own limit (10 s; 3 s in the cloud), so that no request goes into a closing connection.
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    compression: { request: false, response: false },
    log: { level: ClickHouseLogLevel.OFF },
  });

  interface Request {
    readonly query: string;
    readonly settings: Readonly<Record<string, string | number>>;
    readonly block?: Block;
    readonly queryId?: string;
    readonly signal?: AbortSignal;
  }

  /** One request, until its answer begins. */
  const exchange = ({ query: statement, settings, block, queryId, signal }: Request) =>
    client.exec({
      query: statement,
      clickhouse_settings: settings,
      // Errors are read here: the client's own reading forgets the HTTP status.
      ignore_error_response: true,
      ...(queryId === undefined ? {} : { query_id: queryId }),
      ...(signal ? { abort_signal: signal } : {}),
      ...(block ? { values: blockStream(block), http_headers: { 'Content-Length': String(block.byteLength) } } : {}),
    });

  type Answer = { readonly text: string; readonly headers: Readonly<Record<string, unknown>> };

  /** One request, until its answer was read: to the end, or as far as it is worth it. */
  async function send(request: Request, maxBytes: number): Promise<Answer | { readonly failure: Failure }> {
    const { block, signal } = request;
    if (signal?.aborted) return { failure: { network: 'ABORTED', text: '' } };
    try {
      const { stream, response_headers: headers, http_status_code: status } = await exchange(request);
      const code = headers['x-clickhouse-exception-code'];
      const failed = status !== 200 || code !== undefined;
      const limit = failed || block ? MAX_ERROR_BYTES : maxBytes;
      const atLimit = failed || block ? 'cut' : 'reject';
      const said = await readAnswer(stream, { maxBytes: limit, atLimit, ...(signal ? { signal } : {}) });
      if (failed || saysException(said, headers, block)) return { failure: failureOfAnswer(status, code, said) };
      return { text: said, headers };
    } catch (error) {
      if (error instanceof AnswerTooLongError) return { failure: { tooLong: true, text: error.message } };
      return { failure: signal?.aborted ? { network: 'ABORTED', text: '', cause: error } : failureOfError(error) };
    }
  }

  /** An insert has a deadline: neither the server nor what stands before it may keep the partition waiting for ever. */
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
    // The whole answer before its first byte, so that an error in the middle of it has its own status.
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
    // Nobody reads any more: nobody waits for the rest either.
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
    async insert({ database: into, table, block, token, queryId, signal }) {
      const columns = block.columns.map(quoteIdentifier).join(', ');
      const failure = await sendInsert({
        query: `INSERT INTO ${quoteIdentifier(into)}.${quoteIdentifier(table)} (${columns}) ${block.select === undefined ? '' : `${block.select} `}FORMAT Native`,
        settings: {
          ...insertSettings,
          ...block.settings,
          ...(token === undefined ? {} : { insert_deduplication_token: token }),
        },
        block,
        queryId,
        ...(signal ? { signal } : {}),
      });
      if (failure) throw new InsertError(`${into}.${table}`, failure, server);
    },
    close: () => client.close(),
  };
}

/** An exception after the headers had been sent. An insert's answer is empty when all is well; a query's may quote errors. */
function saysException(said: string, headers: Readonly<Record<string, unknown>>, block: Block | undefined): boolean {
  if (block) return /\bCode: \d+\. DB::Exception/.test(said);
  const tag = headers['x-clickhouse-exception-tag'];
  return typeof tag === 'string' && said.includes(`__exception__\r\n${tag}`);
}
