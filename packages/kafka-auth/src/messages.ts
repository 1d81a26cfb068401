import { defineDiagnostics, message } from '@proj/diagnostics';

/**
 * Everything that can be wrong with the settings of a connection, and with what a policy is asked
 * for.
 */
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
  'bad-value': {
    severity: 'error',
    message: message`${'setting'} ${'what'}.`,
    hint: message`${'advice'}`,
  },
  'unused-setting': {
    severity: 'warning',
    message: message`${'setting'} is not used with ${'decider'} ${'choice'}.`,
    hint: message`${'advice'}`,
  },
  'bad-server': {
    severity: 'error',
    message: message`Server ${'position'} of KAFKA_BOOTSTRAP_SERVERS ${'what'}.`,
    hint: message`${'advice'}`,
  },
  'bad-pem': {
    severity: 'error',
    message: message`${'setting'} is not a PEM ${'kind'}: ${'what'} in line ${'line'}.`,
    hint: message`${'advice'}`,
  },
  'encrypted-key': {
    severity: 'error',
    message: message`The private key in KAFKA_SSL_KEY_PEM is encrypted, and there is no setting for its password.`,
    hint: message`Decrypt it (openssl pkey -in encrypted.key -out plain.key) and keep the result in a secret.`,
  },
  'key-mismatch': {
    severity: 'error',
    message: message`The private key in KAFKA_SSL_KEY_PEM does not belong to the first certificate in KAFKA_SSL_CERT_PEM.`,
    hint: message`Give the client's own certificate first, then the intermediate ones, and the key it was made with.`,
  },
  'no-authority': {
    severity: 'warning',
    message: message`Certificate ${'position'} of KAFKA_SSL_CA_PEM is not that of an authority: no broker can be trusted because of it.`,
    hint: message`Give the certificate of the authority that signed those of the brokers.`,
  },
  'chain-order': {
    severity: 'warning',
    message: message`Certificate ${'position'} of KAFKA_SSL_CERT_PEM did not sign certificate ${'before'}.`,
    hint: message`Give the client's own certificate first, then the one that signed it, and so on.`,
  },
  'certificate-expired': {
    severity: 'warning',
    message: message`Certificate ${'position'} of ${'setting'} expired on ${'until'}.`,
    hint: message`It was valid from ${'from'} to ${'until'}. Get a new one from its issuer.`,
  },
  'certificate-not-yet-valid': {
    severity: 'warning',
    message: message`Certificate ${'position'} of ${'setting'} is not valid before ${'from'}.`,
    hint: message`It is valid from ${'from'} to ${'until'}. Check the clock of this machine, or use it later.`,
  },
  'open-token-endpoint': {
    severity: 'warning',
    message: message`${'setting'} is http: the client secret crosses the network as it is.`,
    hint: message`Use https.`,
  },
  'bad-cluster-arn': {
    severity: 'error',
    message: message`The ARN is not that of an MSK cluster.`,
    hint: message`Its form: arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>. The console of MSK shows it.`,
  },
  'bad-policy-name': {
    severity: 'error',
    message: message`"${'name'}" is not a valid name for a ${'what'}.`,
    hint: message`Separate names by commas; * stands for anything.`,
  },
  'no-external-id-seed': {
    severity: 'error',
    message: message`The seed of the external id is empty.`,
    hint: message`Give the name of the connection.`,
  },
  'bad-account-id': {
    severity: 'error',
    message: message`"${'id'}" is not an AWS account, which has 12 digits.`,
    hint: message`aws sts get-caller-identity shows the account that a process runs with.`,
  },
});
