import type { Pipeline } from '../pipeline.js';
import type { SentColumn } from './table-drift.js';

/** The columns of the landing table that its inserts fill. */
export const sentLandingColumns = ({
  mapping,
  landing,
  storeRawValue,
}: Pick<Pipeline, 'mapping' | 'landing' | 'storeRawValue'>): readonly SentColumn[] => [
  ...mapping.blockColumns,
  ...landing.metaColumns.filter(({ name }) => name !== '__value' || storeRawValue),
];
