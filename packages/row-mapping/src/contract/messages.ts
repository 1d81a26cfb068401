import { defineDiagnostics, message } from '@proj/diagnostics';

/** What can be wrong with the columns of a mapping. */
export const mappingDiagnostics = defineDiagnostics('mapping', {
  'path-root': {
    severity: 'error',
    message: message`A JSONPath begins with $, for example $.user.id.`,
    hint: message`Write ${'suggestion'}.`,
  },
  'path-character': {
    severity: 'error',
    message: message`A JSONPath cannot hold ${'what'}.`,
    hint: message`Remove it.`,
  },
  'path-empty-member': {
    severity: 'error',
    message: message`The name of a member is missing here.`,
    hint: message`Write ${'suggestion'}.`,
  },
  'path-unclosed': {
    severity: 'error',
    message: message`This bracket is not closed.`,
    hint: message`Add ${'closing'}.`,
  },
  'path-syntax': {
    severity: 'error',
    message: message`Unexpected ${'found'} in a JSONPath.`,
    hint: message`${'advice'}`,
  },
  'path-script': {
    severity: 'error',
    message: message`Scripts and filters in a JSONPath are not evaluated.`,
    hint: message`Take the whole array or object, and filter in a query.`,
  },
  'type-not-from-messages': {
    severity: 'error',
    message: message`Columns of type ${'type'} cannot be filled from messages.`,
    hint: message`${'why'}`,
  },
  'default-not-literal': {
    severity: 'error',
    message: message`The DEFAULT ${'expression'} of a column of type ${'type'} is not empty.`,
    hint: message`Write []: ClickHouse keeps the elements as columns of their own, and no other value is one of each.`,
  },
  'unknown-time-zone': {
    severity: 'error',
    message: message`The time zone ${'zone'} is not known.`,
    hint: message`Use a name like Europe/Madrid.`,
  },
});
