/** The languages that a registry keeps schemas in. */
export type SchemaType = 'AVRO' | 'JSON' | 'PROTOBUF';

/** A schema, with everything that it refers to. */
export interface RegisteredSchema {
  /** As the registry says it; it leaves it out for Avro. */
  readonly type: string;
  readonly text: string;
  /** What it refers to, directly and further on; each after those that it refers to itself. */
  readonly references: readonly SchemaReference[];
}

/** A schema that another one refers to, by the name that it uses for it. */
export interface SchemaReference {
  readonly name: string;
  readonly text: string;
}

/** How a message names its schema: the registry's number, or its GUID. */
export type SchemaId = number | string;
