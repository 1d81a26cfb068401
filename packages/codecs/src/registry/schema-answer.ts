import { BrokenSchema } from '../schema/schema-problem.js';

/** What a registry says of one schema. */
export interface SchemaAnswer {
  readonly type: string;
  readonly text: string;
  readonly references: readonly AnsweredReference[];
}

/** Another schema, by the name that this one uses for it, and where the registry has it. */
export interface AnsweredReference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * Reads what a registry answered. Nothing of it is believed to be of the type that it should have.
 *
 * @returns undefined if the answer is not a registry's: a login page is an answer, too
 * @throws BrokenSchema where it is one, and no schema: asking again would bring the same
 */
export function readSchemaAnswer(answer: unknown): SchemaAnswer | undefined {
  if (!isObject(answer) || answer['schema'] === undefined) return undefined;
  const { schema, schemaType, references } = answer as Readonly<
    Record<'schema' | 'schemaType' | 'references', unknown>
  >;
  if (typeof schema !== 'string') throw new BrokenSchema('what the registry has for it is not text');
  // It leaves the type out for Avro.
  const type = schemaType ?? 'AVRO';
  if (typeof type !== 'string') throw new BrokenSchema('what the registry gives as its type is not text');
  const all = references ?? [];
  if (!Array.isArray(all) || !all.every(isReference))
    throw new BrokenSchema('what the registry gives as its references is not a list of references');
  return { type, text: schema, references: all };
}

const isReference = (value: unknown): value is AnsweredReference =>
  isObject(value) &&
  typeof value['name'] === 'string' &&
  typeof value['subject'] === 'string' &&
  // Half of a character cannot be asked for.
  !LONE_SURROGATE.test(value['subject']) &&
  Number.isSafeInteger(value['version']);

const LONE_SURROGATE = /\p{Surrogate}/u;
