import { BrokenSchema } from '../schema/schema-problem.js';
import { logicalType } from './logical-type.js';
import type { AvroField, AvroType, NamedTypes } from './schema.js';

/**
 * How deeply types may nest in a schema. No real schema comes close; a hostile one must not
 * overflow the stack.
 */
const MAX_NESTING = 200;

/** A record whose fields are still being read. */
interface OpenRecord {
  readonly kind: 'record';
  readonly name: string;
  fields: readonly AvroField[];
  recursive: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Where in the schema we are. */
interface Scope {
  readonly named: NamedTypes;
  readonly open: Set<AvroType>;
  readonly namespace: string;
  readonly path: string;
  readonly nesting: number;
}

/**
 * Reads a schema. The names that it defines are added to `named`, where those of the schemas that
 * it refers to already are.
 *
 * @throws BrokenSchema when it is not a schema; the text says where, as a path into the schema
 */
export function readAvroSchema(text: string, named: NamedTypes): AvroType {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // A primitive may stand without quotes: the registry has accepted such ones.
    if (PRIMITIVES.has(text.trim())) json = text.trim();
    else throw new BrokenSchema(`it is not JSON: ${(error as Error).message}`);
  }
  return readType(json, { named, open: new Set(), namespace: '', path: '$', nesting: 0 });
}

const PRIMITIVES: ReadonlyMap<string, AvroType> = new Map(
  (['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const).map((kind) => [kind, { kind }]),
);

function readType(json: unknown, scope: Scope): AvroType {
  if (scope.nesting > MAX_NESTING) throw new BrokenSchema(`types stand more than ${MAX_NESTING} levels deep`);
  if (typeof json === 'string') return typeOfName(json, scope);
  if (Array.isArray(json)) return readUnion(json, scope);
  if (!isObject(json)) throw wrong(scope, 'a type is a name, an object or an array');
  const type = json['type'];
  if (typeof type !== 'string') {
    // `{"type": {"type": "string"}}`: odd, and in use.
    if (type === undefined) throw wrong(scope, 'has no "type"');
    return readType(type, inside(scope, '.type'));
  }
  switch (type) {
    case 'record':
    case 'error':
      return readRecord(json, scope);
    case 'enum':
      return define(json, scope, { kind: 'enum', symbols: readSymbols(json, scope) });
    case 'fixed': {
      const { size } = json as { readonly size?: unknown };
      if (!Number.isSafeInteger(size) || (size as number) < 0) throw wrong(scope, 'a fixed has a "size"');
      const fixed: AvroType = { kind: 'fixed', size: size as number };
      return define(json, scope, logicalType(json, fixed) ?? fixed);
    }
    case 'array':
      return { kind: 'array', items: readType(json['items'], inside(scope, '.items')) };
    case 'map':
      return { kind: 'map', values: readType(json['values'], inside(scope, '.values')) };
    default: {
      const named = typeOfName(type, scope);
      return logicalType(json, named) ?? named;
    }
  }
}

function readUnion(json: readonly unknown[], scope: Scope): AvroType {
  if (json.length === 0) throw wrong(scope, 'a union has at least one branch');
  const branches = json.map((branch, i) => readType(branch, inside(scope, `[${i}]`)));
  return { kind: 'union', branches };
}

function readRecord(json: Json, scope: Scope): AvroType {
  const record: OpenRecord = { kind: 'record', name: fullName(json, scope), fields: [], recursive: false };
  define(json, scope, record);
  const fields = json['fields'];
  if (!Array.isArray(fields)) throw wrong(scope, 'a record has "fields"');
  scope.open.add(record);
  const own = { ...scope, namespace: namespaceOf(record.name) };
  record.fields = fields.map((field: unknown, i) => readField(field, inside(own, `.fields[${i}]`)));
  scope.open.delete(record);
  const names = new Set<string>();
  for (const { name } of record.fields) {
    if (names.has(name)) throw wrong(scope, `has two fields ${JSON.stringify(name)}`);
    names.add(name);
  }
  const taken = new Map<string, AvroField>();
  const shared = new Set<string>();
  for (const field of record.fields)
    for (const alias of field.aliases) {
      if ((taken.get(alias) ?? field) !== field) shared.add(alias);
      taken.set(alias, field);
    }
  // A current field name is never an alias. A former name shared by two fields is ambiguous, and is
  // an alias of neither.
  const isOne = (alias: string): boolean => !names.has(alias) && !shared.has(alias);
  record.fields = record.fields.map((field) => ({ ...field, aliases: [...new Set(field.aliases)].filter(isOne) }));
  return record;
}

function readField(json: unknown, scope: Scope): AvroField {
  if (!isObject(json) || typeof json['name'] !== 'string') throw wrong(scope, 'a field has a "name"');
  const aliases = Array.isArray(json['aliases']) ? json['aliases'] : [];
  return {
    name: json['name'],
    aliases: aliases.filter((alias) => typeof alias === 'string'),
    type: readType(json['type'], inside(scope, '.type')),
  };
}

function readSymbols(json: Json, scope: Scope): readonly string[] {
  const symbols = json['symbols'];
  if (!Array.isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) {
    throw wrong(scope, 'an enum has "symbols", which are strings');
  }
  return symbols;
}

function define(json: Json, scope: Scope, type: AvroType): AvroType {
  const name = fullName(json, scope);
  if (scope.named.has(name)) throw wrong(scope, `defines ${JSON.stringify(name)}, which is defined already`);
  scope.named.set(name, type);
  return type;
}

function fullName(json: Json, scope: Scope): string {
  const { name, namespace } = json;
  if (typeof name !== 'string' || name === '') throw wrong(scope, 'a record, an enum and a fixed have a "name"');
  if (name.includes('.')) return name;
  const space = typeof namespace === 'string' ? namespace : scope.namespace;
  return space === '' ? name : `${space}.${name}`;
}

const namespaceOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));

function typeOfName(name: string, { named, open, namespace, ...place }: Scope): AvroType {
  const type = PRIMITIVES.get(name) ?? named.get(namespace === '' ? name : `${namespace}.${name}`) ?? named.get(name);
  if (!type) throw wrong(place, `there is no type ${JSON.stringify(name)}`);
  if (open.has(type)) (type as OpenRecord).recursive = true;
  return type;
}

const inside = (scope: Scope, step: string): Scope => ({
  ...scope,
  path: scope.path + step,
  nesting: scope.nesting + 1,
});

const wrong = ({ path }: Pick<Scope, 'path'>, what: string): BrokenSchema => new BrokenSchema(`at ${path}: ${what}`);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
