import { inspect } from 'node:util';
import type { ServerResponse } from 'node:http';
import { isRetryable } from '@proj/diagnostics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packField, type Codec, type PackedField } from '../../src/index.js';
import {
  createRegistryCodec,
  createSchemaRegistry,
  SchemaRegistryError,
  type SchemaRegistryOptions,
} from '../../src/registry.js';
import { FakeRegistry, type Fault } from '../support/fake-registry.js';
import { framed } from '../support/framed.js';

let fake: FakeRegistry;
let now: number;
beforeEach(async () => {
  fake = await FakeRegistry.start();
  now = 1_000_000;
});
afterEach(() => fake.stop());

const avro = (options: Partial<SchemaRegistryOptions> = {}): Codec =>
  createRegistryCodec({
    format: 'avro',
    registry: createSchemaRegistry({ url: fake.url, now: () => now, ...options }),
  });

const one = (id: number): PackedField => packField([framed(id, Buffer.from([2]))]);

async function troubleOf(codec: Codec, field: PackedField): Promise<SchemaRegistryError> {
  try {
    await codec.decode(field, 'value');
  } catch (error) {
    expect(error).toBeInstanceOf(SchemaRegistryError);
    expect(isRetryable(error)).toBe(true);
    return error as SchemaRegistryError;
  }
  throw new Error('it was decoded');
}

const answer =
  (status: number, body = '{}'): Fault =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    return true;
  };

