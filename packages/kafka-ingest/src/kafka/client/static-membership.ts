import type { ConsumerGroup } from '../../consumer-group.js';
import { askAdmin } from './ask-admin.js';
import { instanceId } from './instance-id.js';

interface DescribedGroup {
  readonly members?: readonly { readonly groupInstanceId?: string }[];
}

const TIMEOUT_MS = 5_000;

/** Whether the group has a member with our name. True also when the broker does not answer. */
export async function isInstanceInUse(group: ConsumerGroup): Promise<boolean> {
  const { client, groupId, instance } = group;
  if (instance === undefined) return false;
  try {
    const { groups } = await askAdmin<{ readonly groups: readonly DescribedGroup[] }>(client, (admin, answer) =>
      admin.describeGroups([groupId], { timeout: TIMEOUT_MS }, answer),
    );
    const id = instanceId(group, instance);
    return groups.some(({ members = [] }) => members.some((one) => one.groupInstanceId === id));
  } catch {
    return true;
  }
}
