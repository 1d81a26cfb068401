import { at, topicOf, type Explanation } from './explanation.js';

/** What a user who has logged in is not allowed to do. */
export const authorizationExplanations: readonly Explanation[] = [
  {
    kind: 'topic-authorization',
    codes: [29],
    pattern: /Topic authorization failed/i,
    message: (failure) => `the user may not read ${topicOf(failure)} at ${at(failure)}.`,
    cause: 'The broker has no rule that lets this user read and describe the topic.',
    advice: 'Give the user READ and DESCRIBE on the topic (for MSK: kafka-cluster:ReadData and DescribeTopic).',
    retryable: false,
  },
  {
    kind: 'group-authorization',
    codes: [30],
    pattern: /Group authorization failed/i,
    message: (failure) =>
      `the user may not use the consumer group ${failure.connection.group === undefined ? '' : `${failure.connection.group} `}at ${at(failure)}.`,
    cause: 'The broker has no rule that lets this user join the group of KAFKA_GROUP_ID.',
    advice: 'Give the user READ on the group (for MSK: kafka-cluster:AlterGroup and DescribeGroup).',
    retryable: false,
  },
  {
    kind: 'cluster-authorization',
    codes: [31],
    pattern: /Cluster authorization failed/i,
    message: (failure) => `the user may not do this on the cluster at ${at(failure)}.`,
    cause: 'The broker has no rule that lets this user act on the cluster as a whole.',
    advice: 'Give the user DESCRIBE on the cluster (for MSK: kafka-cluster:Connect and DescribeCluster).',
    retryable: false,
  },
];
