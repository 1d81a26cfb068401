export { kafkaClientConfig } from './kafka-client-config.js';
export type { KafkaClientConfigOptions, KafkaClientConfigResult } from './kafka-client-config.js';
export type { KafkaClientConfig, KafkaClientProperties } from './client-config.js';
export { kafkaSettingNames } from './settings.js';
export type { AuthProblem, KafkaConnectionSettings, KafkaSettingName } from './settings.js';
export { authDiagnostics } from './messages.js';
export type { KafkaToken, KafkaTokenProvider } from './token-provider.js';
export { KafkaAuthError } from './auth-error.js';
export type { AuthStep } from './auth-error.js';
