/**
 * Runs actions one at a time, in the order in which they were asked for. `consume` is one of them,
 * so nothing is assigned, sought or disconnected while a call of the client is under way.
 */
export class ConsumeGate {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs an action once all earlier ones have ended. Settles as the action does. */
  alone<T>(action: () => Promise<T> | T): Promise<T> {
    const result = this.#last.then(action);
    // The caller handles a failure; the next action runs all the same.
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves once every action asked for so far has ended. Never rejects. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
