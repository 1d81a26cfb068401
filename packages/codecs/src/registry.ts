export { createRegistryCodec } from './registry/create-registry-codec.js';
export type { RegistryCodecOptions, RegistryFormat } from './registry/create-registry-codec.js';
export { createSchemaRegistry } from './registry/schema-registry.js';
export type { SchemaRegistry, SchemaRegistryOptions } from './registry/schema-registry.js';
export type { RegisteredSchema, SchemaId, SchemaReference } from './schema/registered-schema.js';
export { SchemaRegistryError } from './registry/registry-error.js';
export type { RegistryProblem } from './registry/registry-error.js';
