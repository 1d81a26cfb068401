import type { ClientError } from '../client/client-error.js';

/** Enough to explain a failure: the client repeats itself every second. */
const MAX_ERRORS = 30;

/** The errors that a client reported about one failure, each of them once. */
export class ClientErrors {
  readonly #byText = new Map<string, ClientError>();

  add(error: ClientError): void {
    const key = `${error.code ?? ''} ${(error.message ?? '').replace(/ \(after \d+ms.*\)$/, '')}`;
    if (this.#byText.size < MAX_ERRORS && !this.#byText.has(key)) this.#byText.set(key, error);
  }

  get all(): readonly ClientError[] {
    return [...this.#byText.values()];
  }
}
