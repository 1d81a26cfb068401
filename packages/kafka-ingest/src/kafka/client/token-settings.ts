import { tokenRefreshCallback, type KafkaTokenProvider, type TokenRefreshCallback } from '@proj/kafka-auth';

/**
 * The settings that a client needs, besides those of its connection, when we make its tokens. None
 * without a provider.
 *
 * @param tokens of the connection
 * @param options of this client
 * @param options.signal aborted before the client is disconnected
 * @param options.onToken called with every failure, and with undefined for every token
 */
export function tokenSettings(
  tokens: KafkaTokenProvider | undefined,
  options: { readonly signal: AbortSignal; readonly onToken?: (failure: unknown) => void },
): { readonly oauthbearer_token_refresh_cb?: TokenRefreshCallback } {
  if (!tokens) return {};
  const { signal, onToken = () => undefined } = options;
  const reported: KafkaTokenProvider = {
    async token(ends) {
      const token = await tokens.token(ends);
      onToken(undefined);
      return token;
    },
  };
  return { oauthbearer_token_refresh_cb: tokenRefreshCallback(reported, { signal, onFailure: onToken }) };
}