describe('nothing is said about messages while the registry has trouble', () => {
  it.each<[number, string, string, string]>([
    [401, '{"error_code":40101,"message":"no"}', 'unauthorized', 'wants a user and a password (HTTP 401)'],
    [401, '', 'unauthorized', 'wants a user and a password (HTTP 401)'],
    [403, '{"error_code":40301,"message":"no"}', 'forbidden', 'does not let this user read schemas (HTTP 403)'],
    [429, 'slow down', 'overloaded', 'gets too many requests (HTTP 429)'],
    [
      500,
      '{"error_code":50001,"message":"Error in the backend data store"}',
      'failing',
      'HTTP 500: Error in the backend data store',
    ],
    [503, '<html>', 'failing', 'answers with HTTP 503'],
    [404, '<html>', 'no-registry', 'does not answer as a schema registry: HTTP 404'],
    [400, '{"error_code":400,"message":"no"}', 'no-registry', 'does not answer as a schema registry: HTTP 400: no'],
    [200, '<html>', 'no-registry', 'what it sends is no schema'],
    [200, '{}', 'no-registry', 'what it sends is no schema'],
  ])('HTTP %i %s', async (status, body, problem, text) => {
    const id = fake.registerAvro('int');
    const codec = avro();
    fake.fault = answer(status, body);
    const error = await troubleOf(codec, one(id));
    expect(error.code).toBe(`codecs/registry-${problem}`);
    expect(error.message).toContain(text);
    // One request per attempt: the caller holds the messages and decides when to retry. A server
    // that refuses the request is also asked whether it is a registry.
    expect(fake.requests.slice(1)).toEqual(status === 400 || status === 404 ? ['GET /config'] : []);
    fake.fault = () => false;
    expect((await codec.decode(one(id), 'value')).values).toEqual([1]);
  });

  it('a registry where nothing listens says nothing about messages', async () => {
    const { url } = fake;
    await fake.stop();
    expect(await troubleOf(avro({ url }), one(1))).toMatchObject({
      problem: 'unreachable',
      message: `No schema registry answers at ${url}.`,
    });
    fake = await FakeRegistry.start();
  });

  it('a registry whose host is unknown says nothing about messages', async () => {
    const error = await troubleOf(avro({ url: 'http://registry.invalid' }), one(1));
    expect(error).toMatchObject({ problem: 'unreachable' });
  });

  it('a registry that breaks off its answer says nothing about messages', async () => {
    fake.fault = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setTimeout(() => response.destroy(), 10);
      return true;
    };
    expect(await troubleOf(avro(), one(1))).toMatchObject({ problem: 'unreachable' });
  });

  it('a registry that does not speak the requested TLS says nothing about messages', async () => {
    const error = await troubleOf(avro({ url: fake.url.replace('http:', 'https:') }), one(1));
    expect(error).toMatchObject({ problem: 'tls' });
    expect(error.message).toContain('does not speak TLS');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['does not come', () => undefined],
    [
      'drips in',
      (response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('an answer that %s says nothing about messages, and does not hold up ids requested later', async (_, drip) => {
    const [stuck, fine] = [fake.registerAvro('int'), fake.registerAvro('long')];
    fake.fault = ({ url }, response) => {
      if (!url?.includes(`/ids/${stuck}`)) return false;
      drip(response);
      return true;
    };
    const codec = avro({ timeoutMs: 150 });
    expect(await troubleOf(codec, one(stuck))).toMatchObject({ problem: 'timeout' });
    expect((await codec.decode(one(fine), 'value')).values).toEqual([1]);
  });

  it('known schemas keep working at once while the registry has trouble', async () => {
    const id = fake.registerAvro('int');
    const codec = avro();
    await codec.decode(one(id), 'value');
    fake.fault = answer(503);
    expect(codec.decode(one(id), 'value')).toEqual({ values: [1] });
    const mixed = packField([framed(id, Buffer.from([2])), framed(77, Buffer.from([2]))]);
    expect(await troubleOf(codec, mixed)).toMatchObject({ problem: 'failing' });
  });
});

describe('an id that the registry does not know', () => {
  it('an unknown id is requested again until its time is over; then the messages fail and are reported', async () => {
    const codec = avro({ unknownIdWindowMs: 10_000, unknownIdMemoryMs: 60_000 });
    const error = await troubleOf(codec, one(99));
    expect(error).toMatchObject({
      code: 'codecs/registry-unknown-schema',
      message: `The schema registry ${fake.url} does not know schema 99: Schema not found.`,
    });
    expect(error.hint).toContain('after 10000 ms');
    now += 9_999;
    await troubleOf(codec, one(99));
    expect(fake.requests).toHaveLength(2);
    now += 1;
    const { failures } = await codec.decode(one(99), 'value');
    expect(failures?.get(0)).toEqual({
      code: 'codecs/unknown-schema',
      message: `the schema registry ${fake.url} does not know schema 99`,
    });
    // Believed for a while,
    now += 59_999;
    await codec.decode(one(99), 'value');
    expect(fake.requests).toHaveLength(3);
    // and not for ever.
    now += 1;
    for (let id = 1; id <= 99; id++) fake.registerAvro({ type: 'fixed', name: `F${id}`, size: 1 });
    expect((await codec.decode(one(99), 'value')).failures).toBeUndefined();
  });

  it('works as soon as it is registered', async () => {
    const codec = avro();
    await troubleOf(codec, one(1));
    fake.registerAvro('int');
    expect((await codec.decode(one(1), 'value')).values).toEqual([1]);
  });

  it('an unknown id stays cheap when thousands of garbage messages begin like frames', async () => {
    const good = fake.registerAvro('int');
    const codec = avro({ maxSchemas: 10 });
    const garbage = Array.from({ length: 1_000 }, (_, i) => framed(1_000 + i, Buffer.from([2])));
    const field = packField([...garbage, framed(good, Buffer.from([2]))]);
    await troubleOf(codec, field);
    now += 10_000;
    const { values, failures } = await codec.decode(field, 'value');
    expect(failures?.size).toBe(1_000);
    expect(values[1_000]).toBe(1);
    expect(fake.requests).toHaveLength(2_001);
  });

  it.each<[string, Buffer]>([
    ['a GUID, where the registry looks up none', Buffer.alloc(18, 1)],
    ['a number that no registry gives', Buffer.from('00ffffffff02', 'hex')],
  ])(
    'an unknown id is not waited for indefinitely when the registry reports it differently: %s',
    async (_, message) => {
      fake.knowsGuids = false;
      const codec = avro();
      const good = framed(fake.registerAvro('int'), Buffer.from([2]));
      const error = await troubleOf(codec, packField([message, good]));
      expect(error).toMatchObject({ problem: 'unknown-schema' });
      now += 10_000;
      const { values, failures } = await codec.decode(packField([message, good]), 'value');
      expect(failures?.get(0)).toMatchObject({ code: 'codecs/unknown-schema' });
      expect(values[1]).toBe(1);
    },
  );

  it.each([400, 410, 422])(
    'an unknown id is not waited for indefinitely where the registry refuses it with HTTP %i',
    async (status) => {
      fake.fault = (request, response) => request.url !== '/config' && answer(status)(request, response);
      const codec = avro();
      expect(await troubleOf(codec, one(7))).toMatchObject({ problem: 'unknown-schema' });
      now += 10_000;
      expect((await codec.decode(one(7), 'value')).failures?.get(0)).toMatchObject({ code: 'codecs/unknown-schema' });
    },
  );

  it('an unknown id that was requested long ago gets its full time again, whatever the pauses between attempts', async () => {
    const codec = avro();
    await troubleOf(codec, one(7));
    now += 3_600_000;
    await troubleOf(codec, one(7));
    now += 60_000;
    expect((await codec.decode(one(7), 'value')).failures?.get(0)).toMatchObject({ code: 'codecs/unknown-schema' });
  });

  it('an unknown id that a schema refers to counts in the same way', async () => {
    const references = [{ name: 'gone', subject: 'gone', version: 1 }];
    const id = fake.register({ schema: '"int"', references });
    const codec = avro();
    expect(await troubleOf(codec, one(id))).toMatchObject({ problem: 'unknown-schema' });
    now += 10_000;
    expect((await codec.decode(one(id), 'value')).failures?.get(0)).toMatchObject({ code: 'codecs/unknown-schema' });
  });
});

describe('requests', () => {
  it('requests stop when the registry has trouble, however many schemas are missing', async () => {
    fake.fault = answer(503);
    const field = packField(Array.from({ length: 500 }, (_, i) => framed(i, Buffer.from([2]))));
    await troubleOf(avro(), field);
    expect(fake.requests.length).toBeLessThanOrEqual(8);
  });

  it('simultaneous requests for one id are one, even from several codecs', async () => {
    const id = fake.registerAvro('int');
    const registry = createSchemaRegistry({ url: fake.url });
    const codecs = [1, 2, 3].map(() => createRegistryCodec({ format: 'avro', registry }));
    const answers = await Promise.all(codecs.map(async (codec) => codec.decode(one(id), 'value')));
    expect(answers.map(({ values }) => values)).toEqual([[1], [1], [1]]);
    expect(fake.requests).toEqual([`GET /schemas/ids/${id}?subject=`]);
  });

  it('requests carry the decoded user and password of the URL', async () => {
    const id = fake.registerAvro('int');
    const url = fake.url.replace('//', '//us%40er:p%3Ass%2Fw%25rd@');
    await avro({ url: `${url}/` }).decode(one(id), 'value');
    expect([...fake.authorizations]).toEqual([`Basic ${Buffer.from('us@er:p:ss/w%rd').toString('base64')}`]);
  });

  it('requests extend the path of the URL', async () => {
    fake.fault = answer(200, '{"schema":"\\"int\\""}');
    await avro({ url: `${fake.url}/apis/ccompat/v7/` }).decode(one(5), 'value');
    expect(fake.requests).toEqual(['GET /apis/ccompat/v7/schemas/ids/5?subject=']);
  });

  it('requests can be aborted', async () => {
    fake.fault = () => true;
    const registry = createSchemaRegistry({ url: fake.url });
    const waiting = registry.schema(1);
    setTimeout(() => registry.close(), 20);
    await expect(waiting).rejects.toThrow(SchemaRegistryError);
  });
});

describe('secrets', () => {
  it.each([
    ['refused', answer(401)],
    [
      'broken',
      (_: unknown, response: ServerResponse): boolean => {
        response.destroy();
        return true;
      },
    ],
    ['unknown', () => false],
  ] as [string, Fault][])('are in no text of an error, nor in what it holds: %s', async (_, fault) => {
    fake.fault = fault;
    const error = await troubleOf(avro({ url: fake.url.replace('//', '//someone:hunter2secret@') }), one(9));
    if (error.problem === 'unauthorized')
      expect(error.message).toContain('refused the user or the password (HTTP 401)');
    const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
    expect(everything).not.toContain('hunter2secret');
    expect(everything).not.toContain(Buffer.from('someone:hunter2secret').toString('base64'));
  });

  it('secrets are not included in errors about an invalid URL', () => {
    for (const url of [
      'someone:hunter2secret@host',
      'ftp://someone:hunter2secret@host',
      'https://someone:hunter2secret@',
    ]) {
      expect(() => createSchemaRegistry({ url })).toThrow(/^The URL of a schema registry begins with http/);
    }
  });
});

describe('check', () => {
  it('passes if a registry answers, and says what is wrong otherwise', async () => {
    const registry = createSchemaRegistry({ url: fake.url });
    await expect(registry.check()).resolves.toEqual({ subjects: 0 });
    fake.registerAvro('int');
    await expect(registry.check()).resolves.toEqual({ subjects: 1 });
    fake.fault = answer(401);
    await expect(registry.check()).rejects.toThrow('wants a user and a password');
    fake.fault = answer(200, '{}');
    await expect(registry.check()).rejects.toThrow('does not answer as a schema registry');
  });
});

describe('a registry that says back what it was sent', () => {
  const PASSWORD = 'p&ss "wörd"/+%41';
  const header = Buffer.from(`ada:${PASSWORD}`).toString('base64');

  it.each([
    ['its header', `Basic ${header}`],
    ['its header in a URL', `/login?${encodeURIComponent(`Basic ${header}`)}`],
    ['the password', `no ${PASSWORD} here`],
    ['the password in a URL', `back=${encodeURIComponent(PASSWORD)}`],
    ['the password in JSON', JSON.stringify({ PASSWORD })],
    ['its header where the text is cut', `${'x'.repeat(188)} ${header}`],
  ])('an error about a registry that echoes what it was sent contains nothing of it: %s', async (_, message) => {
    for (const status of [500, 400]) {
      fake.fault = answer(status, JSON.stringify({ error_code: status * 100, message }));
      const url = fake.url.replace('//', `//ada:${encodeURIComponent(PASSWORD)}@`);
      const trouble = await troubleOf(avro({ url }), one(1));
      const text = `${trouble.message} ${inspect(trouble)}`;
      expect(text).toContain(`HTTP ${status}`);
      expect(text).not.toContain(header.slice(0, 6));
      expect(text).not.toMatch(/p&ss|p%26ss|rd\\?"\//);
    }
  });

  it('a quoted schema type contains nothing of what the registry was sent', async () => {
    const url = fake.url.replace('//', `//ada:${encodeURIComponent(PASSWORD)}@`);
    const id = fake.register({ schema: '{}', schemaType: `\u001B[2J${PASSWORD}\nINFO \u202E` });
    const { failures } = await avro({ url }).decode(one(id), 'value');
    const text = failures?.get(0)?.message ?? '';
    expect(text).toContain('\\x1B[2J[redacted]\\nINFO \\u{202E}');
  });

  it('a registry cannot move a cursor, begin a line or turn the text around', async () => {
    fake.fault = answer(500, JSON.stringify({ error_code: 50001, message: '\u001B[2J\u009B1A\u202EINFO\u0007' }));
    expect((await troubleOf(avro(), one(1))).message).toContain('HTTP 500: \\x1B[2J\\x9B1A\\u{202E}INFO\\x07');
  });
});
