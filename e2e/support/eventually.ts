import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is right. For what happens in another process and has no event to
 * wait for; the limit is far above what it takes, and reaching it fails the test with the last
 * answer.
 */
export async function eventually<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  limitMs = 90_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    let last: unknown;
    try {
      const answer = await ask();
      if (isRight(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `It did not come to that in ${limitMs} ms. The last answer: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
      );
    }
    await sleep(150);
  }
}
