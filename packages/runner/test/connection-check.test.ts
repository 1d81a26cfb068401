import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
let closed: string;
beforeEach(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-connection-'));
  closed = await closedPort();
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
const plain = (servers: string): string =>
  `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${servers}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n`;

/** An address where a server listened a moment ago, and none does now. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

async function check(name: string, ...more: string[]) {
  const io = recordingIo({ terminal: false, cwd, env: { PASSWORD: 'planted-password', SERVERS: closed } });
  return { code: await main(['connection', 'check', name, ...more], io), out: io.outText(), err: io.errText() };
}

it('connection check names the step at which a server that is down fails, and what to do, with exit code 1', async () => {
  write('shop.connection', plain(closed));
  const { code, out, err } = await check('shop');
  expect([code, err]).toEqual([1, '']);
  const [resolved, connected, problem] = out.split('\n');
  expect(resolved).toMatch(/^✓ resolve +\d+ ms {2}127\.0\.0\.1:\d+/);
  expect(connected).toMatch(/^✗ connect +\d+ ms {2}127\.0\.0\.1:\d+$/);
  expect(problem).toContain(`nothing listens at ${closed}.`);
});

it('connection check reports the same steps as JSON', async () => {
  write('shop.connection', plain(closed));
  const { code, out } = await check('shop', '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    connection: 'shop',
    ok: false,
    steps: [
      { kind: 'resolve', subject: closed, ok: true },
      { kind: 'connect', subject: closed, ok: false, problem: { code: 'kafka/refused' } },
    ],
  });
});

it('connection check answers an unknown name with a suggestion, as wrong usage', async () => {
  write('shop.connection', plain(closed));
  expect(await check('shpo')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean shop?') });
  expect(await check('warehouse')).toMatchObject({ code: 2, err: expect.stringContaining('There are: shop.') });
});

it('connection check accepts the path of a connection file', async () => {
  mkdirSync(path.join(cwd, 'p', 'connections'), { recursive: true });
  write('p/connections/shop.connection', plain(closed));
  expect((await check('p/connections/shop.connection')).out).toContain(`✓ resolve`);
});

it('connection check does not try a connection with a mistake, and ignores mistakes in others', async () => {
  write('shop.connection', plain(closed));
  write('wrong.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVER b:9092\n');
  expect((await check('shop')).err).toBe('');
  const { code, out, err } = await check('wrong');
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain('wrong.connection:2:1');
});

it('connection check reports a mistake in an included file at its place there', async () => {
  mkdirSync(path.join(cwd, 'includes'));
  write('includes/login.incl', 'KAFKA_SECURITY_PROTOCOL PLAINTEXTT\n');
  write('shop.connection', `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${closed}\nINCLUDE includes/login.incl\n`);
  const { code, err } = await check('shop');
  expect(code).toBe(3);
  expect(err).toContain('includes/login.incl:1:25');
  expect(err.match(/ - error /g)).toHaveLength(1);
});

it('connection check prints no secret, neither from the login nor from a setting it was put in by mistake', async () => {
  const secret = '{{ tb_secret("PASSWORD") }}';
  const login = `KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\nKAFKA_KEY ${secret}\nKAFKA_SECRET ${secret}\n`;
  write('shop.connection', `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS {{ tb_secret("SERVERS") }}\n${login}`);
  write('wrong.connection', `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${closed}\nKAFKA_SECURITY_PROTOCOL ${secret}\n`);
  write(
    'missing.connection',
    `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${closed}\n${login}KAFKA_SASL_MECHANISM {{ tb_secret("NOT_SET") }}\n`,
  );
  const down = await check('shop');
  expect([down.code, down.out]).toEqual([1, expect.stringContaining('✗ connect')]);
  const json = await check('shop', '--format', 'json');
  const wrong = await check('wrong');
  const missing = await check('missing');
  expect([wrong.code, missing.code]).toEqual([3, 3]);
  expect(missing.err).toContain('NOT_SET');
  const all = [down, json, wrong, missing].map(({ out, err }) => out + err).join('');
  expect(all).not.toContain('planted');
});
