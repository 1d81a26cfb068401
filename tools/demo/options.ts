import path from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Stops by itself after this time. Default: runs until a signal. */
  readonly seconds: number | undefined;
  /** Messages per second. */
  readonly rate: number;
  /**
   * Where Kafka and ClickHouse keep their data, instead of `.demo` and the folder of the example.
   */
  readonly dataFolder: string | undefined;
}

export const usage = `Usage: npm start [-- --seconds N] [--rate N] [--data-folder DIR]

  --seconds N        End by itself after N seconds, with a summary.
  --rate N           Messages a second. Default: 1000.
  --data-folder DIR  Keep Kafka's and ClickHouse's data there, not in .demo and the example's folder.

KAFKA_BOOTSTRAP_SERVERS names a cluster to use instead of a broker of our own.
`;

/** Options, or one sentence about what is wrong with the arguments. */
export function parseDemoOptions(args: readonly string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seconds: { type: 'string' }, rate: { type: 'string' }, 'data-folder': { type: 'string' } },
    });
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    const rate = Number(values.rate ?? 1_000);
    if (seconds !== undefined && !(seconds > 0)) return `--seconds takes a number above 0, not "${values.seconds}".`;
    if (!(rate > 0 && rate <= 50_000)) return `--rate takes a number from 1 to 50000, not "${values.rate}".`;
    const dataFolder = values['data-folder'];
    return { seconds, rate, dataFolder: dataFolder === undefined ? undefined : path.resolve(dataFolder) };
  } catch (error) {
    return (error as Error).message;
  }
}
