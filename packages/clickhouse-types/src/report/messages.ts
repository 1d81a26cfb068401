import { defineDiagnostics, message, type Diagnostic, type Span } from '@proj/diagnostics';

/**
 * Something that is wrong with a type expression. `span` lies in the text that was parsed; there is
 * no `file`.
 */
export interface TypeProblem extends Diagnostic {
  readonly span: Span;
}

/** Everything that can be wrong with a type expression. */
export const typeDiagnostics = defineDiagnostics('clickhouse-types', {
  'missing-type': { severity: 'error', message: message`A type is missing here.` },
  'unexpected-text': {
    severity: 'error',
    message: message`${'found'} does not belong here.`,
    hint: message`Write ${'suggestion'}.`,
  },
  'unclosed-bracket': {
    severity: 'error',
    message: message`This bracket is never closed.`,
    hint: message`Add ${'missing'} at the end.`,
  },
  'extra-bracket': {
    severity: 'error',
    message: message`This bracket closes nothing.`,
    hint: message`Remove it.`,
  },
  'unclosed-quote': {
    severity: 'error',
    message: message`This quote is never closed.`,
    hint: message`Add ${'missing'}.`,
  },
  'empty-name': { severity: 'error', message: message`A name cannot be empty.` },
  'nested-too-deep': {
    severity: 'error',
    message: message`Types are nested more than ${'limit'} levels deep here.`,
  },
  'unknown-type': {
    severity: 'error',
    message: message`${'name'} is not a ClickHouse type.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
  'no-values': {
    severity: 'error',
    message: message`${'name'} has no values, so no column can have that type.`,
    hint: message`Use Nullable(String) for what may be missing.`,
  },
  'parameter-count': {
    severity: 'error',
    message: message`${'type'} takes ${'expected'}, not ${'count'}.`,
    hint: message`For example ${'example'}.`,
  },
  'wrong-parameter': {
    severity: 'error',
    message: message`The ${'what'} of ${'type'} must be ${'expected'}.`,
    hint: message`For example ${'example'}.`,
  },
  'out-of-range': {
    severity: 'error',
    message: message`The ${'what'} of ${'type'} must be between ${'min'} and ${'max'}, not ${'value'}.`,
  },
  'unknown-timezone': {
    severity: 'error',
    message: message`There is no time zone ${'name'}.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
  'duplicate-enum-name': { severity: 'error', message: message`The name ${'name'} is in this enum twice.` },
  'duplicate-enum-value': {
    severity: 'error',
    message: message`The value ${'value'} belongs to ${'first'} already.`,
  },
  'enum-values-mixed': {
    severity: 'error',
    message: message`Here the enum changes between names with a value and names without.`,
    hint: message`Give every name a value, or only the first one, or none.`,
  },
  'duplicate-element': { severity: 'error', message: message`The name ${'name'} is in this ${'type'} twice.` },
  'unnamed-element': {
    severity: 'error',
    message: message`This element of ${'type'} has no name.`,
    hint: message`${'rule'}`,
  },
  'reserved-name': {
    severity: 'error',
    message: message`An element cannot be named null.`,
    hint: message`ClickHouse keeps that name for itself.`,
  },
  'wrong-inner-type': {
    severity: 'error',
    message: message`${'inner'} cannot be ${'role'}.`,
    hint: message`${'advice'}`,
  },
  'unknown-parameter': {
    severity: 'error',
    message: message`${'type'} has no parameter ${'name'}.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
});
