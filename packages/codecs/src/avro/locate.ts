import { MalformedMessage } from '../binary/byte-reader.js';
import type { AvroReader } from './avro-reader.js';
import { emptyValues } from './empty-values.js';
import { shortPath, stepTo } from '../binary/value-path.js';
import { mostBytes } from '../binary/decimal.js';
import type { AvroType } from './schema.js';

/**
 * Where the bytes stop being what the schema says: `$.user.address.zip`, `$.items[3]`. Reads the message once more,
 * slowly; compiled decoders keep no path. `undefined` when nothing is wrong.
 */
export function locate(type: AvroType, reader: AvroReader): { path: string; failure: MalformedMessage } | undefined {
  const path: string[] = ['$'];
  try {
    walk(type, reader, path);
    return undefined;
  } catch (failure) {
    if (failure instanceof MalformedMessage) return { path: shortPath(path), failure };
    throw failure;
  }
}

function walk(type: AvroType, b: AvroReader, path: string[]): void {
  switch (type.kind) {
    case 'null':
      return;
    case 'boolean':
      b.boolean();
      return;
    case 'int':
    case 'date':
      b.int();
      return;
    case 'time':
      b.time(type.precision);
      return;
    case 'long':
    case 'timestamp':
      b.zigzag();
      return;
    case 'float':
      b.skip(4);
      return;
    case 'double':
      b.skip(8);
      return;
    case 'bytes':
      b.skip(b.length());
      return;
    case 'string':
      b.text(b.length());
      return;
    case 'fixed':
      b.skip(type.size);
      return;
    case 'decimal':
      b.decimal(type.size ?? b.length(), type.scale, mostBytes(type.precision));
      return;
    case 'uuid-bytes':
      b.skip(16);
      return;
    case 'duration':
      b.skip(12);
      return;
    case 'enum':
      b.symbol(type.symbols);
      return;
    case 'union':
      walk(type.branches[b.branch(type.branches.length)]!, b, path);
      return;
    case 'array':
      walkBlocks(b, path, emptyValues(type.items), (i) => {
        path.push(`[${i}]`);
        walk(type.items, b, path);
        path.pop();
      });
      return;
    case 'map':
      walkBlocks(b, path, 0, () => {
        path.push(stepTo(b.text(b.length())));
        walk(type.values, b, path);
        path.pop();
      });
      return;
    case 'record':
      if (type.recursive) b.enter();
      for (const field of type.fields) {
        path.push(stepTo(field.name));
        walk(field.type, b, path);
        path.pop();
      }
      if (type.recursive) b.depth--;
      return;
    default:
      return type satisfies never;
  }
}

function walkBlocks(b: AvroReader, path: string[], empty: number, one: (i: number) => void): void {
  let i = 0;
  for (let count = b.block(empty); count > 0; count = b.block(empty)) {
    const { blockEnd } = b;
    for (let left = count; left > 0; left--) one(i++);
    b.endBlock(blockEnd);
  }
}
