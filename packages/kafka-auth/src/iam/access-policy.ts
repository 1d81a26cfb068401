import type { Diagnostic } from '@proj/diagnostics';
import { authDiagnostics } from '../messages.js';
import { parseClusterArn } from './cluster-arn.js';
import type { PolicyResult } from './policy.js';

/** What to allow. What is left out is `*`: all of them. */
export interface AccessPolicyOptions {
  /**
   * `arn:aws:kafka:<region>:<account>:cluster/<name>`, with or without the cluster's uuid at its
   * end.
   */
  readonly clusterArn?: string;
  /** Names of topics; `*` in one stands for anything. */
  readonly topics?: readonly string[];
  /** Names of consumer groups; `*` in one stands for anything. */
  readonly groups?: readonly string[];
}

/** Of topics, with the wildcards of IAM. */
const TOPIC = /^[\w.*?-]{1,249}$/;

/**
 * The access policy of the role that reads a cluster of AWS MSK.
 *
 * @example
 * const clusterArn = 'arn:aws:kafka:us-east-1:123456789012:cluster/demo/0aa1-1';
 * const { policy } = kafkaAccessPolicy({ clusterArn, topics: ['orders'], groups: ['shop'] });
 * policy?.Statement[0]?.Resource; // => 'arn:aws:kafka:us-east-1:123456789012:cluster/demo/*'
 * policy?.Statement[1]?.Resource; // => 'arn:aws:kafka:us-east-1:123456789012:topic/demo/*\/orders'
 */
export function kafkaAccessPolicy({ clusterArn, topics = [], groups = [] }: AccessPolicyOptions): PolicyResult {
  const problems: Diagnostic[] = [];
  const cluster = clusterArn === undefined ? everyCluster : parseClusterArn(clusterArn);
  if (!cluster) problems.push(authDiagnostics.create('bad-cluster-arn', {}));
  for (const topic of topics) {
    if (!TOPIC.test(topic)) problems.push(authDiagnostics.create('bad-policy-name', { what: 'topic', name: topic }));
  }
  for (const group of groups) {
    // A group may have almost any name; these would end or open something in an ARN.
    if (group === '' || /[\s:${}]/.test(group)) {
      problems.push(authDiagnostics.create('bad-policy-name', { what: 'consumer group', name: group }));
    }
  }
  if (!cluster || problems.length > 0) return { problems };

  const { partition, region, account, name } = cluster;
  const resource = (kind: string, rest = ''): string =>
    `arn:${partition}:kafka:${region}:${account}:${kind}/${name}/*${rest}`;
  const resources = (kind: string, names: readonly string[]): string | readonly string[] =>
    oneOrAll((names.length === 0 ? ['*'] : names).map((one) => resource(kind, `/${one}`)));
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['kafka-cluster:Connect', 'kafka-cluster:AlterCluster', 'kafka-cluster:DescribeCluster'],
        Resource: resource('cluster'),
      },
      {
        Effect: 'Allow',
        Action: [
          'kafka-cluster:DescribeTopic',
          'kafka-cluster:CreateTopic',
          'kafka-cluster:WriteData',
          'kafka-cluster:ReadData',
        ],
        Resource: resources('topic', topics),
      },
      {
        Effect: 'Allow',
        Action: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
        Resource: resources('group', groups),
      },
    ],
  } as const;
  return { policy, problems };
}

const everyCluster = { partition: 'aws', region: '*', account: '*', name: '*' } as const;

const oneOrAll = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? list[0]! : list);
