import { CONTAINER_COST, SCALAR_COST } from '../binary/value-budget.js';

/**
 * What a .proto says about one message, with types resolved: a message that contains itself is one
 * object.
 */
export interface ProtoMessage {
  /** Without a dot in front: `shop.v1.Order`. */
  readonly name: string;
  readonly fields: readonly ProtoField[];
}

export interface ProtoField {
  /** As the .proto writes it. */
  readonly name: string;
  readonly number: number;
  readonly type: ProtoType;
  readonly cardinality: 'one' | 'required' | 'repeated' | 'map';
  /** Of a map. */
  readonly key?: ProtoScalar;
  /** What the field is when the message does not have it; `undefined`: nothing. */
  readonly absent: unknown;
  /** The oneof that it stands in: a field that is set takes the place of all others of it. */
  readonly oneof: string | undefined;
}

export type ProtoType =
  | { readonly kind: ProtoScalar }
  | { readonly kind: 'enum'; readonly names: ReadonlyMap<number, string> }
  | { readonly kind: 'message'; readonly message: ProtoMessage; readonly delimited: boolean };

export type ProtoScalar =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
export const START_GROUP = 3;
export const END_GROUP = 4;
export const FIXED32 = 5;

/** How values of a type are written. */
export function wireType(type: ProtoType): number {
  switch (type.kind) {
    case 'double':
    case 'fixed64':
    case 'sfixed64':
      return FIXED64;
    case 'float':
    case 'fixed32':
    case 'sfixed32':
      return FIXED32;
    case 'string':
    case 'bytes':
      return LENGTH;
    case 'message':
      return type.delimited ? START_GROUP : LENGTH;
    default:
      return VARINT;
  }
}

/** Whether many of them may stand in one field, without a number each. */
export const isPackable = (type: ProtoType): boolean => {
  const wire = wireType(type);
  return wire !== LENGTH && wire !== START_GROUP;
};

/**
 * What a value of it costs where nothing is set, see `valueBudget`: everything is there, as its
 * default.
 */
export function costOf({ fields }: ProtoMessage): number {
  let cost = CONTAINER_COST;
  for (const { cardinality } of fields) {
    cost += cardinality === 'repeated' || cardinality === 'map' ? SCALAR_COST + CONTAINER_COST : SCALAR_COST;
  }
  return cost;
}
