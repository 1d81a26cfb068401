import type { Type } from 'protobufjs';
import type { MalformedMessage } from '../binary/byte-reader.js';
import type { RegisteredSchema } from '../schema/registered-schema.js';
import type { MessageReader, SchemaDecoder } from '../schema/schema-decoder.js';
import { compileProto, type ReadProto } from './compile.js';
import { BrokenSchema } from '../schema/schema-problem.js';
import { loadProto } from './load-proto.js';
import { locate } from './locate.js';
import type { ProtoMessage } from './message.js';
import { ProtoReader } from './proto-reader.js';
import { MessageTypes } from './read-message.js';

/** How many steps of a message index are accepted: no real schema nests messages more deeply. */
const MAX_INDEX = 32;

/** One of the messages of a schema, compiled when the first message of that kind comes. */
interface Compiled {
  readonly message: ProtoMessage;
  readonly read: ReadProto;
}

/**
 * Compiles the decoders of one schema. A frame goes on with the index of the message in its file.
 *
 * @throws BrokenSchema
 */
export function protobufDecoder(schema: RegisteredSchema): SchemaDecoder {
  const proto = loadProto(schema);
  const types = new MessageTypes(proto.names);
  const compiled = new Map<string, Compiled>();
  let broken: BrokenSchema | undefined;

  /**
   * A type that cannot be compiled leaves others half done: from then on nothing more is compiled.
   */
  const compile = (type: Type): Compiled => {
    if (broken) throw broken;
    try {
      const message = types.of(type);
      return { message, read: compileProto(message) };
    } catch (error) {
      if (error instanceof RangeError) broken = new BrokenSchema('its messages refer to each other too deep');
      else if (error instanceof BrokenSchema) broken = error;
      throw broken ?? error;
    }
  };

  const choose = (reader: ProtoReader): Compiled => {
    const from = reader.at;
    const index = readIndex(reader);
    const key = index.join();
    const known = compiled.get(key);
    if (known) return known;
    const type = proto.message(index);
    if (!type) throw reader.malformed(`the schema has no message with the index [${index.join(', ')}]`, from);
    try {
      const one = compile(type);
      compiled.set(key, one);
      return one;
    } catch (error) {
      if (!(error instanceof BrokenSchema)) throw error;
      throw reader.malformed(`the schema's message with the index [${key}] cannot be used: ${error.message}`, from);
    }
  };
  // Before any message: a schema that cannot be compiled is the schema's fault.
  const first = proto.message([0]);
  if (first) compiled.set('0', compile(first));

  return {
    open(bytes, behindId) {
      if (!behindId) return new ProtoMessageReader(bytes, choose);
      const index = new ProtoReader(behindId);
      return new ProtoMessageReader(bytes, () => {
        index.open(0, 0, behindId.length);
        return choose(index);
      });
    },
  };
}

class ProtoMessageReader implements MessageReader {
  private readonly reader: ProtoReader;
  private readonly choose: (reader: ProtoReader) => Compiled;

  constructor(bytes: Uint8Array, choose: (reader: ProtoReader) => Compiled) {
    this.reader = new ProtoReader(bytes);
    this.choose = choose;
  }

  read(first: number, from: number, end: number): unknown {
    this.reader.open(first, from, end);
    return this.choose(this.reader).read(this.reader);
  }

  explain(first: number, from: number, end: number, failure: MalformedMessage): string {
    this.reader.open(first, from, end);
    let found: ReturnType<typeof locate>;
    try {
      found = locate(this.choose(this.reader).message, this.reader);
    } catch {
      // The index itself: `failure` says it.
    }
    const { problem, byte } = found?.failure ?? failure;
    return `${found?.path ?? '$'}: ${problem}, byte ${byte}`;
  }
}

/** A count, then that many numbers; the usual `[0]` is written as a count of zero. */
function readIndex(reader: ProtoReader): readonly number[] {
  const from = reader.at;
  const count = reader.zigzag();
  if (count === 0) return FIRST;
  if (count < 0 || count > MAX_INDEX) throw reader.malformed(`a message index has not ${count} steps`, from);
  return Array.from({ length: Number(count) }, () => Number(reader.zigzag()));
}

const FIRST: readonly number[] = [0];
