/** The values of the flags that belong to `iam policy`. */
export interface IamFlags {
  readonly 'cluster-arn'?: string | undefined;
  readonly topics?: string | undefined;
  readonly groups?: string | undefined;
  readonly 'external-id-seed'?: string | undefined;
  readonly 'account-id'?: string | undefined;
}

/** `iam policy access` */
export interface AccessPolicyCommand {
  readonly command: 'iam';
  readonly policy: 'access';
  readonly clusterArn: string | undefined;
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}
/** `iam policy trust` */
export interface TrustPolicyCommand {
  readonly command: 'iam';
  readonly policy: 'trust';
  readonly externalIdSeed: string;
  readonly accountIds: readonly string[];
}
export type IamOptions = AccessPolicyCommand | TrustPolicyCommand;

const ofAccess = ['cluster-arn', 'topics', 'groups'] as const;
const ofTrust = ['external-id-seed', 'account-id'] as const;

/** What follows the word `iam`; a sentence when it cannot be understood. */
export function parseIam(words: readonly string[], flags: IamFlags): IamOptions | string {
  const [noun, kind, ...more] = words;
  if (noun !== 'policy' || (kind !== 'access' && kind !== 'trust') || more.length > 0) {
    return 'iam takes: policy access, or policy trust.';
  }
  const foreign = (kind === 'access' ? ofTrust : ofAccess).find((name) => flags[name] !== undefined);
  if (foreign !== undefined) return `--${foreign} does not go with iam policy ${kind}.`;
  if (kind === 'access') {
    const { 'cluster-arn': clusterArn, topics, groups } = flags;
    return { command: 'iam', policy: kind, clusterArn, topics: list(topics), groups: list(groups) };
  }
  const { 'external-id-seed': externalIdSeed, 'account-id': accounts } = flags;
  if (externalIdSeed === undefined) {
    return 'iam policy trust needs --external-id-seed, usually the name of the connection.';
  }
  return { command: 'iam', policy: kind, externalIdSeed, accountIds: list(accounts) };
}

const list = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').map((one) => one.trim());
