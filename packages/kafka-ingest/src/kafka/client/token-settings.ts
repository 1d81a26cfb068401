import { tokenRefreshCallback, type KafkaTokenProvider, type TokenRefreshCallback } from '@proj/kafka-auth';

/**
 * What a client needs besides the settings of its connection where we make its tokens: nothing without a provider.
 *
 * @param tokens of the connection
 * @param options how the client lives
 * @param options.signal aborted before the client is disconnected
 * @param options.onToken called with each failure, and with undefined when a token could be had
 */
export function tokenSettings(
  tokens: KafkaTokenProvider | undefined,
  options: { readonly signal: AbortSignal; readonly onToken?: (failure: unknown) => void },
): { readonly oauthbearer_token_refresh_cb?: TokenRefreshCallback } {
  if (!tokens) return {};
  const { signal, onToken = () => undefined } = options;
  const told: KafkaTokenProvider = {
    async token(ends) {
      const token = await tokens.token(ends);
      onToken(undefined);
      return token;
    },
  };
  return { oauthbearer_token_refresh_cb: tokenRefreshCallback(told, { signal, onFailure: onToken }) };
}
