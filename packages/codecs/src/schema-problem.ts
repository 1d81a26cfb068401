/** A schema that cannot be used. A fact about the schema, so it fails every message that was written with it. */
export class BrokenSchema extends Error {
  override readonly name = 'BrokenSchema';
}
