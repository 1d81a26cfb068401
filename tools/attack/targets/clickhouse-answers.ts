import { parseType } from '@proj/clickhouse-types';
import { createBlockBuilder, createClickHouse, InsertError, QueryError, type ClickHouse } from '@proj/clickhouse-sink';
import { AnsweringServer, readAnswer, settled } from '../support/answering-server.js';
import { isGenuine } from '../support/genuine-answer.js';
import type { Answer, FuzzTarget } from '../fuzz/fuzz-target.js';

const TIMEOUT_MS = 200;
/** Generous, because machines are busy, but shorter than what counts as hanging. */
const PATIENCE_MS = 15_000;
const server = new AnsweringServer();
const builder = createBlockBuilder([{ name: 'a', type: parseType('String').type! }]);
for (let i = 0; i < 3; i++) {
  for (const writer of builder.writers) if (writer.form === 'text') writer.addText('x');
  builder.endRow();
}
const block = builder.finish();
let queries = 0;

/**
 * Answers to the ClickHouse client. Only ClickHouse's own count as an acknowledgement, and none
 * blocks the client.
 */
export const target: FuzzTarget = {
  name: 'clickhouse-answers',
  corpus: ['tools/attack/corpus/clickhouse-answers'],
  dictionary: [
    'insert ', 'query ', 'stream ', 'ping ', 'close\n', 'keep\n', 'reset\n', 'drip\n', 'flood\n', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.0 200\r\n', ' 500 ', ' 204 ', ' 302 ', ' 304 ', ' 407 ', '\r\n', '\r\n\r\n', '\n', 'Content-Length: 0\r\n', 'Content-Length: 99999999999\r\n', 'Content-Length: -1\r\n',
    'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', 'Connection: close\r\n', 'Connection: Upgrade\r\nUpgrade: x\r\n', 'Location: http://127.0.0.1:1/\r\n', 'X-ClickHouse-Query-Id: QUERY-ID\r\n', 'X-ClickHouse-Query-Id: other\r\n', 'X-ClickHouse-Exception-Code: 241\r\n', 'X-ClickHouse-Summary: {"written_rows":"3"}\r\n', 'X-ClickHouse-Server-Display-Name: x\r\n', 'X-ClickHouse-Exception-Tag: abcdefghijklmnop\r\n',
    '0\r\n\r\n', 'ffffffff\r\n', '5\r\nhello\r\n', 'Code: 60. DB::Exception: no (X) (version 1)', '\r\n__exception__\r\nabcdefghijklmnop\r\n', '<html>', '\0',
  ],
  maxBytes: 16_384,
  run: async (input) => {
    const { ask, ...raw } = readAnswer(input);
    const queryId = `fuzz-${queries++}`;
    const bytes = Buffer.from(raw.bytes.toString('latin1').replaceAll('QUERY-ID', queryId), 'latin1');
    server.answer = { ...raw, bytes };
    const client = createClickHouse({ url: await server.start(), requestTimeoutMs: TIMEOUT_MS });
    try {
      return await askFor(client, ask, queryId, bytes);
    } finally {
      server.dropConnections();
      await client.close();
    }
  },
}; // prettier-ignore

async function askFor(client: ClickHouse, ask: string, queryId: string, bytes: Buffer): Promise<Answer> {
  if (ask === 'query' || ask === 'ping') {
    const result = await settled(ask === 'ping' ? client.ping() : client.query('SELECT 1'), PATIENCE_MS);
    return 'value' in result ? 'accepted' : refused(result.error, QueryError);
  }
  if (ask === 'stream') {
    const result = await settled(readAll(client), PATIENCE_MS);
    return 'value' in result ? 'accepted' : refused(result.error, QueryError);
  }
  const result = await settled(client.insert({ database: 'd', table: 't', block, queryId }), PATIENCE_MS);
  if ('error' in result) return refused(result.error, InsertError);
  if (!isGenuine(bytes, queryId)) throw new Error('an insert was acknowledged by something that is not ClickHouse');
  return 'accepted';
}

async function readAll(client: ClickHouse): Promise<number> {
  let length = 0;
  // An endless answer is for the reader to end.
  for await (const chunk of await client.queryStream('SELECT 1')) {
    length += (chunk as Buffer).length;
    if (length > 1_000_000) break;
  }
  return length;
}

function refused(error: unknown, type: typeof InsertError | typeof QueryError): Answer {
  if (!(error instanceof type)) throw error;
  if (error.message.length > 2_000) throw new Error('an error message without end');
  return 'rejected';
}
