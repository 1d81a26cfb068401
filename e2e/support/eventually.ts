import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is right, for effects in another process that emit no event. The
 * limit is far above the usual time; reaching it fails the test with the last answer.
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
