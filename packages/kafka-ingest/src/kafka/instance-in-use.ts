import type { ConsumerGroup } from '../consumer-group.js';
import { describeGroup } from './client/describe-group.js';
import { instanceId } from './client/instance-id.js';

const TIMEOUT_MS = 5_000;

/** Whether the group has a member with our name. True also when the broker does not answer. */
export async function isInstanceInUse(group: ConsumerGroup): Promise<boolean> {
  const { client, groupId, instance } = group;
  if (instance === undefined) return false;
  try {
    const found = await describeGroup(client, groupId, TIMEOUT_MS);
    const id = instanceId(group, instance);
    return found?.members.some((one) => one.groupInstanceId === id) ?? false;
  } catch {
    return true;
  }
}
