import protobuf from 'protobufjs';
import { BrokenSchema } from '../schema-problem.js';
import type { ProtoField, ProtoMessage, ProtoScalar, ProtoType } from './message.js';

interface OpenMessage {
  readonly name: string;
  fields: readonly ProtoField[];
  recursive: boolean;
}

/** Turns protobufjs's types into ours, each once. */
export class MessageTypes {
  private readonly messages = new Map<protobuf.Type, OpenMessage>();
  private readonly open = new Set<OpenMessage>();

  /** @throws BrokenSchema */
  of(type: protobuf.Type): ProtoMessage {
    const known = this.messages.get(type);
    if (known) {
      if (this.open.has(known)) known.recursive = true;
      return known;
    }
    const message: OpenMessage = { name: type.fullName.replace(/^\./, ''), fields: [], recursive: false };
    this.messages.set(type, message);
    this.open.add(message);
    message.fields = type.fieldsArray.map((field) => this.field(field)).sort((a, b) => a.number - b.number);
    this.open.delete(message);
    return message;
  }

  private field(field: protobuf.Field): ProtoField {
    const { name, id: number, resolvedType } = field.resolve();
    const entry = entryOf(field);
    if (entry) {
      const [key, value] = [entry.fieldsById[1], entry.fieldsById[2]];
      if (!key || !value) throw new BrokenSchema(`the map ${field.fullName} has no key or no value`);
      const cardinality = 'map';
      const type = this.type(value.resolve());
      return { name, number, cardinality, key: key.type as ProtoScalar, type, absent: undefined, rivals: [] };
    }
    const type = this.type(field);
    if (field instanceof protobuf.MapField) {
      const key = field.keyType as ProtoScalar;
      return { name, number, cardinality: 'map', key, type, absent: undefined, rivals: [] };
    }
    const cardinality = field.repeated ? 'repeated' : field.required ? 'required' : 'one';
    const rivals = (field.partOf?.fieldsArray ?? []).flatMap((one) => (one.name === name ? [] : [one.name]));
    const absent = resolvedType instanceof protobuf.Type ? undefined : absentValue(field, type);
    return { name, number, cardinality, type, absent, rivals };
  }

  private type(field: protobuf.Field): ProtoType {
    const { type, resolvedType } = field;
    if (resolvedType instanceof protobuf.Type) {
      return { kind: 'message', message: this.of(resolvedType), delimited: field.delimited };
    }
    if (resolvedType instanceof protobuf.Enum) {
      return {
        kind: 'enum',
        names: new Map(Object.entries(resolvedType.valuesById).map(([id, name]) => [Number(id), name])),
      };
    }
    return { kind: type as ProtoScalar };
  }
}

/** The message that a map's entries are, where the schema came as a descriptor. */
function entryOf({ repeated, resolvedType }: protobuf.Field): protobuf.Type | undefined {
  if (!repeated || !(resolvedType instanceof protobuf.Type)) return undefined;
  const { options } = resolvedType;
  return options?.['mapEntry'] === true || options?.['map_entry'] === true ? resolvedType : undefined;
}

/** What a field is that the message does not have: its declared default, or zero where the language has no "not set". */
function absentValue(field: protobuf.Field, type: ProtoType): unknown {
  const declared: unknown = field.options?.['default'];
  if (field.repeated || field.required) return undefined;
  if (declared !== undefined && declared !== null) {
    return type.kind === 'bytes' ? Buffer.from(declared as string, 'latin1') : declared;
  }
  return field.hasPresence ? undefined : zero(type);
}

/** Proto3's value of a field that was never set. */
export function zero(type: ProtoType): unknown {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bytes':
      return new Uint8Array(0);
    case 'bool':
      return false;
    case 'enum':
      return type.names.get(0) ?? 0;
    case 'message':
      return undefined;
    default:
      return 0;
  }
}
