import protobuf from 'protobufjs';
import { BrokenSchema } from '../schema/schema-problem.js';
import type { HiddenNames } from './hidden-names.js';
import type { ProtoField, ProtoMessage, ProtoScalar, ProtoType } from './message.js';

interface OpenMessage {
  readonly name: string;
  fields: readonly ProtoField[];
}

/** Turns protobufjs's types into ours, each once. */
export class MessageTypes {
  private readonly messages = new Map<protobuf.Type, OpenMessage>();
  private readonly names: HiddenNames;

  constructor(names: HiddenNames) {
    this.names = names;
  }

  /** @throws BrokenSchema */
  of(type: protobuf.Type): ProtoMessage {
    const known = this.messages.get(type);
    if (known) return known;
    const message: OpenMessage = { name: this.names.show(type.fullName.replace(/^\./, '')), fields: [] };
    this.messages.set(type, message);
    message.fields = type.fieldsArray.map((field) => this.field(field)).sort((a, b) => a.number - b.number);
    return message;
  }

  private field(field: protobuf.Field): ProtoField {
    const { id: number, resolvedType } = field.resolve();
    const name = this.names.show(field.name);
    const entry = entryOf(field);
    if (entry) {
      const [key, value] = [entry.fieldsById[1], entry.fieldsById[2]];
      if (!key || !value) throw new BrokenSchema(`the map ${field.fullName} has no key or no value`);
      const cardinality = 'map';
      const type = this.type(value.resolve());
      return { name, number, cardinality, key: key.type as ProtoScalar, type, absent: undefined, oneof: undefined };
    }
    const type = this.type(field);
    if (field instanceof protobuf.MapField) {
      const key = field.keyType as ProtoScalar;
      return { name, number, cardinality: 'map', key, type, absent: undefined, oneof: undefined };
    }
    const cardinality = field.repeated ? 'repeated' : field.required ? 'required' : 'one';
    // An `optional` of proto3 has one of its own.
    const oneof = field.partOf && field.partOf.fieldsArray.length > 1 ? field.partOf.name : undefined;
    const absent = resolvedType instanceof protobuf.Type ? undefined : this.absent(field, type);
    return { name, number, cardinality, type, absent, oneof };
  }

  private type(field: protobuf.Field): ProtoType {
    const { type, resolvedType } = field;
    if (resolvedType instanceof protobuf.Type) {
      return { kind: 'message', message: this.of(resolvedType), delimited: field.delimited };
    }
    if (resolvedType instanceof protobuf.Enum) {
      return {
        kind: 'enum',
        names: new Map(
          Object.entries(resolvedType.valuesById).map(([id, name]) => [Number(id), this.names.show(name)]),
        ),
      };
    }
    return { kind: type as ProtoScalar };
  }

  /**
   * What a field is that the message does not have: its declared default, or zero where the
   * language has no "not set".
   */
  private absent(field: protobuf.Field, type: ProtoType): unknown {
    const declared: unknown = field.options?.['default'];
    if (field.repeated || field.required) return undefined;
    if (declared !== undefined && declared !== null) {
      const shown = typeof declared === 'string' ? this.names.show(declared) : declared;
      return type.kind === 'bytes' ? Buffer.from(shown as string, 'latin1') : shown;
    }
    return field.hasPresence ? undefined : zero(type);
  }
}

/** The message that a map's entries are, where the schema came as a descriptor. */
function entryOf({ repeated, resolvedType }: protobuf.Field): protobuf.Type | undefined {
  if (!repeated || !(resolvedType instanceof protobuf.Type)) return undefined;
  const { options } = resolvedType;
  return options?.['mapEntry'] === true || options?.['map_entry'] === true ? resolvedType : undefined;
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
