import { topicOf, type Explanation } from './explanation.js';

/** Topics that do not exist, and consumer groups that moved on. */
export const readingExplanations: readonly Explanation[] = [
  {
    kind: 'unknown-topic',
    codes: [3, -188, -190],
    pattern: /Unknown topic|unknown partition/i,
    message: (failure) =>
      `${topicOf(failure)} ${topicOf(failure).startsWith('topics') ? 'do' : 'does'} not exist at ${failure.connection.brokers}.`,
    cause: 'It was not created yet, its name is written differently, or the user may not see it.',
    advice: 'Create the topic, or check KAFKA_TOPIC. It is read as soon as it exists.',
    retryable: true,
  },
  {
    kind: 'group-lost',
    codes: [22, 25, 27, 82, -147],
    pattern: /Unknown member|generation id|rebalance in progress|Application maximum poll interval/i,
    message: 'the consumer group has given our partitions to other members.',
    cause: 'Another consumer uses the same group, or this process was stalled for too long.',
    advice: 'Use a KAFKA_GROUP_ID that nothing else uses; what was not committed is read again.',
    retryable: true,
  },
];
