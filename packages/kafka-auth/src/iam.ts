export { kafkaAccessPolicy } from './iam/access-policy.js';
export type { AccessPolicyOptions } from './iam/access-policy.js';
export { kafkaExternalId, kafkaTrustPolicy } from './iam/trust-policy.js';
export type { TrustPolicyOptions } from './iam/trust-policy.js';
export type { IamPolicy, IamStatement, PolicyResult } from './iam/policy.js';
