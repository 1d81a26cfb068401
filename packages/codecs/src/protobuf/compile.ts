import { literalMember, setMember } from '../binary/members.js';
import { ENTRY_COST } from '../binary/value-budget.js';
import { costOf, END_GROUP, isPackable, LENGTH, wireType } from './message.js';
import type { ProtoField, ProtoMessage, ProtoType } from './message.js';
import type { ProtoReader } from './proto-reader.js';
import { zero } from './read-message.js';
import { wellKnown } from './well-known.js';

/** Reads the message that the rest of the bytes is. Throws `MalformedMessage`. */
export type ReadProto = (reader: ProtoReader) => unknown;

/**
 * Compiles a message type to a function: JavaScript that is written once for each type, as for
 * Avro, and for the same reasons. Names from the schema enter the text only as string literals made
 * by `JSON.stringify`.
 */
export function compileProto(message: ProtoMessage): ReadProto {
  const writer = new Writer();
  const name = writer.message(message);
  const text = `'use strict';\n${writer.functions.join('\n')}\nreturn (b) => ${name}(b, undefined, 0);`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  const make = new Function('c', text) as (constants: readonly unknown[]) => ReadProto;
  return make(writer.constants);
}

class Writer {
  readonly functions: string[] = [];
  readonly constants: unknown[] = [];
  private readonly messages = new Map<ProtoMessage, string>();

  /**
   * The name of the function that reads it:
   * `(reader, what the message held before, tag of the group's end)`.
   */
  message(message: ProtoMessage): string {
    const known = this.messages.get(message);
    if (known !== undefined) return known;
    const name = `message${this.messages.size}`;
    this.messages.set(message, name);
    const { fields } = message;
    const numbers = this.constant(new Map(fields.map((field) => [field.number, field.name])));
    const variable = new Map(fields.map((field, i) => [field.name, `f${i}`]));
    const special = wellKnown(message);
    const oneofs = new Map<string, string>();
    for (const { oneof } of fields) if (oneof !== undefined) oneofs.set(oneof, oneofs.get(oneof) ?? `o${oneofs.size}`);
    const lines = [
      `b.spend(${costOf(message)});`,
      ...fields.map((field, i) => `let f${i} = ${this.initial(field, special !== undefined)};`),
      // The number of the field that is set.
      ...[...oneofs.values()].map((oneof) => `let ${oneof} = 0;`),
      'for (;;) {',
      '  if (b.at >= b.end) { if (group !== 0) throw b.tooShort(); break; }',
      '  const tag = b.tag();',
      '  if (tag === group) break;',
      '  switch (tag) {',
      ...fields.flatMap((field) => this.cases(field, variable, oneofs)),
      `    default: b.other(tag, ${numbers});`,
      '  }',
      '}',
      ...fields.map((field, i) => this.finish(field, i, oneofs)),
    ];
    const values = fields.map((_, i) => `f${i}`).join(', ');
    const members = fields.map((field, i) => `${literalMember(field.name)}: f${i}`);
    lines.push(special ? `return ${this.constant(special)}([${values}], b);` : `return { ${members.join(', ')} };`);
    this.functions.push(`function ${name}(b, before, group) {\n${lines.join('\n')}\n}`);
    return name;
  }

  /** A message that comes twice is one message: what was there before goes on. */
  private initial({ name, absent, cardinality }: ProtoField, special: boolean): string {
    const fresh = absent === undefined || cardinality === 'repeated' ? 'undefined' : this.constant(absent);
    return special ? fresh : `before === undefined ? ${fresh} : before[${JSON.stringify(name)}]`;
  }

  private cases(
    field: ProtoField,
    variable: ReadonlyMap<string, string>,
    oneofs: ReadonlyMap<string, string>,
  ): string[] {
    const { type, cardinality, number, name, oneof } = field;
    const f = variable.get(name)!;
    const one = (wire: number, ...steps: string[]): string =>
      `    case ${number * 8 + wire}: ${steps.join(' ')} continue;`;
    const wire = wireType(type);
    if (cardinality === 'map') return [one(LENGTH, `${this.entry(field)}(b, ${f} ??= {});`)];
    if (cardinality === 'repeated') {
      const list = `(${f} ??= [])`;
      const single = one(wire, `${list}.push(${this.value(type, 'undefined', number)});`);
      if (!isPackable(type)) return [single];
      return [
        single,
        one(LENGTH, `b.packed(${list}, ${this.function(`return ${this.value(type, 'undefined', number)};`)});`),
      ];
    }
    const chosen = oneof === undefined ? undefined : oneofs.get(oneof);
    if (chosen === undefined) return [one(wire, `${f} = ${this.value(type, f, number)};`)];
    // What was set before another field of the oneof came is gone.
    const before = `${chosen} === 0 || ${chosen} === ${number} ? ${f} : undefined`;
    return [one(wire, `${f} = ${this.value(type, before, number)};`, `${chosen} = ${number};`)];
  }

