import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/**
 * A server, or a proxy in front of one, that answers every request with its own contents. Ends with
 * the test.
 */
export async function startEchoingServer(
  answer: (login: { readonly header: string; readonly decoded: string }) => {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly text: string;
  },
): Promise<{ readonly host: string; readonly logins: ReadonlySet<string> }> {
  const logins = new Set<string>();
  const server = createServer((request, response) => {
    const header = request.headers.authorization ?? 'none';
    logins.add(header);
    const decoded = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
    request.resume().on('end', () => {
      const { status, headers, text } = answer({ header, decoded });
      response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return { host: `127.0.0.1:${address.port}`, logins };
}
