import type { TopicPartition } from './ports.js';

/** A partition as it is written in messages, and as a key of maps: `orders[3]`. */
export const partitionKey = ({ topic, partition }: TopicPartition): string => `${topic}[${partition}]`;
