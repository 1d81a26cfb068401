import type { FuzzTarget } from '../fuzz/fuzz-target.js';
import { decodeFramed, schemaAndMessage } from '../support/framed-message.js';
import { randomProtobuf } from '../support/random-protobuf.js';

/** Schemas of Protobuf and messages in the registry's frame. */
export const target: FuzzTarget = {
  name: 'protobuf',
  corpus: ['tools/attack/corpus/protobuf'],
  dictionary: [
    'syntax = "proto2";', 'syntax = "proto3";', 'edition = "2023";', 'import "google/protobuf/any.proto";', 'import "a.proto";', 'package a.b;', 'message M {', 'message __proto__ {', 'enum E {', 'oneof o {', 'extend M {', 'group G = 1 {', 'reserved 1;', 'extensions 100 to max;', 'option (a) = 1;', '[packed = true]', '[default = 1]',
    'map<string, M> m = 5;', 'repeated ', 'optional ', 'required ', 'string constructor = 7;', 'int64 __proto__ = 8;', 'google.protobuf.Any', 'google.protobuf.Struct', '= 536870911', '= 0', '}', '{', ';', '//', '/*', '"', '\n\0\n',
  ],
  generate: (random) => {
    const { schema, bytes } = randomProtobuf(random);
    return schemaAndMessage(schema, bytes);
  },
  run: (input) => decodeFramed('protobuf', 'PROTOBUF', input),
}; // prettier-ignore
