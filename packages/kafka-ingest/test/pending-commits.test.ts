import { expect, it } from 'vitest';
import { PendingCommits, type PartitionCommit } from '../src/kafka/pending-commits.js';
import { manualClock } from '../src/testing.js';

const where = { topic: 't', partition: 0 };
const refused = { code: 12, message: 'Broker: Metadata is too large' };

/** Commits under test, what was handed to the client, and what became of each commit. */
function setUp() {
  const clock = manualClock();
  const commits = new PendingCommits(clock);
  const sent: PartitionCommit[] = [];
  const outcomes: Record<string, string> = {};
  const send = (name: string, commit: Omit<PartitionCommit, 'topic'>): void => {
    const outcome = commits.send({ commit: (one) => sent.push(one) }, { topic: 't', ...commit });
    outcome.then(
      () => (outcomes[name] = 'committed'),
      (error: unknown) => (outcomes[name] = (error as Error).message.replace(/^.* failed: /, '')),
    );
  };
  const settle = () => clock.advance(0);
  return { clock, commits, sent, outcomes, send, settle };
}

it('one answer settles only the older of two commits of the same offset', async () => {
  const { commits, sent, outcomes, send, settle } = setUp();
  send('first', { partition: 0, offset: 5, metadata: 'a' });
  send('second', { partition: 0, offset: 5, metadata: 'b' });
  expect(sent.map((one) => one.metadata)).toEqual(['a', 'b']);
  commits.answered(refused, [{ ...where, offset: 5 }]);
  await settle();
  expect(outcomes).toEqual({ first: refused.message });
  commits.answered(undefined, [{ ...where, offset: 5 }]);
  await settle();
  expect(outcomes).toEqual({ first: refused.message, second: 'committed' });
});

it('answers to other offsets and partitions settle the commits that they name', async () => {
  const { commits, outcomes, send, settle } = setUp();
  send('zero', { partition: 0, offset: 5, metadata: '' });
  send('one', { partition: 1, offset: 5, metadata: '' });
  send('later', { partition: 0, offset: 6, metadata: '' });
  commits.answered(undefined, [{ ...where, offset: 6 }]);
  commits.answered(refused, [{ topic: 't', partition: 1, offset: 5 }]);
  await settle();
  expect(outcomes).toEqual({ later: 'committed', one: refused.message });
});

it('a late answer does not settle the attempt that replaced the commit it belongs to', async () => {
  const { clock, commits, outcomes, send, settle } = setUp();
  send('given up', { partition: 0, offset: 5, metadata: '' });
  await clock.advance(10_000);
  expect(outcomes).toEqual({ 'given up': 'The broker did not answer.' });
  send('again', { partition: 0, offset: 5, metadata: '' });
  commits.answered(undefined, [{ ...where, offset: 5 }]);
  await settle();
  expect(outcomes).not.toHaveProperty('again');
  commits.answered(refused, [{ ...where, offset: 5 }]);
  await settle();
  expect(outcomes).toMatchObject({ again: refused.message });
});

it('a commit that the client never answers is forgotten in the end, so it takes no answer of others', async () => {
  const { clock, commits, outcomes, send, settle } = setUp();
  send('lost', { partition: 0, offset: 5, metadata: '' });
  await clock.advance(75_000);
  send('again', { partition: 0, offset: 5, metadata: '' });
  commits.answered(undefined, [{ ...where, offset: 5 }]);
  await settle();
  expect(outcomes).toEqual({ lost: 'The broker did not answer.', again: 'committed' });
});

it('a commit that the client does not take rejects by itself, and closing rejects the others', async () => {
  const { commits, outcomes, send, settle } = setUp();
  send('pending', { partition: 0, offset: 5, metadata: '' });
  const thrown = commits.send(
    {
      commit: () => {
        throw new Error('KafkaConsumer is disconnected');
      },
    },
    { ...where, offset: 5, metadata: '' },
  );
  await expect(thrown).rejects.toMatchObject({ code: 'kafka/commit-failed', retryable: true });
  expect(outcomes).toEqual({});
  commits.rejectAll();
  await settle();
  expect(outcomes).toEqual({ pending: 'The connection was closed.' });
});
