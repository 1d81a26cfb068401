import { systemClock } from './clock.js';
import { keepRunning, type KeptClickHouse } from './keep-running.js';
import { startEmbeddedClickHouse, type EmbeddedClickHouseOptions } from './start.js';

/** How the server is started, and who hears when it has ended. */
export interface KeepOptions extends Omit<EmbeddedClickHouseOptions, 'port'> {
  /**
   * Called when the server has ended by itself, and each time that it cannot be started again; with
   * undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}

/**
 * Starts a server as {@link startEmbeddedClickHouse} does, and starts it again at the same address
 * whenever it ends without having been asked to, until `stop()`.
 *
 * Rejects as {@link startEmbeddedClickHouse} does, when the first start fails.
 */
export async function keepEmbeddedClickHouse(options: KeepOptions): Promise<KeptClickHouse> {
  const { onProblem, ...how } = options;
  const { clock = systemClock } = how;
  return keepRunning({
    start: (port) => startEmbeddedClickHouse({ ...how, port }),
    onProblem: (text) => onProblem?.(text),
    clock,
  });
}
