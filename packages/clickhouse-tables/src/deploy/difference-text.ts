import type { EngineClause, HiddenDifference, RefusedDifference, ShownDifference } from './difference.js';

const CLAUSES: Readonly<Record<EngineClause, string>> = {
  engine: 'engine',
  'partition-key': 'partition key',
  'primary-key': 'primary key',
  'sorting-key': 'sorting key',
  'sampling-key': 'sampling key',
  ttl: 'TTL',
};

/** A refused difference as a sentence that follows the name of the table. */
export function refusalText(difference: RefusedDifference): string {
  switch (difference.kind) {
    case 'extra-column':
      return `has a column ${difference.column} that is not in the datafile; dropping columns is not supported yet.`;
    case 'column-type':
      return `column ${difference.column} ${values(difference)}; changing types is not supported yet.`;
    case 'column-default':
      return `the DEFAULT of column ${difference.column} ${values(difference)}; changing it is not supported yet.`;
    case 'column-codec':
      return `the codec of column ${difference.column} ${values(difference)}; changing it is not supported yet.`;
    case 'engine-clause':
      return `the ${CLAUSES[difference.clause]} ${values(difference)}; changing it is not supported yet.`;
    case 'engine-setting':
      return `the setting ${difference.setting} ${values(difference, 'not set')}; changing it is not supported yet.`;
    case 'engine-settings':
      return `the settings are not ${difference.reference}; changing them is not supported yet.`;
    case 'missing-index':
      return `has no index ${difference.index} (${difference.should}); adding it is not supported yet.`;
    case 'index':
      return `the index ${difference.index} ${values(difference)}; changing it is not supported yet.`;
    default:
      return difference satisfies never;
  }
}

function values(difference: ShownDifference | HiddenDifference, none = 'none'): string {
  if ('reference' in difference) return `is not ${difference.reference}`;
  return `is ${difference.is ?? none} and should be ${difference.should ?? none}`;
}
