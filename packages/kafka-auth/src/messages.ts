import { defineDiagnostics, message } from '@proj/diagnostics';

/** Everything that can be wrong with the settings of a connection. */
export const authDiagnostics = defineDiagnostics('kafka-auth', {
  'missing-setting': {
    severity: 'error',
    message: message`${'setting'} is missing${'why'}.`,
    hint: message`${'advice'}`,
  },
  'unknown-value': {
    severity: 'error',
    message: message`${'setting'} must be one of ${'known'}.`,
    hint: message`Did you mean ${'suggestion'}?`,
  },
  'not-supported-yet': {
    severity: 'error',
    message: message`${'setting'} ${'value'} is not supported yet.`,
    hint: message`Use ${'instead'}.`,
  },
  'bad-server': {
    severity: 'error',
    message: message`Server ${'position'} of KAFKA_BOOTSTRAP_SERVERS ${'what'}.`,
    hint: message`${'advice'}`,
  },
  'bad-pem': {
    severity: 'error',
    message: message`${'setting'} is not a PEM certificate: ${'what'} in line ${'line'}.`,
    hint: message`${'advice'}`,
  },
});
