import { traceMessage } from '@proj/kafka-ingest';
import type { Argument } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment, secretsEnvironment } from '../arguments/environment.js';
import { choice } from '../arguments/flag.js';
import { dataFolder, project } from '../arguments/project-flags.js';
import { WrongArguments } from '../arguments/wrong-arguments.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { openFor } from '../project/clickhouse.js';
import { kafkaDatasource } from '../project/kafka-datasource.js';
import { isStored, traceJson, traceText } from '../terminal/trace-text.js';

export interface TraceOptions {
  /** Its name, or the path of its file. */
  readonly datasource: string;
  readonly partition: number;
  readonly offset: number;
  readonly folder: string;
  readonly dataFolder: string | undefined;
  readonly format: 'text' | 'json';
}

/** `orders 3:1207` */
const datasourceAndPlace: Argument<Pick<TraceOptions, 'datasource' | 'partition' | 'offset'>> = {
  label: 'DATASOURCE P:N',
  read([datasource, place, ...more]) {
    const [, partition, offset] = /^(\d{1,9}):(\d{1,15})$/.exec(place ?? '') ?? [];
    if (datasource !== undefined && partition !== undefined && offset !== undefined && more.length === 0) {
      return { datasource, partition: Number(partition), offset: Number(offset) };
    }
    throw new WrongArguments('trace needs a data source, and a partition and offset such as 3:1207.');
  },
};

export const command = defineCommand({
  name: 'trace',
  section: 'Kafka',
  summary: 'Show what has become of one message: its row, why it is in quarantine, or what it waits for.',
  details: 'P:N is its partition and its offset.',
  needs: 'Kafka, ClickHouse',
  argument: datasourceAndPlace,
  flags: { project, dataFolder, format: choice('FORMAT', ['text', 'json'], 'text or json. Default: text.') },
  environment: [...clickhouseEnvironment, ...secretsEnvironment],
  exitCode1: 'trace: neither table has the message',
  examples: [
    { line: 'kafka-ingest trace orders 3:1207', does: 'Show where the message at offset 1207 of partition 3 is.' },
    {
      line: 'kafka-ingest trace orders 3:1207 --format json',
      does: 'Print the same for a program, with the message in Base64.',
    },
  ],
  options: ({ argument, flags: { project: folder = '.', format = 'text', ...flags } }): TraceOptions => ({
    ...argument,
    folder,
    dataFolder: flags.dataFolder,
    format,
  }),
  run: trace,
});

/** Looks for one message in Kafka, in the group's offsets and in both tables. */
async function trace(options: TraceOptions, io: Io): Promise<ExitCode> {
  const found = await kafkaDatasource(options.datasource, options.folder, io);
  if (typeof found === 'number') return found;
  const { pipeline, folder } = found;
  const opened = await openFor({ folder, dataFolder: options.dataFolder }, io, { joinRunning: true });
  try {
    const result = await traceMessage(pipeline, options, opened.clickhouse);
    io.out(options.format === 'json' ? traceJson(result) : traceText(result, pipeline));
    return isStored(result.fate) ? ExitCode.Done : ExitCode.FailedWhileRunning;
  } finally {
    await opened.close();
  }
}
