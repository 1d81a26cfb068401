/** How long the first pause and the longest pause may be, in ms. */
export interface BackOffLimits {
  readonly firstMs: number;
  readonly mostMs: number;
  /** Which part of a pause is random. @default 1, full jitter */
  readonly jitter?: number;
}

/**
 * The pause before the next attempt: the limit doubles with every attempt until it reaches
 * `mostMs`, and the pause is a random part of it (full jitter), so that a hundred partitions that
 * failed together do not come back together. With less jitter, the pause has a lower bound.
 *
 * @param attempt how many attempts have failed, from 1
 * @param random from 0 (included) to 1 (not included)
 * @param limits of the first pause and of the longest
 */
export function backOffMs(attempt: number, random: number, limits: BackOffLimits): number {
  const { firstMs, mostMs, jitter = 1 } = limits;
  const limit = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return limit * (1 - jitter + jitter * random);
}
