import { describeGroup } from '../kafka/client/describe-group.js';
import type { KafkaConnection } from '../kafka/problems/connection-failure.js';
import type { Problem } from '../problem.js';

/** How our members share partitions. */
const OURS = 'cooperative-sticky';
const NEWER_PROTOCOL = 1;

/** @returns what is wrong when the group has members that share partitions in another way */
export async function foreignMembers(
  { name, client }: KafkaConnection,
  groupId: string,
  timeoutMs: number,
): Promise<Problem | undefined> {
  const group = await describeGroup(client, groupId, timeoutMs);
  const { members = [], partitionAssignor = '', type } = group ?? {};
  if (members.length === 0 || partitionAssignor === '' || partitionAssignor === OURS) return undefined;
  if (type === NEWER_PROTOCOL) return undefined;
  const count = `${members.length} ${members.length === 1 ? 'member' : 'members'}`;
  return {
    code: 'kafka/group-protocol',
    message: `Connection ${name}: the group ${groupId} is in use by ${count} with the assignor ${partitionAssignor}. Unless they support ${OURS} as well, the broker does not let a data source in.`,
    hint: 'Stop the other members, or choose a KAFKA_GROUP_ID that nothing else uses: members of one group share the messages.',
    retryable: true,
  };
}
