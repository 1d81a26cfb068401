import { describe, expect, it, onTestFinished } from 'vitest';
import { findLeaks, writtenFiles, type Written } from '../support/find-leaks.js';
import { consuming, kafkaIngest, start, writtenBy } from '../support/kafka-ingest.js';
import { orders, projectFolder } from '../support/project.js';
import { writtenTables } from '../support/written-tables.js';

const secret = 'planted $pass%20"word\\3e9a/+';
const secrets = { PASSWORD: secret };
const leaks = (text: string): readonly string[] => findLeaks([{ where: 'text', text }], secrets);

describe('a secret is found', () => {
  it.each([
    ['as it is', `password ${secret}.`],
    ['in JSON', JSON.stringify({ message: `the password is ${secret}!` })],
    ['in JSON within JSON', JSON.stringify({ line: JSON.stringify({ password: secret }) })],
    ['in a URL', `http://user:${encodeURIComponent(secret)}@host/`],
    ['in a form', new URLSearchParams({ client_secret: secret }).toString()],
    ['in a query', `SELECT '${secret.replaceAll('\\', '\\\\')}'`],
    ['in hexadecimal', Buffer.from(`x${secret}y`).toString('hex')],
    ['as basic authentication', `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`],
    ['as basic authentication of a longer name', `Basic ${Buffer.from(`user1:${secret}`).toString('base64')}`],
    ['as basic authentication of a still longer name', `Basic ${Buffer.from(`user12:${secret}`).toString('base64')}`],
    ['in Base64 for URLs', Buffer.from(`{"p":"${secret}","q":1}`).toString('base64url')],
  ])('%s', (_, text) => {
    const found = leaks(text);
    expect(found).not.toEqual([]);
    expect(found.join()).not.toContain('planted');
  });

  it('a secret is found by a single line of a key', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----';
    expect(findLeaks([{ where: 'log', text: 'bad line MC4CAQAwBQYDK2VwBCIEIA==' }], { KEY: key })).toEqual([
      'log: KEY by its line',
    ]);
    expect(findLeaks([{ where: 'log', text: 'begins with -----BEGIN PRIVATE KEY-----' }], { KEY: key })).toEqual([]);
  });

  it('nothing but a secret is found', () => {
    expect(leaks('the password is [redacted]; planted, pass and word alone are not secrets')).toEqual([]);
  });
});

/**
 * Words that are not secret are printed; finding each of them proves that the output in question is
 * searched.
 */
it('is searched for in everything a command prints, logs, stores and writes', async () => {
  const words = { HOST: 'planted-host-5e.invalid', WORD: 'planted "word" 5e' };
  const project = await projectFolder({
    'broker.connection': `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${words.HOST}:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n`,
    'orders.datasource': orders({ topic: 'orders', group: 'orders' }),
  });
  onTestFinished(() => project.remove());
  const at = ['--project', project.path];
  const found = (written: readonly Written[]): readonly string[] => findLeaks(written, words);

  const wrong = ['connection', 'check', words.WORD, ...at];
  expect(found(writtenBy('check', await kafkaIngest(wrong)))).toContain('stderr of check: WORD as it is');
  const json = ['connection', 'check', 'broker', ...at, '--format', 'json'];
  expect(found(writtenBy('json', await kafkaIngest(json)))).toContain('stdout of json: HOST as it is');

  const running = start(['run', ...at, '--log-format', 'json']);
  const url = await consuming(running, project.path);
  await running.says(/host name of/);
  expect(found(writtenBy('run', running))).toContain('stderr of run: HOST as it is');

  await execute(url, `CREATE TABLE orders_ops (text String) ORDER BY text COMMENT '${words.HOST}'`);
  await execute(url, `INSERT INTO orders_ops VALUES ('${words.WORD}')`);
  const inTables = found(await writtenTables(url));
  expect(inTables.filter((one) => one.includes('orders_ops'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^table .*: HOST as it is$/),
      expect.stringMatching(/^table .*: WORD as JSON$/),
    ]),
  );
  expect(found(await writtenFiles(project.path)).filter((one) => one.startsWith('.kafka-ingest'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/HOST as it is$/), expect.stringMatching(/WORD as it is$/)]),
  );
  running.kill('SIGTERM');
  await running.exit;
});

async function execute(url: string, query: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: query });
  if (!response.ok) throw new Error(await response.text());
}
