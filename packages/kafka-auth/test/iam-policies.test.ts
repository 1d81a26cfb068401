import { describe, expect, it } from 'vitest';
import { kafkaAccessPolicy, kafkaExternalId, kafkaTrustPolicy } from '../src/iam.js';

const clusterArn = 'arn:aws:kafka:us-east-1:123456789012:cluster/demo-cluster-1/4f5e0a3c-11aa-4c8e-b2a5-2a7b9c1d3e4f-5';

describe('the access policy', () => {
  it('the access policy is that of the documentation, to the letter', () => {
    const { policy, problems } = kafkaAccessPolicy({ clusterArn, topics: ['orders'], groups: ['shop'] });
    expect(problems).toEqual([]);
    expect(JSON.stringify(policy, null, 4)).toBe(`{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "kafka-cluster:Connect",
                "kafka-cluster:AlterCluster",
                "kafka-cluster:DescribeCluster"
            ],
            "Resource": "arn:aws:kafka:us-east-1:123456789012:cluster/demo-cluster-1/*"
        },
        {
            "Effect": "Allow",
            "Action": [
                "kafka-cluster:DescribeTopic",
                "kafka-cluster:CreateTopic",
                "kafka-cluster:WriteData",
                "kafka-cluster:ReadData"
            ],
            "Resource": "arn:aws:kafka:us-east-1:123456789012:topic/demo-cluster-1/*/orders"
        },
        {
            "Effect": "Allow",
            "Action": [
                "kafka-cluster:AlterGroup",
                "kafka-cluster:DescribeGroup"
            ],
            "Resource": "arn:aws:kafka:us-east-1:123456789012:group/demo-cluster-1/*/shop"
        }
    ]
}`);
  });

  const resources = (options: Parameters<typeof kafkaAccessPolicy>[0]) =>
    kafkaAccessPolicy(options).policy?.Statement.map((one) => one.Resource);

  it('names each of several topics and groups', () => {
    expect(resources({ clusterArn, topics: ['a', 'b.*'], groups: ['g1', 'g2'] })?.slice(1)).toEqual([
      [
        'arn:aws:kafka:us-east-1:123456789012:topic/demo-cluster-1/*/a',
        'arn:aws:kafka:us-east-1:123456789012:topic/demo-cluster-1/*/b.*',
      ],
      [
        'arn:aws:kafka:us-east-1:123456789012:group/demo-cluster-1/*/g1',
        'arn:aws:kafka:us-east-1:123456789012:group/demo-cluster-1/*/g2',
      ],
    ]);
  });

  it('allows all where nothing is named', () => {
    expect(resources({})).toEqual([
      'arn:aws:kafka:*:*:cluster/*/*',
      'arn:aws:kafka:*:*:topic/*/*/*',
      'arn:aws:kafka:*:*:group/*/*/*',
    ]);
  });

  it('the access policy keeps the partition of the cluster', () => {
    const arn = 'arn:aws-us-gov:kafka:us-gov-west-1:123456789012:cluster/c';
    expect(resources({ clusterArn: arn })?.[0]).toBe(`${arn}/*`);
  });

  it.each([
    '',
    'demo-cluster-1',
    'arn:aws:kafka:us-east-1:123456789012:topic/demo/x',
    'arn:aws:kafka:us-east-1:1234:cluster/demo',
    'arn:aws:kafka::123456789012:cluster/demo',
    'arn:aws:s3:us-east-1:123456789012:cluster/demo',
    'arn:aws:kafka:us-east-1:123456789012:cluster/a"b',
  ])('the access policy is not made for %j', (arn) => {
    const { policy, problems } = kafkaAccessPolicy({ clusterArn: arn });
    expect(policy).toBeUndefined();
    expect(problems.map((one) => one.code)).toEqual(['kafka-auth/bad-cluster-arn']);
  });

  it('the access policy is not made for invalid names', () => {
    const { problems } = kafkaAccessPolicy({ topics: ['a b', ''], groups: ['${aws:username}', 'a:b'] });
    expect(problems.map((one) => one.message)).toEqual([
      '"a b" is not a valid name for a topic.',
      '"" is not a valid name for a topic.',
      '"${aws:username}" is not a valid name for a consumer group.',
      '"a:b" is not a valid name for a consumer group.',
    ]);
  });
});

describe('the trust policy', () => {
  it('the trust policy is that of the documentation, to the letter', () => {
    const { policy } = kafkaTrustPolicy({ externalIdSeed: 'shop', accountIds: ['123456789012'] });
    expect(JSON.stringify(policy, null, 4)).toBe(`{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {
                "AWS": "arn:aws:iam::123456789012:root"
            },
            "Condition": {
                "StringEquals": {
                    "sts:ExternalId": "${kafkaExternalId('shop')}"
                }
            }
        }
    ]
}`);
  });

  it('names each of several accounts, and a placeholder when no account is given', () => {
    const principal = (accountIds?: readonly string[]) =>
      kafkaTrustPolicy({ externalIdSeed: 's', ...(accountIds ? { accountIds } : {}) }).policy?.Statement[0]?.Principal;
    expect(principal(['111111111111', '222222222222'])).toEqual({
      AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'],
    });
    expect(principal()).toEqual({ AWS: 'arn:aws:iam::<AWS_ACCOUNT_ID>:root' });
  });

  it('the trust policy needs a seed and real accounts', () => {
    expect(kafkaTrustPolicy({ externalIdSeed: ' ', accountIds: ['12'] }).problems.map((one) => one.message)).toEqual([
      'The seed of the external id is empty.',
      '"12" is not an AWS account, which has 12 digits.',
    ]);
  });
});

it('an external id stays what it is: roles in the world depend on it', () => {
  expect(kafkaExternalId('shop')).toBe('0970fa9d7f21cebec14330219882055d');
  expect(kafkaExternalId('shop')).not.toBe(kafkaExternalId('shop2'));
  expect(kafkaExternalId('ü ☃')).toMatch(/^[\da-f]{32}$/);
});
