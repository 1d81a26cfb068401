import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Consumption } from './side.js';

/** Writes the datafiles of a consumption; the data source is named like its table. */
export async function writeProjectFolder(consumption: Consumption): Promise<void> {
  const { folder, table } = consumption;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'bench_broker.connection'), connectionText(consumption));
  await writeFile(path.join(folder, `${table}.datasource`), datasourceText(consumption));
}

function connectionText({ bootstrapServers }: Consumption): string {
  return `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${bootstrapServers}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n`;
}

function datasourceText({ benchCase, topic, group }: Consumption): string {
  const columns = benchCase.columns.map(({ name, type, path: json }) => `    \`${name}\` ${type} \`json:${json}\``);
  return `SCHEMA >
${columns.join(',\n')}

ENGINE "MergeTree"
ENGINE_SORTING_KEY "${benchCase.sortingKey}"

KAFKA_CONNECTION_NAME bench_broker
KAFKA_TOPIC ${topic}
KAFKA_GROUP_ID ${group}
KAFKA_AUTO_OFFSET_RESET earliest
`;
}
