import { SchemaTooLarge } from '../schema/schema-problem.js';
import type { SchemaReference } from '../schema/registered-schema.js';
import type { AnsweredReference, SchemaAnswer } from './schema-answer.js';
import { checkSchemaSize } from './schema-size.js';

/** Schemas that one may bring along. */
const MAX_REFERENCES = 500;

/**
 * Gets all schemas that a schema refers to, directly and further on; each once, after those that it
 * refers to itself.
 *
 * @throws SchemaTooLarge when they are too many, or too much text
 * @throws what `get` throws
 */
export async function resolveReferences(
  { text, references }: SchemaAnswer,
  get: (reference: AnsweredReference) => Promise<SchemaAnswer>,
): Promise<readonly SchemaReference[]> {
  const seen = new Set<string>();
  const resolved: SchemaReference[] = [];
  let characters = text.length;
  checkSchemaSize(characters);
  const visit = async (all: readonly AnsweredReference[]): Promise<void> => {
    for (const reference of all) {
      const key = JSON.stringify([reference.subject, reference.version]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_REFERENCES)
        throw new SchemaTooLarge(`it refers to more than ${MAX_REFERENCES} other schemas`);
      const { text: other, references: further } = await get(reference);
      checkSchemaSize((characters += other.length));
      await visit(further);
      resolved.push({ name: reference.name, text: other });
    }
  };
  await visit(references);
  return resolved;
}
