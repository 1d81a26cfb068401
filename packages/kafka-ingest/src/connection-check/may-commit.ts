import { clientErrors, type ClientError } from '../kafka/client/client-error.js';
import type { RawConsumer } from '../kafka/client/raw-consumer.js';
import { asError } from '../kafka/client/ask-admin.js';
import type { CheckTime } from './check-step.js';

/** How a broker answered a commit. */
export interface CommitAnswer {
  readonly error: ClientError | undefined;
}

/** A partition that no topic has. */
const NO_PARTITION = 2 ** 31 - 1;

/**
 * Checks that the user may read and commit as the consumer's group; seeing its offsets takes less
 * than that. A commit for an impossible partition is refused either for lack of rights or because
 * of the partition, so it never changes anything.
 *
 * @param consumer connected, and adding the answers to its commits to `answers`
 * @throws a ClientError when the user may not commit
 */
export async function checkMayCommit(
  consumer: RawConsumer,
  topic: string,
  answers: readonly CommitAnswer[],
  { timeoutMs, clock }: CheckTime,
): Promise<void> {
  consumer.commit({ topic, partition: NO_PARTITION, offset: 0 });
  const deadline = clock.now() + timeoutMs;
  while (answers.length === 0) {
    if (clock.now() > deadline) throw asError({ code: clientErrors.timedOut, message: 'no answer to a commit' });
    // The client passes on answers only when it is asked for messages, of which there are none.
    const error = await new Promise<ClientError | null>((resolve) => consumer.consume(1, resolve));
    if (error?.code === clientErrors.groupAuthorization) throw asError(error);
  }
  const [answer] = answers;
  if (answer?.error?.code === clientErrors.groupAuthorization) throw asError(answer.error);
}
