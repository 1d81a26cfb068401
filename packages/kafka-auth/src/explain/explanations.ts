import type { Explanation } from './explanation.js';
import { authorizationExplanations } from './authorization-explanations.js';
import { loginExplanations } from './login-explanations.js';
import { reachabilityExplanations } from './reachability-explanations.js';
import { readingExplanations } from './reading-explanations.js';
import { tlsExplanations } from './tls-explanations.js';

/**
 * The table, most specific first: of several things reported about one failure, the first one found
 * here is explained. So the order of the parts matters as much as the order of the rows in each.
 *
 * The texts are those of librdkafka 2.15 and Apache Kafka 4.1, either observed
 * (test/seen-errors.ts) or read in their sources.
 */
export const explanations: readonly Explanation[] = [
  ...loginExplanations,
  ...authorizationExplanations,
  ...tlsExplanations,
  ...readingExplanations,
  ...reachabilityExplanations,
];
