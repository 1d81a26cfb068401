import { kafkaAccessPolicy } from '@proj/kafka-auth/iam';
import { defineCommand } from '../arguments/command.js';
import { list, text } from '../arguments/flag.js';
import { ExitCode } from '../exit-code.js';
import { printPolicy } from '../terminal/print-policy.js';

export const command = defineCommand({
  name: 'iam policy access',
  section: 'AWS',
  summary: 'Print the access policy of the AWS role that reads an MSK cluster.',
  details: 'The output is ready for the aws command; AWS itself is not contacted.',
  flags: {
    clusterArn: text('ARN', 'Restrict access to this cluster. Default: every cluster.'),
    topics: list('NAMES', 'Restrict access to these topics, separated by commas.'),
    groups: list('NAMES', 'Restrict access to these consumer groups, separated by commas.'),
  },
  examples: [
    {
      line: 'kafka-ingest iam policy access --topics orders --groups shop > access.json',
      does: 'Write a policy that allows one topic and one consumer group.',
    },
  ],
  options: ({ flags: { clusterArn, ...flags } }) => ({ ...flags, ...(clusterArn !== undefined && { clusterArn }) }),
  run: (options, io) => (printPolicy(kafkaAccessPolicy(options), io) ? ExitCode.Done : ExitCode.WrongUsage),
});
