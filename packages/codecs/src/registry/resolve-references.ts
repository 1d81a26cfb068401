import type { Reference, SchemaInfo } from '@confluentinc/schemaregistry';
import { BrokenSchema } from '../schema-problem.js';
import type { SchemaReference } from './registered-schema.js';

/** Schemas that one may bring along. */
const MAX_REFERENCES = 500;

/**
 * Gets all schemas that a schema refers to, directly and further on; each once, after those that it refers to itself.
 *
 * @throws what `get` throws
 */
export async function resolveReferences(
  references: readonly Reference[],
  get: (reference: Reference) => Promise<SchemaInfo>,
): Promise<readonly SchemaReference[]> {
  const seen = new Set<string>();
  const resolved: SchemaReference[] = [];
  const visit = async (all: readonly Reference[]): Promise<void> => {
    for (const reference of all) {
      const key = JSON.stringify([reference.subject, reference.version]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_REFERENCES) throw new BrokenSchema(`it refers to more than ${MAX_REFERENCES} other schemas`);
      const { schema, references: further } = await get(reference);
      await visit(further ?? []);
      resolved.push({ name: reference.name, text: schema });
    }
  };
  await visit(references);
  return resolved;
}
