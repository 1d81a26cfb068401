export { explainKafkaError } from './explain/explain-kafka-error.js';
export type { KafkaErrorExplanation } from './explain/explain-kafka-error.js';
export type { KafkaConnectionSummary } from './explain/connection-summary.js';
export type { KafkaErrorKind } from './explain/explanation.js';
export type { KafkaClientError } from './explain/client-error.js';
export { findTlsFault } from './explain/tls-finding.js';
export type { TlsFinding } from './explain/tls-finding.js';
