export { kafkaClientConfig } from './kafka-client-config.js';
export type { KafkaClientConfigResult } from './kafka-client-config.js';
export type { KafkaClientConfig, KafkaClientProperties } from './client-config.js';
export type { AuthProblem, KafkaConnectionSettings, KafkaSettingName } from './settings.js';
export { authDiagnostics } from './messages.js';
