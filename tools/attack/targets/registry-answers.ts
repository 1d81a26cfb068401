import { createSchemaRegistry, SchemaRegistryError } from '@proj/codecs/registry';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';
import { AnsweringServer, readAnswer, settled } from '../support/answering-server.js';

const TIMEOUT_MS = 200;
const PATIENCE_MS = 10_000;
const server = new AnsweringServer();

/** Answers to the client of the schema registry: a schema, none, or an error that says that it is to be asked again. */
export const target: FuzzTarget = {
  name: 'registry-answers',
  corpus: ['tools/attack/corpus/registry-answers'],
  dictionary: [
    'schema ', 'check ', 'close\n', 'keep\n', 'reset\n', 'drip\n', 'flood\n', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 404 Not Found\r\n', 'HTTP/1.1 302 Found\r\n', 'Location: http://127.0.0.1:1/\r\n', 'Location: /schemas/ids/1\r\n', 'Content-Length: 0\r\n', 'Content-Length: 9999999999\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', '\r\n\r\n', '0\r\n\r\n',
    '{"schema":"', '"schemaType":"PROTOBUF",', '"schemaType":{},', '"references":[{"name":"a","subject":"s","version":1}],', '"references":null,', '"references":{},', '"references":[null],', '{"error_code":40403,"message":"no"}', '{"error_code":{},"message":[]}', '"subject":', '"version":', '"\\"string\\""', 'null', '[]', '{}', '"', '<html>', '__proto__', '\0',
  ],
  maxBytes: 16_384,
  run: async (input) => {
    const { ask, ...raw } = readAnswer(input);
    server.answer = raw;
    const registry = createSchemaRegistry({ url: await server.start(), timeoutMs: TIMEOUT_MS, unknownIdWindowMs: 0 });
    try {
      const asked: Promise<unknown> = ask === 'check' ? registry.check() : registry.schema(1);
      const result = await settled(asked, PATIENCE_MS);
      if ('error' in result) {
        if (!(result.error instanceof SchemaRegistryError)) throw result.error;
        if (result.error.message.length > 2_000) throw new Error('an error message without end');
        return 'rejected';
      }
      if (ask === 'check' || result.value === undefined) return 'accepted';
      const { text, type, references } = result.value as { text: unknown; type: unknown; references: readonly { text: unknown }[] };
      if (typeof text !== 'string' || typeof type !== 'string') throw new Error(`a schema without text or type: ${typeof text}, ${typeof type}`);
      if (references.some((one) => typeof one.text !== 'string')) throw new Error('a reference without text');
      return 'accepted';
    } finally {
      registry.close();
      server.dropConnections();
    }
  },
}; // prettier-ignore
