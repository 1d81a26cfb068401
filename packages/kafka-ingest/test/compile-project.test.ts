import { printType } from '@proj/clickhouse-types';
import { createBlockBuilder } from '@proj/clickhouse-sink';
import { parseProject } from '@proj/datafile-parser';
import type { Diagnostic } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';
import { BatchEncoder } from '../src/encode/batch-encoder.js';
import { sentQuarantineColumns, QuarantineRows } from '../src/encode/quarantine-rows.js';
import { compileProject, type CompiledProject } from '../src/index.js';

const CONNECTION = `TYPE kafka
KAFKA_SCHEMA_REGISTRY_URL http://localhost:8081
KAFKA_BOOTSTRAP_SERVERS {{ tb_secret("SERVERS", "localhost:9092") }}
KAFKA_SECURITY_PROTOCOL SASL_SSL
KAFKA_SASL_MECHANISM PLAIN
KAFKA_KEY {{ tb_secret("USER") }}
KAFKA_SECRET {{ tb_secret("PASSWORD") }}
`;
const KAFKA = `KAFKA_CONNECTION_NAME shop
KAFKA_TOPIC shop.orders
KAFKA_GROUP_ID orders
`;
const SECRETS: Readonly<Record<string, string>> = { USER: 'ada', PASSWORD: 'p#ss word' };

function compile(schema: string, rest = KAFKA, secrets = SECRETS): CompiledProject {
  const { project, diagnostics } = parseProject([
    { path: 'connections/shop.connection', text: CONNECTION },
    { path: 'datasources/orders.datasource', text: `SCHEMA >\n    ${schema}\n\n${rest}` },
  ]);
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  return compileProject(project, { lookupSecret: (name) => secrets[name] });
}

const told = ({ diagnostics }: CompiledProject) => diagnostics.map(({ code, message }) => ({ code, message }));
/** The text at its span. */
const pointsAt = ({ file, span }: Diagnostic): string | undefined => file && span && file.text.slice(span.start, span.end); // prettier-ignore
const places = ({ diagnostics }: CompiledProject) => diagnostics.map((one) => [one.code, pointsAt(one)]);

const columnsOf = ({ tables }: CompiledProject, name: string): string[] | undefined =>
  tables.find((one) => one.name === name)?.columns.map((one) => `${one.name} ${printType(one.type)}`);

const META = ['__value String', '__topic LowCardinality(String)', '__partition Int16', '__offset Int64', '__timestamp DateTime', '__key String']; // prettier-ignore

describe('a project without a mistake', () => {
  it('becomes a pipeline, its landing table and its quarantine table', () => {
    const compiled = compile(
      "`id` UInt64 `json:$.id`,\n    `note` String `json:$.note` DEFAULT 'none' CODEC(ZSTD(3)),\n    `day` Date DEFAULT today()",
      `ENGINE MergeTree\nENGINE_SORTING_KEY id\n${KAFKA}KAFKA_AUTO_OFFSET_RESET earliest\nKAFKA_STORE_HEADERS True\n`,
    );
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.pipelines).toHaveLength(1);
    const [pipeline] = compiled.pipelines;
    expect(pipeline).toMatchObject({
      datasource: 'orders',
      connection: 'shop',
      topic: 'shop.orders',
      groupId: 'orders',
      autoOffsetReset: 'earliest',
      storeHeaders: true,
      storeRawValue: false,
      valueCodec: { format: 'json_without_schema' },
      landing: { database: 'default', table: 'orders' },
      quarantine: { database: 'default', table: 'orders_quarantine' },
      maxMessageBytes: 10 * 1024 * 1024,
    });
    expect(pipeline?.keyCodec).toBeUndefined();
    expect(pipeline?.mapping.blockColumns.map((one) => one.name)).toEqual(['id', 'note']);
    expect(columnsOf(compiled, 'orders')).toEqual([
      'id UInt64',
      'note String',
      'day Date',
      ...META,
      '__headers Map(String, String)',
    ]);
    expect(columnsOf(compiled, 'orders_quarantine')).toEqual([
      'c__error_column Array(String)',
      'c__error Array(String)',
      'c__import_id Nullable(String)',
      'id Nullable(String)',
      'note Nullable(String)',
      'day Nullable(String)',
      ...META,
      '__headers Map(String, String)',
      'insertion_date DateTime',
    ]);
    const [landing] = compiled.tables;
    expect(landing?.columns.slice(1, 3)).toMatchObject([
      { defaultExpression: "'none'", codec: 'ZSTD(3)' },
      { defaultExpression: 'today()' },
    ]);
    expect(landing?.engine).toEqual({ name: 'MergeTree', arguments: [], sortingKey: 'id' });
  });

  it('that does not read from Kafka becomes a table without meta columns', () => {
    const compiled = compile('`id` UInt64, `__offset` Int16', 'ENGINE MergeTree\nENGINE_SORTING_KEY id\n');
    expect(compiled).toMatchObject({ diagnostics: [], pipelines: [] });
    expect(compiled.tables.map((one) => one.name)).toEqual(['orders']);
    expect(columnsOf(compiled, 'orders')).toEqual(['id UInt64', '__offset Int16']);
  });
});

