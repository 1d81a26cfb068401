import type { KafkaTokenProvider } from './token-provider.js';

/** A token as `@confluentinc/kafka-javascript` takes it. */
export interface ClientToken {
  readonly tokenValue: string;
  /** In ms since 1970, whatever its name says. */
  readonly lifetime: number;
  readonly principal: string;
}

/** What goes into the client's settings as `oauthbearer_token_refresh_cb`. */
export type TokenRefreshCallback = (
  config: string,
  done: (error: Error | null, token?: ClientToken) => void,
) => undefined;

/** How a client that is given tokens lives. */
export interface TokenRefreshOptions {
  /** Aborted before the client is disconnected: a token that comes later must not reach it. */
  readonly signal: AbortSignal;
  /**
   * Called with each failure, a {@link KafkaAuthError}; the client is given it as well, and asks
   * again 10 s later.
   */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * The callback by which a client of `@confluentinc/kafka-javascript` gets its tokens. librdkafka
 * calls it from a thread of its own at 80 % of a token's life, whether or not messages flow and the
 * client polls. Two traps of the client are kept away from: a token or failure handed to a client
 * that has been disconnected ends the process with an unhandled rejection, and an error that is
 * handed to it is changed. One remains with the caller: with each failure the client emits `error`,
 * which ends the process when it has no listener.
 *
 * @example
 * const tokens = {
 *   token: () => Promise.resolve({ value: 'secret', expiresAtMs: 1_900_000_000_000, principal: 'shop' }),
 * };
 * const closing = new AbortController();
 * const callback = tokenRefreshCallback(tokens, { signal: closing.signal });
 * // new KafkaConsumer({ ...config.reveal(), oauthbearer_token_refresh_cb: callback }, {}).on('error', () => undefined)
 * await new Promise((resolve) => callback('', (_, token) => resolve(token?.tokenValue))); // => 'secret'
 */
export function tokenRefreshCallback(
  tokens: KafkaTokenProvider,
  { signal, onFailure }: TokenRefreshOptions,
): TokenRefreshCallback {
  return (_, done) => {
    // Not a promise for the client: it would take the outcome of one in any state.
    const unlessClosing = (answer: () => void): void => {
      if (signal.aborted) return;
      try {
        answer();
      } catch {
        // The client was disconnected elsewhere and no longer needs a token.
      }
    };
    tokens.token(signal).then(
      ({ value, expiresAtMs, principal }) =>
        unlessClosing(() => done(null, { tokenValue: value, lifetime: expiresAtMs, principal })),
      (error: unknown) =>
        unlessClosing(() => {
          onFailure?.(error);
          // A new one: the client writes into it, and this one is shared by all who waited.
          done(new Error(error instanceof Error ? error.message : String(error)));
        }),
    );
  };
}
