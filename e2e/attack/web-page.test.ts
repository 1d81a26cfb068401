/// <reference lib="dom" />
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse, type EmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startBrowser, type Browser, type Page } from '../../tools/servers/browser.js';
import { ask } from '../support/clickhouse.js';

/*
 * A web page from anywhere, open in a browser on the machine where the embedded ClickHouse runs. It
 * knows the port: trying them all takes a page a minute.
 */

const REBOUND = 'rebound.example';
const SECRET = 'what-only-the-owner-may-read';

let folder: string;
let clickhouse: EmbeddedClickHouse;
let attacker: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kafka-ingest-web-page-'));
  clickhouse = await startEmbeddedClickHouse({ dataFolder: path.join(folder, 'clickhouse') });
  await query('CREATE TABLE notes (note String) ENGINE = MergeTree ORDER BY note');
  await query(`INSERT INTO notes VALUES ('${SECRET}')`);
  attacker = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Win a prize</title>');
  });
  await new Promise<void>((done) => attacker.listen(0, '127.0.0.1', done));
  browser = await startBrowser(`--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`);
});

afterAll(async () => {
  await browser?.close();
  attacker?.close();
  await clickhouse?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(attacker.address() as AddressInfo).port}/`);
  return () => page.close();
});

const query = (statement: string): Promise<Response> => fetch(clickhouse.url, { method: 'POST', body: statement });

const notes = async (): Promise<readonly string[]> =>
  (await ask<{ readonly note: string }>(clickhouse.url, 'SELECT note FROM notes ORDER BY note')).map(
    ({ note }) => note,
  );

const READ = 'SELECT note FROM notes';
const write = (way: string): string => `INSERT INTO notes VALUES ('by ${way}')`;

/**
 * Every way in which a page can send a request. Each returns the part of the answer that the page
 * could read.
 */
const waysToWrite: Readonly<Record<string, (address: string, statement: string) => Promise<string>>> = {
  'fetch without CORS': async (address, statement) => {
    const answer = await fetch(address, { method: 'POST', mode: 'no-cors', body: statement });
    return answer.text();
  },
  'fetch with CORS': async (address, statement) => {
    const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: statement });
    return answer.text();
  },
  'fetch after a preflight': async (address, statement) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'X-ClickHouse-User': 'default' },
      body: statement,
    });
    return answer.text();
  },
  'a beacon': (address, statement) => Promise.resolve(String(navigator.sendBeacon(address, statement))),
  'a form': (address, statement) =>
    new Promise((resolve) => {
      const frame = Object.assign(document.createElement('iframe'), { name: `f${Math.random()}` });
      const form = Object.assign(document.createElement('form'), {
        action: address,
        method: 'POST',
        enctype: 'text/plain',
        target: frame.name,
      });
      // The "=" that a form puts between name and value ends up in a comment.
      form.append(Object.assign(document.createElement('input'), { name: `${statement} -- `, value: '' }));
      document.body.append(frame, form);
      frame.onload = () => resolve('sent');
      form.submit();
      setTimeout(() => resolve('sent'), 2_000);
    }),
};

const waysToRead: Readonly<Record<string, (address: string, statement: string) => Promise<string>>> = {
  'fetch with CORS': async (address, statement) =>
    (await fetch(`${address}?query=${encodeURIComponent(statement)}&add_http_cors_header=1`)).text(),
  'fetch without CORS': async (address, statement) =>
    (await fetch(`${address}?query=${encodeURIComponent(statement)}`, { mode: 'no-cors' })).text(),
  'a script': (address, statement) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      const asScript = `SELECT concat('window.stolen=', toJSONString(note)) FROM (${statement}) FORMAT TSVRaw`;
      script.src = `${address}?query=${encodeURIComponent(asScript)}`;
      const done = (): void => resolve(String((window as { stolen?: string }).stolen));
      script.onload = done;
      script.onerror = done;
      document.body.append(script);
    }),
  'a frame': (address, statement) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = `${address}?query=${encodeURIComponent(statement)}`;
      frame.onload = () => {
        try {
          resolve(frame.contentDocument?.body.textContent ?? 'nothing to be seen');
        } catch (error) {
          resolve(String(error));
        }
      };
      document.body.append(frame);
    }),
};

/** Everything a page can try without the key. */
const addresses = (): readonly string[] => {
  const { origin } = new URL(clickhouse.url);
  return ['/', '/default', '/play', '/ping', `/${'0'.repeat(32)}/default`].map((where) => `${origin}${where}`);
};

/** Runs one way in the page, which may be refused by the browser. */
const inPage = (way: (address: string, statement: string) => Promise<string>, address: string, statement: string) =>
  page
    .evaluate(`(${way.toString()})(${JSON.stringify(address)}, ${JSON.stringify(statement)})`)
    .then(String, (error: unknown) => String(error));

it.each(Object.keys(waysToWrite))('a page of another origin cannot write by %s', async (way) => {
  for (const address of addresses()) await inPage(waysToWrite[way]!, address, write(way));
  // The browser decides when to send a beacon or a form; a later request arrives after them.
  await inPage(waysToWrite['fetch without CORS']!, addresses()[0]!, 'SELECT 1');
  expect(await notes()).toEqual([SECRET]);
});

it.each(Object.keys(waysToRead))('a page of another origin cannot read by %s', async (way) => {
  for (const address of addresses()) expect(await inPage(waysToRead[way]!, address, READ)).not.toContain(SECRET);
});

it('a page whose name was rebound to this machine shares the origin, and finds nothing', async () => {
  const { port } = new URL(clickhouse.url);
  const landed = await page.goto(`http://${REBOUND}:${port}/play`);
  expect(landed?.status()).toBe(404);
  const tries = await page.evaluate(
    async ([read, insert]) => {
      const said: string[] = [];
      for (const where of ['/', '/default', '/play', '/ping', '/dashboard']) {
        const got = await fetch(`${where}?query=${encodeURIComponent(read)}`);
        const sent = await fetch(where, { method: 'POST', body: insert });
        said.push(`${got.status} ${sent.status} ${await got.text()} ${await sent.text()}`);
      }
      return said;
    },
    [READ, write('rebinding')] as const,
  );
  for (const said of tries) {
    expect(said).toMatch(/^404 404 /);
    expect(said).not.toContain(SECRET);
  }
  expect(await notes()).toEqual([SECRET]);
});

it('the same requests succeed with the key, so these tests would notice an attack', async () => {
  for (const way of ['fetch without CORS', 'a beacon', 'a form']) {
    await inPage(waysToWrite[way]!, clickhouse.url, write(way));
    await expect.poll(notes, { timeout: 30_000 }).toContain(`by ${way}`);
  }
  expect(await inPage(waysToRead['fetch with CORS']!, clickhouse.url, READ)).toContain(SECRET);
  expect(
    await inPage(waysToRead['a script']!, clickhouse.url, `SELECT note FROM notes WHERE note = '${SECRET}'`),
  ).toContain(SECRET);
  await query(`ALTER TABLE notes DELETE WHERE note != '${SECRET}' SETTINGS mutations_sync = 1`);
});
