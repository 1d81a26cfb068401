/** What a broker takes as proof of who connects, for OAUTHBEARER. */
export interface KafkaToken {
  /** A secret. */
  readonly value: string;
  /** When the broker stops taking it. In ms since 1970. */
  readonly expiresAtMs: number;
  /** A name for the client's log; what the broker knows the client by is in the token. */
  readonly principal: string;
}

/** Makes tokens for the clients of one connection. */
export interface KafkaTokenProvider {
  /**
   * A token with more than half of its life left. Several callers at once get the same one. Call it
   * whenever the client asks for a token, and keep nothing: librdkafka asks at 80 % of a token's
   * life, and 10 s after a failure.
   *
   * @param signal Ends the waiting of this caller; it then rejects with the signal's reason.
   * @throws KafkaAuthError When no token can be had. Always within half a minute.
   */
  token(signal?: AbortSignal): Promise<KafkaToken>;
}

/**
 * Keeps tokens for as long as they are fresh, and makes one at a time.
 *
 * @param make Must settle in bounded time: all callers wait for it.
 */
export function sharedTokens(make: () => Promise<KafkaToken>, now: () => number = Date.now): KafkaTokenProvider {
  let kept: { readonly token: KafkaToken; readonly freshUntilMs: number } | undefined;
  let underWay: Promise<KafkaToken> | undefined;

  const renew = async (): Promise<KafkaToken> => {
    const startedAt = now();
    const token = await make();
    kept = { token, freshUntilMs: startedAt + (token.expiresAtMs - startedAt) / 2 };
    return token;
  };

  return {
    async token(signal) {
      signal?.throwIfAborted();
      if (kept && now() < kept.freshUntilMs) return kept.token;
      underWay ??= renew().finally(() => (underWay = undefined));
      return signal ? unlessAborted(underWay, signal) : underWay;
    },
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