  private finish(
    { cardinality, name, number, oneof }: ProtoField,
    i: number,
    oneofs: ReadonlyMap<string, string>,
  ): string {
    const chosen = oneof === undefined ? undefined : oneofs.get(oneof);
    if (chosen !== undefined) return `if (${chosen} !== 0 && ${chosen} !== ${number}) f${i} = undefined;`;
    switch (cardinality) {
      case 'repeated':
        return `if (f${i} === undefined) f${i} = [];`;
      case 'map':
        return `if (f${i} === undefined) f${i} = {};`;
      case 'required':
        return `if (f${i} === undefined) throw b.malformed(${JSON.stringify(`the required field ${name} is not there`)});`;
      case 'one':
        return '';
      default:
        return cardinality satisfies never;
    }
  }

  private value(type: ProtoType, before: string, number: number): string {
    switch (type.kind) {
      case 'enum':
        return `b.symbol(${this.constant(type.names)})`;
      case 'message':
        if (type.delimited) return `${this.group(type.message, number)}(b, ${before})`;
        return `${this.nested(type.message)}(b, ${before})`;
      case 'string':
        return 'b.text(b.length())';
      case 'bytes':
        return 'b.bytes()';
      case 'sint64':
        return 'b.zigzag()';
      case 'uint64':
        return 'b.unsigned()';
      default:
        return `b.${type.kind}()`;
    }
  }

  private readonly nestedReaders = new Map<ProtoMessage, string>();

  private nested(message: ProtoMessage): string {
    const known = this.nestedReaders.get(message);
    if (known !== undefined) return known;
    const name = `nested${this.nestedReaders.size}`;
    this.nestedReaders.set(message, name);
    const read = this.message(message);
    this.functions.push(
      `function ${name}(b, before) { const outer = b.enter(); const value = ${read}(b, before, 0); b.leave(outer); return value; }`,
    );
    return name;
  }

  private group(message: ProtoMessage, number: number): string {
    const read = `${this.message(message)}(b, before, ${number * 8 + END_GROUP})`;
    return this.function(`b.deeper(); const value = ${read}; b.depth--; return value;`);
  }

  /** An entry of a map is a message of a key and a value, each of which may be left out. */
  private entry({ key = 'string', type, number }: ProtoField): string {
    const keyType: ProtoType = { kind: key };
    const absent =
      type.kind === 'message' ? `${this.message(type.message)}(b, undefined, 0)` : this.constant(zero(type));
    return this.function(
      [
        'const outer = b.enter();',
        `b.spend(${ENTRY_COST});`,
        `let key = ${JSON.stringify(zero(keyType))}, value;`,
        'while (b.at < b.end) {',
        '  const tag = b.tag();',
        `  if (tag === ${8 + wireType(keyType)}) key = ${this.value(keyType, 'undefined', number)};`,
        `  else if (tag === ${16 + wireType(type)}) value = ${this.value(type, 'value', number)};`,
        `  else b.other(tag, ${this.constant(ENTRY_FIELDS)});`,
        '}',
        `if (value === undefined) value = ${absent};`,
        'b.leave(outer);',
        `${this.constant(setMember)}(before, String(key), value);`,
      ].join('\n'),
    );
  }

  private function(body: string): string {
    const name = `read${this.functions.length}`;
    this.functions.push(`function ${name}(b, before) { ${body} }`);
    return name;
  }

  private constant(value: unknown): string {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string') return JSON.stringify(value);
    return `c[${this.constants.push(value) - 1}]`;
  }
}

/** The fields of a map's entry. */
const ENTRY_FIELDS: ReadonlyMap<number, string> = new Map([
  [1, 'key'],
  [2, 'value'],
]);
