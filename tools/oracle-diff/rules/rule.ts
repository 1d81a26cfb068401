import type { Difference } from '../differences.js';
import type { Answer, Sample } from '../sample.js';

/** The headings of docs/differences.md, which explains every intended difference to users. */
export type Section =
  | 'Settings that a file needs'
  | 'Values of settings'
  | 'Settings without a value'
  | 'Where a secret can stand'
  | 'One connector for a data source'
  | 'Columns that are not there'
  | 'Two columns of one name'
  | 'JSON paths'
  | 'What a column may hold'
  | 'SQL that cannot be read'
  | 'Functions'
  | 'Engines and keys'
  | 'Indexes'
  | 'Settings below a block'
  | 'The dialects of before'
  | 'SQL in columns'
  | 'Types'
  | 'Settings of other connectors'
  | 'The version column in the sorting key'
  | 'Blanks and invisible characters'
  | 'Templates'
  | 'Quotes'
  | 'Lists'
  | 'Comments after a value'
  | 'Dollar signs'
  | 'Certificates on one line';

export interface Context {
  readonly sample: Sample;
  readonly ours: Answer;
  readonly original: Answer;
}

/** A difference that is intended. */
export interface Rule<D extends Difference = Difference> {
  readonly name: string;
  readonly section: Section;
  readonly covers: (difference: D, context: Context) => boolean;
}

export type WeRefuse = Extract<Difference, { readonly kind: 'we-refuse' }>;
export type OriginalRefuses = Extract<Difference, { readonly kind: 'original-refuses' }>;
export type ModelDiffers = Extract<Difference, { readonly kind: 'model' }>;
