import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A temporary project folder. */
export interface ProjectFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** @param files contents by path inside the folder */
export async function projectFolder(files: Readonly<Record<string, string>>): Promise<ProjectFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kafka-ingest-e2e-'));
  const project: ProjectFolder = {
    path: folder,
    async write(more) {
      for (const [name, text] of Object.entries(more)) {
        await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
        await writeFile(path.join(folder, name), text);
      }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  await project.write(files);
  return project;
}

/** A connection without security to these brokers. */
export const plainConnection = (bootstrapServers: string): string =>
  `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS ${bootstrapServers}
KAFKA_SECURITY_PROTOCOL PLAINTEXT
`;

/** A data source with a few columns of common types, the one most tests need. */
export const orders = (settings: { readonly topic: string; readonly group: string; readonly more?: string }): string =>
  `SCHEMA >
    \`id\` UInt32 \`json:$.id\`,
    \`at\` DateTime64(3) \`json:$.at\`,
    \`customer\` LowCardinality(String) \`json:$.customer.name\`,
    \`price\` Nullable(Float64) \`json:$.price\`,
    \`tags\` Array(String) \`json:$.tags[:]\` DEFAULT []

ENGINE_SORTING_KEY id

KAFKA_CONNECTION_NAME broker
KAFKA_TOPIC ${settings.topic}
KAFKA_GROUP_ID ${settings.group}
KAFKA_AUTO_OFFSET_RESET earliest
${settings.more ?? ''}`;

/** The message that becomes a row of `orders`. */
export const order = (id: number): Readonly<Record<string, unknown>> => ({
  id,
  at: new Date(1_767_225_600_000 + id).toISOString(),
  customer: { name: `customer ${id % 7}` },
  price: id % 5 === 0 ? null : id / 4,
  tags: id % 2 === 0 ? ['even', String(id)] : [],
});
