/**
 * A schema that cannot be used. A fact about the schema, so it fails every message that was written
 * with it.
 */
export class BrokenSchema extends Error {
  override readonly name: string = 'BrokenSchema';
}

/** A schema that is not read because it would take too long or too much memory. */
export class SchemaTooLarge extends BrokenSchema {
  override readonly name: string = 'SchemaTooLarge';
}
