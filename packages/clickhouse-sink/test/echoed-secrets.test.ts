import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createClickHouse } from '../src/index.js';
import { fakeAnswer } from './fake-answer.js';

const PASSWORD = 'p&ss "wörd"/+%41';

/** A server that repeats what it was sent, in any form. */
async function echo(form: (header: string) => string, status: number): Promise<string> {
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'text/plain' }).end(form(authorization));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

const decoded = (header: string): string => Buffer.from(header.replace('Basic ', ''), 'base64').toString();

const forms: readonly (readonly [string, (header: string) => string])[] = [
  ['its header', (header) => `Authorization: ${header}`],
  ['its header in JSON in a URL', (header) => `/login?sent=${encodeURIComponent(JSON.stringify({ header }))}`],
  ['what its header holds', (header) => `no such login: ${decoded(header)}`],
  ['what its header holds, in JSON', (header) => JSON.stringify({ login: decoded(header) })],
  ['what its header holds, in HTML', (header) => decoded(header).replaceAll(/[&"<>/]/g, (c) => `&#${c.charCodeAt(0)};`)],
  ['what its header holds, in a URL', (header) => `back=${encodeURIComponent(decoded(header))}`],
  ['its header, so that it is cut in the middle', (header) => `${'x'.repeat(278)} ${header}`],
  ['its header, after an exception', (header) => `Code: 516. DB::Exception: ${header}: Authentication failed`],
]; // prettier-ignore

/**
 * A secret of three letters is looked for only in the header: elsewhere it could be part of a word.
 */
const cases = forms.flatMap(([name, form]) => [
  ['ada', PASSWORD, name, form] as const,
  ...(name.startsWith('what') ? [] : [['ada', 'abc', name, form] as const]),
]);

it.each(cases)(
  'of %s with password %j a server that echoes %s gets nothing into an error',
  async (user, password, _, form) => {
    const host = await echo(form, 401);
    const client = createClickHouse({ url: `http://${user}:${encodeURIComponent(password)}@${host}/shop` });
    onTestFinished(() => client.close());
    const text = String(await client.query('SELECT 1').catch((error: unknown) => error));
    expect(text).toMatch(/answered with HTTP 401|error 516/);
    expect(text).toMatch(/\[redacted\]|x{200}/);
    const encoded = Buffer.from(`${user}:${password}`).toString('base64').slice(0, 8);
    expect(text).not.toContain(encoded);
    expect(text).not.toContain('p&ss');
    expect(text).not.toContain('rd"/');
    expect(text).not.toContain('abc');
    const insert = client.insert({ database: 'shop', table: 't', block: { byteLength: 0, columnCount: 0, columns: ['a'], parts: [], rows: 0, settings: {}, filtered: () => ({ structure: '', source: '', select: '', settings: {} }) }, queryId: 'q' }); // prettier-ignore
    expect(String(await insert.catch((error: unknown) => error))).not.toContain(encoded);
    const stream = client.queryStream('SELECT 1').then((answer) => buffer(answer));
    expect(String(await stream.catch((error: unknown) => error))).not.toContain(encoded);
  },
);

it('what a server says cannot move a cursor, begin a line or turn the text around', async () => {
  const { url } = await fakeAnswer({
    status: 500,
    headers: { 'x-clickhouse-exception-code': '60' },
    text: 'Code: 60. DB::Exception: \u001B[2J\u009B1A\r\u202EINFO\u2028all is well\u0007',
  });
  const client = createClickHouse({ url });
  onTestFinished(() => client.close());
  const text = String(await client.query('SELECT 1').catch((error: unknown) => error));
  expect(text).toContain('It said: \\x1B[2J\\x9B1A\\r\\u{202E}INFO\\u{2028}all is well\\x07.');
});
