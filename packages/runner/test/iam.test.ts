import { describe, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { ExitCode } from '../src/exit-code.js';
import { recordingIo } from './recording-io.js';

async function run(...argv: string[]) {
  const io = recordingIo({ terminal: false });
  const code = await main(['iam', ...argv], io);
  return { code, out: io.outText(), err: io.errText() };
}

describe('iam policy access', () => {
  it('prints the policy, and nothing else', async () => {
    const arn = 'arn:aws:kafka:us-east-1:123456789012:cluster/demo/1';
    const { code, out, err } = await run('policy', 'access', '--cluster-arn', arn, '--topics', 'a, b', '--groups', 'g');
    expect([code, err]).toEqual([ExitCode.Done, '']);
    expect(out.startsWith('{\n    "Version": "2012-10-17",\n')).toBe(true);
    const { Statement } = JSON.parse(out) as { readonly Statement: readonly { readonly Resource: unknown }[] };
    expect(Statement.map((one) => one.Resource)).toEqual([
      'arn:aws:kafka:us-east-1:123456789012:cluster/demo/*',
      ['arn:aws:kafka:us-east-1:123456789012:topic/demo/*/a', 'arn:aws:kafka:us-east-1:123456789012:topic/demo/*/b'],
      'arn:aws:kafka:us-east-1:123456789012:group/demo/*/g',
    ]);
  });

  it("prints no policy for an ARN that is not a cluster's", async () => {
    const { code, out, err } = await run('policy', 'access', '--cluster-arn', 'demo');
    expect([code, out]).toEqual([ExitCode.WrongUsage, '']);
    expect(err).toContain('The ARN is not that of an MSK cluster.');
    expect(err).toContain('arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>');
  });
});

describe('iam policy trust', () => {
  it('prints the policy, and on standard error the setting for the connection', async () => {
    const { code, out, err } = await run(
      'policy',
      'trust',
      '--external-id-seed',
      'shop',
      '--account-id',
      '123456789012',
    );
    expect(code).toBe(ExitCode.Done);
    const { Statement } = JSON.parse(out) as {
      readonly Statement: readonly {
        readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
      }[];
    };
    const id = Statement[0]?.Condition.StringEquals['sts:ExternalId'];
    expect(err).toBe(`For the connection: KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID ${id}\n`);
  });

  it('iam policy trust says what to replace when no account is given', async () => {
    const { out, err } = await run('policy', 'trust', '--external-id-seed', 'shop');
    expect(out).toContain('arn:aws:iam::<AWS_ACCOUNT_ID>:root');
    expect(err).toContain('Replace <AWS_ACCOUNT_ID>');
  });
});

it.each([
  [['policy'], 'iam takes: policy access, or policy trust.'],
  [['policy', 'acess'], 'iam takes: policy access, or policy trust.'],
  [['policy', 'access', 'more'], 'iam takes: policy access, or policy trust.'],
  [['policy', 'trust'], 'iam policy trust needs --external-id-seed'],
  [['policy', 'trust', '--external-id-seed', 's', '--topics', 'a'], '--topics does not go with iam policy trust.'],
  [['policy', 'access', '--live'], '--live does not go with iam.'],
])('iam %j is refused with a sentence about the mistake', async (argv, text) => {
  const { code, out, err } = await run(...argv);
  expect([code, out]).toEqual([ExitCode.WrongUsage, '']);
  expect(err).toContain(text);
});
