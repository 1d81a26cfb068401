import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { parseProject } from '@proj/datafile-parser';
import { expect, inject, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- servers and producers of the tests, no dependency of this package
import type { RegistryProxy } from '../../../../tools/servers/registry-proxy.js';
// nx-ignore-next-line
import type { SchemaRegistryServer } from '../../../../tools/servers/schema-registry.js';
// nx-ignore-next-line
import { createTopic, produce, uniqueName, type TestMessage } from '../../../../tools/servers/topics.js';
import { compileProject, createIngest, type CompileOptions, type Ingest, type IngestProblem } from '../../src/index.js';

/** What it takes to know the registry's password. */
export const PASSWORD = 'p@ss/w:rd %41';

/** The registry, and what stands in front of it. */
export interface Registries {
  readonly server: SchemaRegistryServer;
  readonly proxy: RegistryProxy;
}

export interface Datasource {
  readonly schema: string;
  readonly settings: string;
}

/** Datafiles on their way to a real ClickHouse, each data source from a topic of its own. */
export async function runFormats(
  { server, proxy }: Registries,
  datasources: Readonly<Record<string, Datasource>>,
  options: Partial<CompileOptions> = {},
) {
  const database = uniqueName('formats').replace('-', '_');
  const topics: Record<string, string> = {};
  for (const name of Object.keys(datasources)) {
    topics[name] = uniqueName(name);
    await createTopic(inject('kafkaBootstrapServers'), topics[name]);
  }
  const url = proxy.url.replace('://', '://reader:{{ tb_secret("REGISTRY_PASSWORD") }}@');
  const { project, diagnostics } = parseProject([
    {
      path: 'shop.connection',
      text: `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${inject('kafkaBootstrapServers')}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL ${url}\n`,
    },
    ...Object.entries(datasources).map(([name, { schema, settings }]) => ({
      path: `${name}.datasource`,
      text: `SCHEMA >\n${schema}\n\nENGINE MergeTree\nENGINE_SORTING_KEY __offset\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${topics[name]}\nKAFKA_GROUP_ID ${topics[name]}\nKAFKA_AUTO_OFFSET_RESET earliest\n${settings}\n`,
    })),
  ]);
  const compiled = compileProject(project, {
    lookupSecret: () => encodeURIComponent(PASSWORD),
    database,
    ...options,
  });
  expect([...diagnostics, ...compiled.diagnostics]).toEqual([]);

  const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
  await applyDeploy(clickhouse, await planDeploy(clickhouse, compiled.tables));
  const policy = { maxAgeMs: 50, retryFirstMs: 50, retryMaxMs: 200 };
  const ingest = createIngest({ pipelines: compiled.pipelines, sink: clickhouse, policy });
  const problems: IngestProblem[] = [];
  ingest.on('error', (problem) => problems.push(problem));
  onTestFinished(async () => {
    await ingest.stop({ deadlineMs: 1_000 });
    await clickhouse.close();
  });
  await ingest.start();
  return {
    problems,
    topic: (name: string) => topics[name] ?? '',
    subject: (name: string, part: 'key' | 'value' = 'value') => ({ url: server.url, topic: topics[name] ?? '', part }),
    send: (name: string, values: readonly (Buffer | null)[], keys: readonly Buffer[] = []) =>
      produce(inject('kafkaBootstrapServers'), topics[name] ?? '', values.map((value, i) => ({ value, ...(keys[i] && { key: keys[i] }) }))), // prettier-ignore
    sendMessages: (name: string, messages: readonly TestMessage[], producer?: Parameters<typeof produce>[3]) =>
      produce(inject('kafkaBootstrapServers'), topics[name] ?? '', messages, producer),
    counts: (name: string) => countsOf(ingest, name),
    rows: async (table: string, columns: string): Promise<readonly unknown[]> => {
      const ordered = `SELECT * FROM ${database}.${table} ORDER BY __offset`;
      const exact = 'output_format_json_quote_64bit_integers = 1, output_format_json_quote_decimals = 1';
      const text = await clickhouse.query(
        `SELECT groupArray(tuple(${columns})) AS rows FROM (${ordered}) SETTINGS ${exact}`,
      );
      return (JSON.parse(text) as { readonly rows: readonly unknown[] }).rows;
    },
  };
}

const countsOf = (ingest: Ingest, name: string): string => {
  const one = ingest.stats().datasources.find(({ datasource }) => datasource === name);
  return `${one?.rowsLanded} landed, ${one?.rowsQuarantined} quarantined`;
};

export const until = (what: () => unknown): Promise<unknown> => vi.waitFor(what, { timeout: 30_000, interval: 25 });
