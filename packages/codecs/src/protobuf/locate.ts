import { MalformedMessage } from '../binary/byte-reader.js';
import { shortPath, stepTo } from '../binary/value-path.js';
import { ENTRY_COST } from '../binary/value-budget.js';
import { costOf, END_GROUP, isPackable, LENGTH, wireType } from './message.js';
import type { ProtoField, ProtoMessage, ProtoType } from './message.js';
import type { ProtoReader } from './proto-reader.js';

/**
 * Where the bytes stop being what the schema says. Reads the message once more, slowly; compiled
 * decoders keep no path. `undefined` when the bytes are all right, and a value was not.
 */
export function locate(
  message: ProtoMessage,
  reader: ProtoReader,
): { path: string; failure: MalformedMessage } | undefined {
  const path: string[] = ['$'];
  try {
    new Walker(reader, path).message(message, 0);
    return undefined;
  } catch (failure) {
    if (failure instanceof MalformedMessage) return { path: shortPath(path), failure };
    throw failure;
  }
}

interface Numbers {
  readonly byNumber: ReadonlyMap<number, ProtoField>;
  readonly names: ReadonlyMap<number, string>;
}

class Walker {
  private readonly b: ProtoReader;
  private readonly path: string[];

  constructor(reader: ProtoReader, path: string[]) {
    this.b = reader;
    this.path = path;
  }

  message(message: ProtoMessage, group: number): void {
    const { b, path } = this;
    const { fields } = message;
    b.spend(costOf(message));
    const { byNumber, names } = this.numbersOf(message);
    const seen = new Set<string>();
    for (;;) {
      if (b.at >= b.end) {
        if (group !== 0) throw b.tooShort();
        break;
      }
      const tag = b.tag();
      if (tag === group) break;
      const field = byNumber.get(tag >>> 3);
      if (!field) {
        b.other(tag, names);
        continue;
      }
      path.push(stepTo(field.name));
      this.field(field, tag, names);
      seen.add(field.name);
      path.pop();
    }
    for (const { name, cardinality } of fields) {
      if (cardinality !== 'required' || seen.has(name)) continue;
      path.push(stepTo(name));
      throw b.malformed('the required field is not there');
    }
  }

  private readonly numbers = new Map<ProtoMessage, Numbers>();

  /** Each message is read as often as it comes, and its fields are looked through once. */
  private numbersOf(message: ProtoMessage): Numbers {
    const known = this.numbers.get(message);
    if (known) return known;
    const byNumber = new Map(message.fields.map((field) => [field.number, field]));
    const found = { byNumber, names: new Map(message.fields.map(({ number, name }) => [number, name])) };
    this.numbers.set(message, found);
    return found;
  }

  private field({ type, cardinality, key, number }: ProtoField, tag: number, names: ReadonlyMap<number, string>): void {
    const { b } = this;
    const wire = tag & 7;
    if (cardinality === 'map' && wire === LENGTH) {
      const outer = b.enter();
      b.spend(ENTRY_COST);
      while (b.at < b.end) {
        const inner = b.tag();
        const part: ProtoType | undefined =
          inner >>> 3 === 1 ? { kind: key ?? 'string' } : inner >>> 3 === 2 ? type : undefined;
        if (part && wireType(part) === (inner & 7)) this.value(part, number);
        else b.other(inner, ENTRY_FIELDS);
      }
      b.leave(outer);
    } else if (wire === wireType(type)) this.value(type, number);
    else if (wire === LENGTH && cardinality === 'repeated' && isPackable(type)) {
      const outer = b.enter();
      while (b.at < b.end) this.value(type, number);
      b.leave(outer);
    } else b.other(tag, names);
  }

  private value(type: ProtoType, number: number): void {
    const { b } = this;
    switch (type.kind) {
      case 'enum':
        b.int32();
        return;
      case 'message': {
        if (type.delimited) {
          b.deeper();
          this.message(type.message, number * 8 + END_GROUP);
          b.depth--;
          return;
        }
        const outer = b.enter();
        this.message(type.message, 0);
        b.leave(outer);
        return;
      }
      case 'string':
        b.text(b.length());
        return;
      case 'bytes':
        b.bytes();
        return;
      case 'sint64':
        b.zigzag();
        return;
      case 'uint64':
        b.unsigned();
        return;
      default:
        b[type.kind]();
    }
  }
}

const ENTRY_FIELDS: ReadonlyMap<number, string> = new Map([
  [1, 'key'],
  [2, 'value'],
]);