describe('meta columns that a data source declares', () => {
  it('are not added a second time, wherever they stand', () => {
    const compiled = compile('`__offset` Int64,\n    `id` UInt64 `json:$.id`,\n    `__topic` String');
    expect(compiled.diagnostics).toEqual([]);
    expect(columnsOf(compiled, 'orders')).toEqual([
      '__offset Int64',
      'id UInt64',
      '__topic String',
      ...META.filter((one) => !/__topic|__offset/.test(one)),
    ]);
  });

  it.each([
    ['__value', 'Nullable(String)'],
    ['__topic', 'String'],
    ['__partition', 'Int32'],
    ['__partition', 'UInt16'],
    ['__offset', 'UInt64'],
    ['__offset', 'Int128'],
    ['__timestamp', "DateTime64(3, 'UTC')"],
    ['__timestamp', 'Nullable(DateTime)'],
    ['__key', 'Nullable(String)'],
    ['__key', 'LowCardinality(Nullable(String))'],
    ['__headers', 'Map(LowCardinality(String), String)'],
  ])('%s may be %s: the blocks and the quarantine table have that type, too', (name, type) => {
    const compiled = compile(`id UInt64 \`json:$.id\`,\n    ${name} ${type}`, `${KAFKA}KAFKA_STORE_HEADERS True\n`);
    expect(compiled.diagnostics).toEqual([]);
    const meta = compiled.pipelines[0]?.landing.metaColumns.find((one) => one.name === name);
    expect(meta && printType(meta.type)).toBe(type);
    expect(columnsOf(compiled, 'orders')).toContain(`${name} ${type}`);
    expect(columnsOf(compiled, 'orders_quarantine')).toContain(`${name} ${type}`);
    // Throws where no writer can fill that type.
    for (const pipeline of compiled.pipelines) {
      new BatchEncoder({ ...pipeline, storeRawValue: true });
      const columns = sentQuarantineColumns(pipeline);
      new QuarantineRows(pipeline, createBlockBuilder(columns));
      expect(columns.filter((one) => one.name === name).map((one) => printType(one.type))).toEqual([type]);
    }
  });

  it.each([
    ['__value', 'UInt64'],
    ['__topic', 'FixedString(8)'],
    ['__partition', 'UInt8'],
    ['__offset', 'Int16'],
    ['__offset', 'Float64'],
    ['__offset', 'Nullable(UInt32)'],
    ['__timestamp', 'Date'],
    ['__timestamp', 'UInt32'],
    ['__key', 'UUID'],
    ['__headers', 'String'],
    ['__headers', 'Map(String, UInt8)'],
  ])('%s may not be %s, which does not hold all that Kafka has for it', (name, type) => {
    const compiled = compile(`id UInt64 \`json:$.id\`,\n    ${name} ${type}`, `${KAFKA}KAFKA_STORE_HEADERS True\n`);
    expect(compiled.pipelines).toEqual([]);
    expect(places(compiled)).toEqual([['kafka-ingest/meta-column-type', type]]);
  });

  it('are told with the type that they must have', () => {
    expect(compile('id UInt64 `json:$.id`,\n    __offset Int16').diagnostics).toMatchObject([
      {
        severity: 'error',
        message: '__offset is Int16: it must be Int64, UInt64 or a wider integer.',
        hint: 'Write __offset Int64, or leave the column out: it is added by itself.',
      },
    ]);
  });

  it('are of no interest when nothing is sent to them', () => {
    const compiled = compile('id UInt64 `json:$.id`,\n    __headers String');
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.pipelines[0]?.landing.metaColumns.map((one) => one.name)).not.toContain('__headers');
  });

  it('cannot have a path', () => {
    const compiled = compile('id UInt64 `json:$.id`,\n    __key String `json:$.key`');
    expect(places(compiled)).toEqual([['kafka-ingest/meta-column-with-path', '$.key']]);
  });
});

