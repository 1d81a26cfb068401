/** What an Avro schema says, with names resolved: a record that refers to itself is one object. */
export type AvroType =
  | { readonly kind: 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string' }
  | { readonly kind: 'date' | 'duration' | 'uuid-bytes' }
  | { readonly kind: 'time'; readonly precision: 3 | 6 }
  | { readonly kind: 'timestamp'; readonly precision: 3 | 6 | 9; readonly clock: 'instant' | 'local' }
  | AvroDecimal
  | { readonly kind: 'fixed'; readonly size: number }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] }
  | AvroRecord;

export interface AvroDecimal {
  readonly kind: 'decimal';
  readonly precision: number;
  readonly scale: number;
  /** Of a fixed; bytes say theirs in each message. */
  readonly size: number | undefined;
}

export interface AvroRecord {
  readonly kind: 'record';
  readonly name: string;
  readonly fields: readonly AvroField[];
  /** Whether a value of it can be inside of another one. */
  readonly recursive: boolean;
}

export interface AvroField {
  readonly name: string;
  /** Former names, those left out that a field of the record has today. */
  readonly aliases: readonly string[];
  readonly type: AvroType;
}

/** What a record, an enum or a fixed is called by other schemas: full name to type. */
export type NamedTypes = Map<string, AvroType>;
