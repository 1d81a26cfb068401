import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { isRetryable } from '@proj/diagnostics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packField, type DecodedField } from '../../src/index.js';
import {
  createRegistryCodec,
  createSchemaRegistry,
  SchemaRegistryError,
  type SchemaRegistryOptions,
} from '../../src/registry.js';
import { framed } from '../support/framed.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of the attacker's: what it was asked, with which login. */
interface Hostile {
  readonly url: string;
  readonly asked: readonly { readonly url: string; readonly authorization: string | undefined }[];
  handle: Handler;
  stop(): Promise<void>;
}

async function hostile(host = '127.0.0.1'): Promise<Hostile> {
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    one.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const one: Hostile = {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    asked,
    handle: (_, response) => response.end('{"schema":"\\"int\\""}'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return one;
}

let registry: Hostile;
let other: Hostile;
beforeEach(async () => {
  [registry, other] = await Promise.all([hostile(), hostile()]);
});
afterEach(async () => {
  await Promise.all([registry.stop(), other.stop()]);
});

const LOGIN = 'reader:hunter2secret';

/** Decodes one message with the schema that the registry answers. */
async function decode(options: Partial<SchemaRegistryOptions> = {}): Promise<DecodedField> {
  const url = registry.url.replace('//', `//${LOGIN}@`);
  const codec = createRegistryCodec({
    format: 'avro',
    registry: createSchemaRegistry({ url, timeoutMs: 2_000, ...options }),
  });
  return codec.decode(packField([framed(1, Buffer.from([2]))]), 'value');
}

async function troubleWith(options: Partial<SchemaRegistryOptions> = {}): Promise<SchemaRegistryError> {
  const error: unknown = await decode(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SchemaRegistryError);
  // Held, and not quarantined: the messages are all right.
  expect(isRetryable(error)).toBe(true);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/hunter2secret|cmVhZGVyOmh1bnRlcjJzZWNyZXQ/);
  return error as SchemaRegistryError;
}

const sendTo =
  (location: string, status = 302): Handler =>
  (_, response) =>
    response.writeHead(status, { location }).end();

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'to another port is not followed (HTTP %i), and the text says where to and what to do',
    async (status) => {
      registry.handle = sendTo(`${other.url}/schemas/ids/1`, status);
      const { message, hint, code } = await troubleWith();
      expect(code).toBe('codecs/registry-redirect');
      expect(message).toBe(
        `The schema registry ${registry.url} sends the request on to ${other.url}, another origin, which is not followed.`,
      );
      expect(hint).toBe('If that is where the registry is, put it into KAFKA_SCHEMA_REGISTRY_URL of the connection.');
      expect(other.asked).toEqual([]);
    },
  );

  it.each([
    ['another host', () => registry.url.replace('127.0.0.1', 'localhost')],
    ['a subdomain', () => registry.url.replace('127.0.0.1', 'a.localhost')],
    ['what only this machine reaches', () => 'http://169.254.169.254/latest/meta-data/'],
    ['another scheme', () => registry.url.replace('http:', 'https:')],
    ['no scheme', () => `//localhost:${new URL(other.url).port}/`],
    ['a file', () => 'file:///etc/passwd'],
    ['a script', () => 'javascript:alert(1)'],
    [
      'a login in front of the host',
      () => `http://127.0.0.1:${new URL(registry.url).port}@localhost:${new URL(other.url).port}/`,
    ],
  ])('a redirect to %s is not followed', async (_, location) => {
    registry.handle = sendTo(location());
    const { problem, message } = await troubleWith();
    expect(problem).toBe('redirect');
    expect(message).toContain('which is not followed');
    expect(registry.asked).toHaveLength(1);
    expect(other.asked).toEqual([]);
  });

  it('a redirect after a followed one to a foreign origin is not followed either', async () => {
    registry.handle = (request, response) => sendTo(request.url === '/moved' ? other.url : '/moved')(request, response);
    expect(await troubleWith()).toMatchObject({ problem: 'redirect' });
    expect(other.asked).toEqual([]);
  });

  it('a redirect to another path of the same origin is followed, with the login', async () => {
    registry.handle = (request, response) => {
      if (request.url === '/moved') response.end('{"schema":"\\"int\\""}');
      else sendTo('/moved')(request, response);
    };
    expect((await decode()).values).toEqual([1]);
    expect(registry.asked.at(-1)).toEqual({
      url: '/moved',
      authorization: `Basic ${Buffer.from(LOGIN).toString('base64')}`,
    });
  });

  it('a redirect to an allowed origin is followed, without the login', async () => {
    registry.handle = sendTo(`${other.url}/there`);
    expect((await decode({ redirectOrigins: [other.url] })).values).toEqual([1]);
    expect(other.asked).toEqual([{ url: '/there', authorization: undefined }]);
  });

  it('a redirect to an allowed subdomain is followed, without the login as well', async () => {
    const home = await hostile('localhost');
    home.handle = sendTo(other.url.replace('127.0.0.1', 'registry.localhost'));
    const codec = createRegistryCodec({
      format: 'avro',
      registry: createSchemaRegistry({
        url: home.url.replace('//', `//${LOGIN}@`),
        redirectOrigins: [other.url.replace('127.0.0.1', 'registry.localhost')],
      }),
    });
    // Not every machine knows the name; where it does, the login does not go there.
    await Promise.resolve(codec.decode(packField([framed(1, Buffer.from([2]))]), 'value')).catch(() => undefined);
    expect(other.asked.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    await home.stop();
  });

  it('a redirect from an allowed origin goes no further', async () => {
    const third = await hostile();
    registry.handle = sendTo(other.url);
    other.handle = sendTo(third.url);
    expect(await troubleWith({ redirectOrigins: [other.url] })).toMatchObject({ problem: 'redirect' });
    expect(third.asked).toEqual([]);
    await third.stop();
  });

  it('a circle of redirects comes to an end', async () => {
    registry.handle = sendTo('/again');
    const { problem, message } = await troubleWith();
    expect(problem).toBe('redirect');
    expect(message).toContain('sends the request on and on, more than 5 times');
    expect(registry.asked).toHaveLength(6);
  });

  it('redirects can only be allowed to an origin', () => {
    for (const origin of ['registry-2', 'file:///etc', '*'])
      expect(() => createSchemaRegistry({ url: registry.url, redirectOrigins: [origin] })).toThrow(/redirectOrigins/);
  });
});