describe('engines', () => {
  const engineOf = (engine: string) => {
    const compiled = compile('id UInt64 `json:$.id`,\n    a UInt8 `json:$.a`,\n    b Int8 `json:$.b`', `${engine}\nENGINE_SORTING_KEY id\n${KAFKA}`); // prettier-ignore
    return { compiled, engine: compiled.tables[0]?.engine };
  };

  it.each([
    ['ReplacingMergeTree\nENGINE_IS_DELETED a\nENGINE_VER b', ['b', 'a']],
    ['ReplacingMergeTree', []],
    ['CollapsingMergeTree\nENGINE_SIGN b', ['b']],
    ['VersionedCollapsingMergeTree\nENGINE_VERSION a\nENGINE_SIGN b', ['b', 'a']],
    ['SummingMergeTree\nENGINE_COLUMNS a, b', ['(a, b)']],
    ['SummingMergeTree', []],
  ])('%j have their arguments in ClickHouse’s order', (engine, expected) => {
    const found = engineOf(`ENGINE ${engine}`);
    expect(found.compiled.diagnostics).toEqual([]);
    expect(found.engine?.arguments).toEqual(expected);
  });

  it('take pairs in ENGINE_SETTINGS', () => {
    const { compiled, engine } = engineOf("ENGINE MergeTree\nENGINE_SETTINGS index_granularity=1024, storage_policy = 'hot', "); // prettier-ignore
    expect(compiled.diagnostics).toEqual([]);
    expect(engine?.settings).toEqual([
      { name: 'index_granularity', value: '1024' },
      { name: 'storage_policy', value: "'hot'" },
    ]);
  });
});

describe('columns', () => {
  it('with a DEFAULT and no type are refused: the rows that are sent need it', () => {
    const compiled = compile('id UInt64 `json:$.id`,\n    day DEFAULT today()');
    expect(places(compiled)).toEqual([['kafka-ingest/column-without-type', 'day']]);
    expect(compiled.pipelines).toEqual([]);
  });

  it('must take something from the message', () => {
    const compiled = compile('day Date DEFAULT today(),\n    id UInt64');
    expect(told(compiled)).toEqual([
      {
        code: 'kafka-ingest/no-mapped-column',
        message: 'Data source orders reads from Kafka, but no column of its SCHEMA takes a value from the message.',
      },
    ]);
    expect(compiled.pipelines).toEqual([]);
  });

  it('are told all at once what is wrong with them, each at its place', () => {
    const compiled = compile(
      'a UInt64 `json:$.a[-1]`,\n    b Array(AggregateFunction(sum, UInt8)) `json:$.b[:]`,\n    c UInt8 `json:$.c`',
    );
    expect(places(compiled)).toEqual([
      ['mapping/path-syntax', '-1'],
      ['mapping/type-not-from-messages', 'AggregateFunction(sum, UInt8)'],
    ]);
  });
});

describe('a type that cannot be read', () => {
  it('does not hide what is wrong with the path beside it', () => {
    const { project } = parseProject([
      { path: 'shop.connection', text: CONNECTION },
      { path: 'orders.datasource', text: `SCHEMA >\n    id UInt65 \`json:$.a[-1]\`\n\n${KAFKA}` },
    ]);
    expect(places(compileProject(project, { lookupSecret: (name) => SECRETS[name] }))).toEqual([
      ['mapping/path-syntax', '-1'],
    ]);
  });
});

