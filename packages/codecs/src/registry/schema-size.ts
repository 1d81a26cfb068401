import { SchemaTooLarge } from '../schema/schema-problem.js';
import type { RegisteredSchema } from '../schema/registered-schema.js';

/** Characters of a schema, with all that it refers to. */
export const MAX_SCHEMA_CHARACTERS = 1024 * 1024;

/** Characters of all schemas that are kept: compiled ones take some thirty times that, in bytes. */
export const KEPT_SCHEMA_CHARACTERS = 16 * 1024 * 1024;

/** @throws SchemaTooLarge */
export function checkSchemaSize(characters: number): void {
  if (characters <= MAX_SCHEMA_CHARACTERS) return;
  throw new SchemaTooLarge('with all that it refers to, it has more than 1 MiB of text');
}

export function charactersOf({ text, references }: RegisteredSchema): number {
  let characters = text.length;
  for (const reference of references) characters += reference.text.length;
  return characters;
}
