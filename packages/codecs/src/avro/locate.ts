import { MalformedMessage } from '../binary/byte-reader.js';
import type { AvroReader } from './avro-reader.js';
import type { AvroCosts } from './cost.js';
import { shortPath, stepTo } from '../binary/value-path.js';
import { mostBytes } from '../binary/decimal.js';
import type { AvroType } from './schema.js';

/**
 * Where the bytes stop being what the schema says: `$.user.address.zip`, `$.items[3]`. Reads the
 * message once more, slowly; compiled decoders keep no path. `undefined` when nothing is wrong.
 */
export function locate(
  type: AvroType,
  costs: AvroCosts,
  reader: AvroReader,
): { path: string; failure: MalformedMessage } | undefined {
  const path: string[] = ['$'];
  try {
    reader.spend(costs.of(type));
    walk(type, costs, reader, path);
    return undefined;
  } catch (failure) {
    if (failure instanceof MalformedMessage) return { path: shortPath(path), failure };
    throw failure;
  }
}

function walk(type: AvroType, costs: AvroCosts, b: AvroReader, path: string[]): void {
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
    case 'union': {
      const branch = type.branches[b.branch(type.branches.length)]!;
      b.spend(costs.ofBranch(branch));
      walk(branch, costs, b, path);
      return;
    }
    case 'array':
      walkBlocks(b, costs.of(type.items), costs.takesBytes(type.items), (i) => {
        path.push(`[${i}]`);
        walk(type.items, costs, b, path);
        path.pop();
      });
      return;
    case 'map':
      walkBlocks(b, costs.ofEntry(type.values), true, () => {
        path.push(stepTo(b.text(b.length())));
        walk(type.values, costs, b, path);
        path.pop();
      });
      return;
    case 'record':
      if (type.recursive) b.enter(costs.ofRecord(type));
      for (const field of type.fields) {
        path.push(stepTo(field.name));
        walk(field.type, costs, b, path);
        path.pop();
      }
      if (type.recursive) b.depth--;
      return;
    default:
      return type satisfies never;
  }
}

function walkBlocks(b: AvroReader, cost: number, takesBytes: boolean, one: (i: number) => void): void {
  let i = 0;
  for (let count = b.block(cost, takesBytes); count > 0; count = b.block(cost, takesBytes)) {
    const { blockEnd } = b;
    for (let left = count; left > 0; left--) one(i++);
    b.endBlock(blockEnd);
  }
}