describe('formats', () => {
  const formats = (value: string, key: string) => `${KAFKA}KAFKA_VALUE_FORMAT ${value}\nKAFKA_KEY_FORMAT ${key}\n`;

  it('of keys and values share the registry of their connection', () => {
    const { pipelines, diagnostics } = compileProject(
      parseProject([
        { path: 'shop.connection', text: CONNECTION },
        ...(['avro', 'protobuf', 'json_with_schema', 'json_without_schema'] as const).map((format) => ({
          path: `${format}.datasource`,
          text: `SCHEMA >\n  id UInt64 \`json:$.id\`\n\n${formats(format, 'avro').replace('GROUP_ID orders', `GROUP_ID ${format}`)}`,
        })),
      ]).project,
      { lookupSecret: (name) => SECRETS[name] },
    );
    expect(diagnostics).toEqual([]);
    expect(pipelines.map((one) => `${one.datasource}: ${one.valueCodec.format}, ${one.keyCodec?.format}`)).toEqual([
      'avro: avro, avro',
      'json_with_schema: json_with_schema, avro',
      'json_without_schema: json_without_schema, avro',
      'protobuf: protobuf, avro',
    ]);
    expect(new Set(pipelines.map((one) => one.registry)).size).toBe(1);
    expect(new Set(pipelines.map((one) => one.keyCodec)).size).toBe(1);
    expect(pipelines[0]?.registry?.origin).toBe('http://localhost:8081');
  });

  it('that need no registry open none', () => {
    expect(compile('id UInt64 `json:$.id`').pipelines[0]?.registry).toBeUndefined();
  });

  it('want a URL of a registry, which is told of once and never shown', () => {
    const connection = CONNECTION.replace('http://localhost:8081', 'registry:{{ tb_secret("PASSWORD") }}');
    const compiled = compileProject(
      parseProject([
        { path: 'shop.connection', text: connection },
        { path: 'orders.datasource', text: `SCHEMA >\n  id UInt64 \`json:$.id\`\n\n${formats('avro', 'avro')}` },
      ]).project,
      { lookupSecret: (name) => SECRETS[name] },
    );
    expect(places(compiled)).toEqual([['kafka-ingest/schema-registry-url', 'registry:{{ tb_secret("PASSWORD") }}']]);
    expect(JSON.stringify(told(compiled))).not.toContain('p#ss');
    expect(compiled.pipelines).toEqual([]);
  });

  it('can be those of a program, which need no registry', () => {
    const own = { format: 'msgpack', decode: () => ({ values: [] }) };
    const { project } = parseProject([
      { path: 'shop.connection', text: CONNECTION.replace(/.*REGISTRY.*\n/, '') },
      { path: 'orders.datasource', text: `SCHEMA >\n  id UInt64 \`json:$.id\`\n\n${formats('avro', 'avro')}` },
    ]);
    const { pipelines } = compileProject(project, { lookupSecret: (name) => SECRETS[name], codecs: { avro: own } });
    expect(pipelines[0]).toMatchObject({ valueCodec: own, keyCodec: own });
    expect(pipelines[0]?.registry).toBeUndefined();
  });
});

describe('secrets', () => {
  it('reach the client, and are told of when they are missing', () => {
    const compiled = compile('id UInt64 `json:$.id`');
    expect(compiled.pipelines[0]?.client.reveal()['sasl.password']).toBe('p#ss word');
    const without = compile('id UInt64 `json:$.id`', KAFKA, { USER: 'ada' });
    expect(places(without)).toEqual([['datafile/missing-secret', '{{ tb_secret("PASSWORD") }}']]);
    expect(without.pipelines).toEqual([]);
  });

  it('are in no diagnostic, whatever is wrong with them', () => {
    const secret = 'hunter2 of somebody';
    const compiled = compile(
      'id UInt64 `json:$.id`',
      `ENGINE MergeTree\nENGINE_SORTING_KEY id\nENGINE_SETTINGS {{ tb_secret("ANY") }}\n${KAFKA}KAFKA_VALUE_FORMAT {{ tb_secret("ANY") }}\n`,
      { SERVERS: secret, USER: `${secret}\n`, PASSWORD: secret, ANY: secret },
    );
    expect(compiled.diagnostics.map((one) => one.code)).toContain('datafile/unsuitable-secret');
    expect(compiled.diagnostics.length).toBeGreaterThan(2);
    for (const { message, hint } of compiled.diagnostics) expect(`${message} ${hint}`).not.toContain('hunter2');
  });
});

