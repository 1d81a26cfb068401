import { literalMember } from '../binary/members.js';
import type { AvroReader } from './avro-reader.js';
import type { AvroCosts } from './cost.js';
import { mostBytes } from '../binary/decimal.js';
import type { AvroRecord, AvroType } from './schema.js';

/** Reads one value from where the reader stands. Throws `MalformedMessage`. */
export type ReadAvro = (reader: AvroReader) => unknown;

/**
 * Compiles a type to a function.
 *
 * It writes JavaScript, once for each schema, because that is what makes Avro as cheap as
 * `JSON.parse`: each record is an object literal, so all of them have one shape, and nothing is
 * looked up while reading. Names from the schema enter the text only as string literals made by
 * `JSON.stringify`.
 */
export function compileAvro(type: AvroType, costs: AvroCosts): ReadAvro {
  const writer = new Writer(costs);
  const body = writer.expression(type);
  const read = `b.spend(${costs.of(type)}); return ${body};`;
  const text = `'use strict';\n${writer.functions.join('\n')}\nreturn (b) => { ${read} };`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  const make = new Function('symbols', 'setAlias', text) as (
    symbols: readonly (readonly string[])[],
    alias: typeof setAlias,
  ) => ReadAvro;
  return make(writer.symbols, setAlias);
}

/** A former name of a field: finds the field's value, but is neither listed nor printed. */
function setAlias(record: object, alias: string, value: unknown): void {
  Object.defineProperty(record, alias, { value, enumerable: false });
}

class Writer {
  readonly functions: string[] = [];
  readonly symbols: (readonly string[])[] = [];
  private readonly records = new Map<AvroRecord, string>();
  private readonly costs: AvroCosts;

  constructor(costs: AvroCosts) {
    this.costs = costs;
  }

  /** An expression that reads a value of the type from `b`. */
  expression(type: AvroType): string {
    switch (type.kind) {
      case 'null':
        return 'null';
      case 'boolean':
        return 'b.boolean()';
      case 'int':
        return 'b.int()';
      case 'long':
        return 'b.zigzag()';
      case 'float':
        return 'b.float()';
      case 'double':
        return 'b.double()';
      case 'bytes':
        return 'b.view(b.length())';
      case 'string':
        return 'b.text(b.length())';
      case 'fixed':
        return `b.view(${type.size})`;
      case 'decimal':
        return `b.decimal(${type.size ?? 'b.length()'}, ${type.scale}, ${mostBytes(type.precision)})`;
      case 'date':
        return 'b.date()';
      case 'time':
        return `b.time(${type.precision})`;
      case 'timestamp':
        return `b.timestamp(${type.precision}, '${type.clock}')`;
      case 'uuid-bytes':
        return 'b.uuid()';
      case 'duration':
        return 'b.duration()';
      case 'enum':
        return `b.symbol(symbols[${this.symbols.push(type.symbols) - 1}])`;
      case 'array':
        return `b.items(${this.function(`return ${this.expression(type.items)};`)}, ${this.costs.of(type.items)}, ${this.costs.takesBytes(type.items)})`;
      case 'map':
        return `b.entries(${this.function(`return ${this.expression(type.values)};`)}, ${this.costs.ofEntry(type.values)})`;
      case 'union':
        return this.union(type.branches);
      case 'record':
        return `${this.record(type)}(b)`;
      default:
        return type satisfies never;
    }
  }

  private union(branches: readonly AvroType[]): string {
    const [first, second, ...others] = branches.map((branch) => this.branch(branch));
    // The usual one: a value or null.
    if (second !== undefined && others.length === 0) return `(b.branch(2) === 0 ? ${first} : ${second})`;
    const cases = [first, second, ...others].flatMap((one, i) =>
      one === undefined ? [] : [`case ${i}: return ${one};`],
    );
    return `${this.function(`switch (b.branch(${branches.length})) { ${cases.join(' ')} }`)}(b)`;
  }

  private branch(branch: AvroType): string {
    const cost = this.costs.ofBranch(branch);
    const value = this.expression(branch);
    return cost === 0 ? value : `(b.spend(${cost}), ${value})`;
  }

  private record(record: AvroRecord): string {
    const known = this.records.get(record);
    if (known !== undefined) return known;
    const name = `record${this.records.size}`;
    this.records.set(record, name);
    const members = record.fields.map(({ name: field, type }) => `${literalMember(field)}: ${this.expression(type)}`);
    const aliases = record.fields.flatMap(({ name: field, aliases: formers }) =>
      formers.map((alias) => `setAlias(record, ${JSON.stringify(alias)}, record[${JSON.stringify(field)}]);`),
    );
    const steps = [
      record.recursive ? `b.enter(${this.costs.ofRecord(record)});` : '',
      `const record = { ${members.join(', ')} };`,
      record.recursive ? 'b.depth--;' : '',
      ...aliases,
      'return record;',
    ];
    this.functions.push(`function ${name}(b) { ${steps.join(' ')} }`);
    return name;
  }

  private function(body: string): string {
    const name = `read${this.functions.length}`;
    this.functions.push(`function ${name}(b) { ${body} }`);
    return name;
  }
}
