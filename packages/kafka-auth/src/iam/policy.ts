import type { Diagnostic } from '@proj/diagnostics';

/** A policy as AWS takes it: `JSON.stringify` it. */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly IamStatement[];
}

/** One rule of a policy. */
export interface IamStatement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  /** In an access policy: on what. */
  readonly Resource?: string | readonly string[];
  /** In a trust policy: who. */
  readonly Principal?: { readonly AWS: string | readonly string[] };
  readonly Condition?: { readonly StringEquals: { readonly 'sts:ExternalId': string } };
}

/** A policy, or the reasons why none could be made. */
export interface PolicyResult {
  /** Absent if and only if there are problems. */
  readonly policy?: IamPolicy;
  readonly problems: readonly Diagnostic[];
}
