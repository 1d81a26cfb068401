import type { TopicPartition } from '../../ports.js';
import type { Problem } from '../../problem.js';
import { partitionKey } from '../../partition-key.js';
import type { Behind } from '../watch/quiet-partitions.js';

/** How many partitions are named before the rest is only counted. */
const NAMED = 3;

/** What keeps partitions from being read, in words. */
export class ReadingProblems {
  readonly #connection: string;
  readonly #groupId: string;

  constructor(connection: string, groupId: string) {
    this.#connection = connection;
    this.#groupId = groupId;
  }

  openTransaction(partitions: readonly Behind[]): Problem {
    const names = list(partitions, ({ position, waiting }) => ` (${count(waiting, 'offset')} from ${position} on)`);
    return {
      code: 'kafka/open-transaction',
      message: `Connection ${this.#connection}: an open transaction holds back the end of ${names}.`,
      hint: "It is read when the producer's transaction ends or times out; kafka-transactions.sh find-hanging lists those that never end.",
      retryable: true,
    };
  }

  stuck(partitions: readonly Behind[], quietMs: number): Problem {
    const names = list(partitions, ({ position, waiting }) => ` (${count(waiting, 'offset')} from ${position} on)`);
    return {
      code: 'kafka/reading-stuck',
      message: `Connection ${this.#connection}: nothing has arrived for ${seconds(quietMs)} from ${names}, although the broker has more.`,
      hint: 'None: this process starts again with these partitions, then with a new client.',
      retryable: true,
    };
  }

  clientSilent(silentMs: number): Problem {
    return {
      code: 'kafka/client-silent',
      message: `Connection ${this.#connection}: the client of group ${this.#groupId} has had no answer for ${seconds(silentMs)}, although a new connection gets one.`,
      hint: 'None: it is replaced by a new client.',
      retryable: true,
    };
  }

  groupProtocol(): Problem {
    return {
      code: 'kafka/group-protocol',
      message: `Connection ${this.#connection}: the group ${this.#groupId} has members that share partitions in another way than this process, so the broker does not let it in.`,
      hint: 'Stop the other members, let them use the assignor cooperative-sticky, or choose a KAFKA_GROUP_ID that nothing else uses.',
      retryable: true,
    };
  }

  instanceTaken(instance: string): Problem {
    return {
      code: 'kafka/instance-taken',
      message: `Connection ${this.#connection}: another process uses the instance name ${instance} in group ${this.#groupId}, so this one reads nothing.`,
      hint: 'Give each process a name of its own. This one goes on by itself once the other one is gone.',
      retryable: true,
    };
  }

  notClosed(deadlineMs: number): Problem {
    return {
      code: 'kafka/not-closed',
      message: `Connection ${this.#connection}: the client of group ${this.#groupId} has not closed within ${seconds(deadlineMs)}.`,
      hint: 'It is left behind; the group gives its partitions away after the session timeout.',
      retryable: false,
    };
  }
}

function list<P extends TopicPartition>(partitions: readonly P[], detail: (one: P) => string = () => ''): string {
  const named = partitions.slice(0, NAMED).map((one) => `${partitionKey(one)}${detail(one)}`);
  const rest = partitions.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

const seconds = (ms: number): string => `${ms < 1_000 ? ms / 1_000 : Math.round(ms / 1_000)} s`;
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