describe('an answer', () => {
  const endless =
    (chunk: string, everyMs: number): Handler =>
    (_, response) => {
      const timer = setInterval(() => response.write(chunk), everyMs);
      response.on('close', () => clearInterval(timer));
    };

  it.each([
    ['that never ends', endless('x'.repeat(1024 * 1024), 1)],
    ['that never ends, of an error', ((request, response) => {
      response.writeHead(500);
      endless('x'.repeat(1024 * 1024), 1)(request, response);
    }) satisfies Handler],
    ['that drips in', endless(' ', 20)],
    ['that is a bomb', ((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(200 * 1024 * 1024)));
    }) satisfies Handler],
    ['with headers of a megabyte', ((_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\n${`x-a: ${'a'.repeat(1000)}\r\n`.repeat(1000)}\r\n{}`);
    }) satisfies Handler],
    ['whose headers never end', ((_, response) => {
      const { socket } = response;
      socket?.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket?.write('x-a: a\r\n'), 20);
      socket?.on('close', () => clearInterval(timer));
    }) satisfies Handler],
    ['that is not HTTP', ((_, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')) satisfies Handler],
  ] as [string, Handler][])('%s is given up', async (_, handle) => {
    registry.handle = handle;
    const { message, hint } = await troubleWith({ timeoutMs: 1_000 });
    expect(`${message} ${hint}`.length).toBeLessThan(700);
  }); // prettier-ignore

  it.each([
    ['a schema that is a number', '{"schema":42}'],
    ['a schema that is an object', '{"schema":{"type":"int"}}'],
    ['a schema that is null', '{"schema":null}'],
    ['a type that is a number', '{"schema":"\\"int\\"","schemaType":42}'],
    ['references that are an object', '{"schema":"\\"int\\"","references":{}}'],
    ['references that are a text', '{"schema":"\\"int\\"","references":"abc"}'],
    ['references of null', '{"schema":"\\"int\\"","references":[null]}'],
    ['a reference without a subject', '{"schema":"\\"int\\"","references":[{"name":"a","version":1}]}'],
    ['a reference to a version that is a path', '{"schema":"\\"int\\"","references":[{"name":"a","subject":"a","version":"1/../../config"}]}'],
    ['a reference to half of a character', '{"schema":"\\"int\\"","references":[{"name":"a","subject":"\\ud800","version":1}]}'],
  ])('an answer with %s fails the messages that name it, and holds nothing up', async (_, body) => {
    registry.handle = (__, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    expect((await decode()).failures?.get(0)).toMatchObject({ code: 'codecs/broken-schema' });
    expect(registry.asked).toHaveLength(1);
  }); // prettier-ignore

  it.each([
    ['text/html', '<html>Log in</html>'],
    ['application/json', '[]'],
    ['application/json', '"text"'],
    ['application/json', '[[[['],
    ['application/octet-stream', '\0\u001b[31m'],
  ])('an answer of another kind does not count as a registry: %s %s', async (type, body) => {
    registry.handle = (_, response) => response.writeHead(200, { 'content-type': type }).end(body);
    expect(await troubleWith()).toMatchObject({ problem: 'no-registry' });
  });

  it('an answer whose type is a hundred thousand characters is reported in few', async () => {
    registry.handle = (_, response) =>
      response.end(JSON.stringify({ schema: '"int"', schemaType: 'X'.repeat(100_000) }));
    const failure = (await decode()).failures?.get(0);
    expect(failure?.code).toBe('codecs/schema-type');
    expect(failure?.message.length).toBeLessThan(100);
  });

  it('an answer whose message is a hundred thousand characters is reported in few', async () => {
    registry.handle = (_, response) =>
      response.writeHead(500).end(JSON.stringify({ error_code: 50001, message: 'X'.repeat(100_000) }));
    expect((await troubleWith()).message.length).toBeLessThan(400);
  });
});

describe('references', () => {
  const answer = (schema: string, ...to: readonly number[]): string =>
    JSON.stringify({ schema, references: to.map((i) => ({ name: `r${i}`, subject: `s${i}`, version: 1 })) });
  const number = (url = ''): number => Number(/s(\d+)/.exec(url)?.[1]);
  const type = (i: number): string => JSON.stringify({ type: 'fixed', name: `F${i}`, size: i });

  it('a chain of references comes to an end, and the schema is to blame', async () => {
    registry.handle = ({ url }, response) => {
      const i = number(url);
      response.end(Number.isNaN(i) ? answer('"int"', 0) : answer(type(i), i + 1));
    };
    expect((await decode()).failures?.get(0)).toEqual({
      code: 'codecs/schema-too-large',
      message: 'schema 1 cannot be used: it refers to more than 500 other schemas',
    });
    expect(registry.asked.length).toBeLessThanOrEqual(501);
  });

  it('references in a circle, or in a lattice of 2^50 paths, are requested once each', async () => {
    registry.handle = ({ url }, response) => {
      const i = number(url);
      // Each two refer to the next two, and the last ones to the first.
      const next = (Math.floor(i / 2) * 2 + 2) % 100;
      response.end(Number.isNaN(i) ? answer('"int"', 0, 1) : answer(type(i), next, next + 1));
    };
    expect((await decode()).values).toEqual([1]);
    expect(registry.asked).toHaveLength(101);
  });

  it('references are given up as soon as their text is too long', async () => {
    registry.handle = ({ url }, response) => {
      const i = number(url);
      response.end(Number.isNaN(i) ? answer('"int"', 0) : answer(`${type(i)}${' '.repeat(300_000)}`, i + 1));
    };
    expect((await decode()).failures?.get(0)).toMatchObject({ code: 'codecs/schema-too-large' });
    expect(registry.asked).toHaveLength(5);
  });
});