describe('the SQL of a table', () => {
  const engine = (lines: string, secrets: Readonly<Record<string, string>> = {}): ReturnType<typeof compile> =>
    compile('id UInt64 `json:$.id`', `ENGINE MergeTree\n${lines}\n${KAFKA}`, { ...SECRETS, ...secrets });

  it('has no comments left', () => {
    const { tables, diagnostics } = compile(
      "id FixedString(/* a */ 3) `json:$.id` DEFAULT /* /* b */ */ lower('/*') CODEC(ZSTD /* c */ (1))",
      `ENGINE_SORTING_KEY id /* d */\n${KAFKA}`,
      SECRETS,
    );
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(tables)).not.toMatch(/[a-d] \*\//);
    expect(tables[0]?.columns[0]?.defaultExpression?.trim()).toBe("lower('/*')");
  });

  it('says which parts come from secrets', () => {
    const { tables, diagnostics } = engine(
      'ENGINE_SORTING_KEY {{ tb_secret("KEY") }}\nENGINE_TTL now() + INTERVAL {{ tb_secret("DAYS", "3") }} DAY\nENGINE_SETTINGS {{ tb_secret("MORE") }}',
      { KEY: 'id', MORE: "index_granularity = 1024, storage_policy = 'a, b'" },
    );
    expect(diagnostics).toEqual([]);
    expect(tables[0]?.engine).toEqual({
      name: 'MergeTree',
      arguments: [],
      sortingKey: 'id',
      ttl: 'now() + INTERVAL 3 DAY',
      settings: [
        { name: 'index_granularity', value: '1024' },
        { name: 'storage_policy', value: "'a, b'" },
      ],
      references: {
        sortingKey: '{{ tb_secret("KEY") }}',
        ttl: 'now() + INTERVAL {{ tb_secret("DAYS", "3") }} DAY',
        settings: '{{ tb_secret("MORE") }}',
      },
    });
  });

  it.each([
    ['ENGINE_SORTING_KEY', 'id; DROP TABLE t'],
    ['ENGINE_SORTING_KEY', "id, file('/etc/passwd')"],
    ['ENGINE_PARTITION_KEY', 'id SETTINGS index_granularity = 1'],
    ['ENGINE_PRIMARY_KEY', '(SELECT 1)'],
    ['ENGINE_TTL', 'now() /*'],
    ['ENGINE_TTL', "now() AS SELECT * FROM file('/etc/passwd')"],
    ['ENGINE_SETTINGS', String.raw`a = '\', b = ') AS SELECT 1'`],
    ['ENGINE_SETTINGS', "disk = disk(type = 'local', path = '/etc/')"],
    ['ENGINE_SAMPLING_KEY', 'id IN system.users'],
  ])('%s refuses what a secret would smuggle into it: %s', (setting, evil) => {
    for (const value of ['{{ tb_secret("EVIL") }}', `{{ tb_secret("EVIL", ${JSON.stringify(evil)}) }}`]) {
      const { diagnostics, tables, pipelines } = engine(
        `${setting} ${value}`,
        value.includes(',') ? {} : { EVIL: evil },
      );
      expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
        [
          'datafile/unsuitable-secret',
          expect.stringContaining(`The value of {{ tb_secret("EVIL") }} cannot be used in ${setting}: `),
        ],
      ]);
      expect(JSON.stringify([tables, diagnostics.map(({ message, hint }) => [message, hint])])).not.toMatch(
        /DROP|passwd|SELECT|granularity|\/etc|system|\/\*/,
      );
      expect(pipelines).toEqual([]);
    }
  });
});

it('says nothing of what a misspelt protocol would need', () => {
  const { project, diagnostics } = parseProject([
    {
      path: 'connections/shop.connection',
      text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092\nKAFKA_SECURITY_PROTOCOL PLANTEXT\n',
    },
  ]);
  expect(diagnostics.map((one) => one.code)).toEqual(['datafile/invalid-value']);
  expect(compileProject(project, { lookupSecret: () => undefined }).diagnostics).toEqual([]);
});
