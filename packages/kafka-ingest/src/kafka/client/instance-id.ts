import { createHash } from 'node:crypto';
import type { ConsumerGroup } from '../../consumer-group.js';

/** Kafka takes up to 249 characters, of the same kind as in names of topics. */
const MOST_CHARACTERS = 200;

/**
 * The `group.instance.id` of a member. Two connections of a project may lead to one cluster and one
 * group, and each of them has a member of its own.
 */
export function instanceId({ connection, groupId }: ConsumerGroup, instance: string): string {
  const name = instance.replaceAll(/[^\w.-]/g, '-').slice(0, MOST_CHARACTERS);
  const hash = createHash('sha256').update(JSON.stringify([instance, connection, groupId]));
  return `${name}-${hash.digest('hex').slice(0, 8)}`;
}
