import { clientErrors, type ClientError } from '../kafka/client/client-error.js';
import type { RawConsumer } from '../kafka/client/raw-consumer.js';
import { asError } from '../kafka/client/ask-admin.js';

/** What a broker said to a commit. */
export interface CommitAnswer {
  readonly error: ClientError | undefined;
}

/** No topic has it. */
const NO_PARTITION = 2 ** 31 - 1;

/**
 * Finds out whether the user may read and commit as the consumer's group; to see its offsets takes a lesser right. A commit
 * for a partition that cannot be is refused because of the user's rights, or else because of the partition: it changes nothing.
 *
 * @param consumer Connected; what it is told about commits goes into `answers`.
 * @throws a ClientError when the user may not
 */
export async function askWhetherToCommit(
  consumer: RawConsumer,
  topic: string,
  answers: readonly CommitAnswer[],
  timeoutMs: number,
): Promise<void> {
  consumer.commit({ topic, partition: NO_PARTITION, offset: 0 });
  const deadline = performance.now() + timeoutMs;
  while (answers.length === 0) {
    if (performance.now() > deadline) throw asError({ code: clientErrors.timedOut, message: 'no answer to a commit' });
    // The client hands out what it was told when it is asked for messages; there are none.
    const error = await new Promise<ClientError | null>((resolve) => consumer.consume(1, resolve));
    if (error?.code === clientErrors.groupAuthorization) throw asError(error);
  }
  const [answer] = answers;
  if (answer?.error?.code === clientErrors.groupAuthorization) throw asError(answer.error);
}
