import { readChoice } from './choice.js';
import type { Problems } from './problems.js';
import type { KafkaConnectionSettings } from './settings.js';

const PROTOCOLS = ['PLAINTEXT', 'SASL_PLAINTEXT', 'SASL_SSL', 'SSL'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Undefined when it is wrong, which is reported. */
export const readProtocol = ({ securityProtocol }: KafkaConnectionSettings, problems: Problems): Protocol | undefined =>
  readChoice('KAFKA_SECURITY_PROTOCOL', securityProtocol, PROTOCOLS, 'SASL_SSL', problems);

export const usesSasl = (protocol: Protocol): boolean => protocol.startsWith('SASL_');
export const usesTls = (protocol: Protocol): boolean => protocol.endsWith('SSL');
