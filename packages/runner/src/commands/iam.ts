import { formatDiagnostics, printable, printableJson } from '@proj/diagnostics';
import { kafkaAccessPolicy, kafkaExternalId, kafkaTrustPolicy, type PolicyResult } from '@proj/kafka-auth/iam';
import { ExitCode } from '../exit-code.js';
import type { IamOptions } from '../iam-options.js';
import type { Io } from '../terminal/io.js';

/** Prints a policy for the AWS role that reads an MSK cluster, ready for `aws iam`; asks AWS nothing. */
export function iam(options: IamOptions, io: Io): ExitCode {
  const { policy, problems } = make(options);
  if (!policy) {
    io.err(`${formatDiagnostics(problems, { color: io.color.err })}\n`);
    return ExitCode.WrongUsage;
  }
  io.out(`${printableJson(JSON.stringify(policy, null, 4))}\n`);
  if (options.policy === 'trust') {
    if (options.accountIds.length === 0) {
      io.err('Replace <AWS_ACCOUNT_ID> by the account that kafka-ingest runs with, or give --account-id.\n');
    }
    io.err(
      `For the connection: KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID ${printable(kafkaExternalId(options.externalIdSeed))}\n`,
    );
  }
  return ExitCode.Done;
}

function make(options: IamOptions): PolicyResult {
  if (options.policy === 'access') {
    const { clusterArn, topics, groups } = options;
    return kafkaAccessPolicy({ ...(clusterArn === undefined ? {} : { clusterArn }), topics, groups });
  }
  const { externalIdSeed, accountIds } = options;
  return kafkaTrustPolicy({ externalIdSeed, ...(accountIds.length > 0 ? { accountIds } : {}) });
}
