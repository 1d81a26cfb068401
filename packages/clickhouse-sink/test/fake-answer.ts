import { createServer, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What ClickHouse says of a query that it has done. */
export const ownHeaders = (queryId: string): Readonly<Record<string, string>> => ({
  'X-ClickHouse-Query-Id': queryId,
  'X-ClickHouse-Summary': '{"read_rows":"1","written_rows":"1"}',
});

/**
 * A server that reads each request to the end and answers the same: for answers that a healthy
 * ClickHouse never gives.
 */
export async function fakeAnswer(
  answer:
    | {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly text?: string;
      }
    | ((response: ServerResponse, queryId: string, query: string) => void),
): Promise<{ readonly url: string; readonly requests: readonly { readonly url: string; readonly bytes: number }[] }> {
  const requests: { url: string; bytes: number }[] = [];
  const server = createServer((request, response) => {
    let bytes = 0;
    const head: Buffer[] = [];
    request.on('data', (data: Buffer) => {
      if (bytes < 65_536) head.push(data);
      bytes += data.length;
    });
    request.on('end', () => {
      const url = request.url ?? '';
      requests.push({ url, bytes });
      const { searchParams } = new URL(url, 'http://x');
      // A query comes as the body; that of an insert in front of its data, in the address.
      const query = searchParams.get('query') ?? Buffer.concat(head).toString();
      if (typeof answer === 'function') answer(response, searchParams.get('query_id') ?? '', query);
      else response.writeHead(answer.status, answer.headers).end(answer.text ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${address.port}`, requests };
}
