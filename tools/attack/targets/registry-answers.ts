// The client is large and is loaded by the first request. That time must not count as part of an
// answer's.
import '@confluentinc/schemaregistry';
import { packField, type DecodedField } from '@proj/codecs';
import { createRegistryCodec, createSchemaRegistry, SchemaRegistryError } from '@proj/codecs/registry';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';
import { AnsweringServer, readAnswer, settled } from '../support/answering-server.js';

const TIMEOUT_MS = 200;
const PATIENCE_MS = 15_000;
/** With schema 1: an Avro string, which is also a Protobuf message that has a field 1. */
const MESSAGE = packField([Buffer.from('0000000001020a', 'hex')]);
const server = new AnsweringServer();

/**
 * Answers to the client of the schema registry. Each must become a schema, no schema, or an error
 * that asks for another attempt.
 */
export const target: FuzzTarget = {
  name: 'registry-answers',
  corpus: ['tools/attack/corpus/registry-answers'],
  dictionary: [
    'schema ', 'proto ', 'check ', 'close\n', 'keep\n', 'reset\n', 'drip\n', 'flood\n', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 404 Not Found\r\n', 'HTTP/1.1 302 Found\r\n', 'Location: http://127.0.0.1:1/\r\n', 'Location: /schemas/ids/1\r\n', 'Content-Length: 0\r\n', 'Content-Length: 9999999999\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', '\r\n\r\n', '0\r\n\r\n',
    '{"schema":"', '"schemaType":"PROTOBUF",', '"schemaType":{},', '"references":[{"name":"a","subject":"s","version":1}],', '"references":null,', '"references":{},', '"references":[null],', '{"error_code":40403,"message":"no"}', '{"error_code":{},"message":[]}', '"subject":', '"version":', '"\\"string\\""', 'null', '[]', '{}', '"', '<html>', '__proto__', '\0',
  ],
  maxBytes: 16_384,
  run: async (input) => {
    const { ask, ...raw } = readAnswer(input);
    server.answer = raw;
    const registry = createSchemaRegistry({ url: await server.start(), timeoutMs: TIMEOUT_MS, unknownIdWindowMs: 0 });
    try {
      // Through a codec, because what is odd about a schema must show in the messages that name it.
      const codec = createRegistryCodec({ format: ask === 'proto' ? 'protobuf' : 'avro', registry });
      const asked: Promise<unknown> = ask === 'check' ? registry.check() : Promise.resolve(codec.decode(MESSAGE, 'value'));
      const result = await settled(asked, PATIENCE_MS);
      if ('error' in result) {
        if (!(result.error instanceof SchemaRegistryError)) throw result.error;
        if (result.error.message.length > 2_000) throw new Error('an error message without end');
        return 'rejected';
      }
      if (ask === 'check') return 'accepted';
      const failure = (result.value as DecodedField).failures?.get(0);
      if (failure && failure.message.length > 2_000) throw new Error('a reason without end');
      if (failure?.code === 'codecs/decoder-fault') throw new Error(failure.message);
      return failure ? 'rejected' : 'accepted';
    } finally {
      registry.close();
      server.dropConnections();
    }
  },
}; // prettier-ignore
