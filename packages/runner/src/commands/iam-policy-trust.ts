import { printable } from '@proj/diagnostics';
import { kafkaExternalId, kafkaTrustPolicy } from '@proj/kafka-auth/iam';
import { defineCommand } from '../arguments/command.js';
import { list, text } from '../arguments/flag.js';
import { WrongArguments } from '../arguments/wrong-arguments.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { printPolicy } from '../terminal/print-policy.js';

export interface TrustPolicyOptions {
  readonly externalIdSeed: string;
  readonly accountIds: readonly string[];
}

export const command = defineCommand({
  name: 'iam policy trust',
  section: 'AWS',
  summary: "Print the role's trust policy, with the external id of a connection.",
  details: 'The output is ready for the aws command; AWS itself is not contacted.',
  flags: {
    externalIdSeed: text('SEED', 'What the external id is derived from, usually the name of the connection. Required.'),
    accountId: list('NUMBER', 'The AWS account that kafka-ingest runs with; several are separated by commas.'),
  },
  examples: [
    {
      line: 'kafka-ingest iam policy trust --external-id-seed shop --account-id 123456789012 > trust.json',
      does: 'Write the trust policy for the connection shop.',
    },
  ],
  options({ flags: { externalIdSeed, accountId: accountIds } }): TrustPolicyOptions {
    if (externalIdSeed === undefined) {
      throw new WrongArguments('iam policy trust needs --external-id-seed, usually the name of the connection.');
    }
    return { externalIdSeed, accountIds };
  },
  run: trustPolicy,
});

function trustPolicy({ externalIdSeed, accountIds }: TrustPolicyOptions, io: Io): ExitCode {
  const policy = kafkaTrustPolicy({ externalIdSeed, ...(accountIds.length > 0 ? { accountIds } : {}) });
  if (!printPolicy(policy, io)) return ExitCode.WrongUsage;
  if (accountIds.length === 0) {
    io.err('Replace <AWS_ACCOUNT_ID> with the account that kafka-ingest runs with, or give --account-id.\n');
  }
  io.err(`For the connection: KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID ${printable(kafkaExternalId(externalIdSeed))}\n`);
  return ExitCode.Done;
}
