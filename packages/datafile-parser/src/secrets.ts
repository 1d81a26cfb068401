export { resolveSecrets } from './secrets/resolve-secrets.js';
export type {
  ResolvedConnection,
  ResolvedDatasource,
  ResolvedKafkaDatasource,
  ResolvedProject,
} from './secrets/resolve-secrets.js';
export { compareSecrets, listProjectSecrets } from './secrets/compare-secrets.js';
export type { ProjectSecret, SecretComparison } from './secrets/compare-secrets.js';
export { listSecrets, resolveText } from './secrets/resolve-text.js';
export type { SecretLookup, SecretUse } from './secrets/resolve-text.js';
export { ResolvedText } from './secrets/resolved-text.js';
