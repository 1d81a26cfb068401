import type { KafkaClientConfig } from '@proj/kafka-auth';
import { askAdmin } from './ask-admin.js';

/** What a broker says about a consumer group that is in use. */
export interface GroupDescription {
  /** How its members share the partitions: `range`, `cooperative-sticky`; empty while they join. */
  readonly partitionAssignor: string;
  /** 1: the members speak the newer protocol, in which the broker itself assigns. */
  readonly type: number;
  readonly members: readonly { readonly groupInstanceId?: string }[];
}

/** Asks about a group. Rejects when the broker does not answer. */
export async function describeGroup(
  client: KafkaClientConfig,
  groupId: string,
  timeoutMs: number,
): Promise<GroupDescription | undefined> {
  const { groups } = await askAdmin<{ readonly groups: readonly GroupDescription[] }>(client, (admin, answer) =>
    admin.describeGroups([groupId], { timeout: timeoutMs }, answer),
  );
  return groups[0];
}
