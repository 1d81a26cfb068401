import type { RawConsumer } from './raw-consumer.js';
import { watchFailures } from './raw-consumer.js';
import type { ClientError } from './client-error.js';
import { ClientErrors } from '../problems/client-errors.js';

export const CONNECT_TIMEOUT_MS = 5_000;

/** A connected consumer, or everything that the client said about the failure. */
export type Connected =
  | { readonly consumer: RawConsumer; readonly errors?: undefined }
  | { readonly consumer?: undefined; readonly errors: ClientErrors };

/** Makes a consumer and connects it. A failed one closes by itself. */
export async function connectConsumer(make: () => RawConsumer): Promise<Connected> {
  const errors = new ClientErrors();
  try {
    const consumer = make();
    const stopWatching = watchFailures(consumer, (error) => errors.add(error));
    const error = await new Promise<ClientError | null>((resolve) =>
      consumer.connect({ timeout: CONNECT_TIMEOUT_MS }, resolve),
    );
    stopWatching();
    if (!error) return { consumer };
    consumer.closing.abort();
    errors.add(error);
  } catch (error) {
    errors.add({ message: error instanceof Error ? error.message : String(error) });
  }
  return { errors };
}
