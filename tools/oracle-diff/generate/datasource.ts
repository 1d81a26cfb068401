import fc from 'fast-check';
import { expression, indexes, schema } from './schema.js';
import { anyValue, block, joined, mostly, pick, setting, sometimes, tail, type Text } from './values.js';

const quotedSometimes = (text: Text): Text =>
  fc.oneof(
    { weight: 3, arbitrary: text },
    { weight: 2, arbitrary: text.map((one) => `"${one}"`) },
    { weight: 1, arbitrary: text.map((one) => `'${one}'`) },
  );

const prose: Text = pick(
  'All orders.',
  'Type of thing',
  'a # b',
  "it's",
  '**bold**',
  'Engine room',
  'source: x',
  '- item',
  'TYPE x',
  '"quoted"',
  'KAFKA_TOPPIC x',
  '{{ tb_secret("D") }}',
  '    deep',
  '>',
  'a -- b',
  'é',
);

export const description: Text = fc.oneof(
  setting('DESCRIPTION', pick('Orders', '"Orders of the  shop"', "it's", 'a > b', 'a # b', 'a -- b', "'x'", '')),
  block('DESCRIPTION', fc.array(prose, { minLength: 0, maxLength: 4 })),
);

const key = quotedSometimes(
  mostly(
    pick('id', 'id, ts', 'ts,  id', 'tuple()', '(id, ts)', 'toDate(ts), id', 'cityHash64(id)', '`id`', '', 'toYYYYMM(ts)', 'lower(user_id)', 'tuple(id, ts)', '__timestamp', 'toStartOfInterval(ts, INTERVAL 1 DAY)', 'id % 16', "Total = 'x'", "if(id = 1, 'a', 'b')"),
    pick('a', 'nope', "ifNull(a, '')", 'sum(a)', 'min(ts)', 'id DESC', 'id,', 'arrayElement(a, 1)', 'arrayMap(x -> x, a)', 'x.y', 'total', 'order', 'id ts', '(id'),
    6,
  ),
); // prettier-ignore

const engineName = quotedSometimes(mostly(pick('MergeTree', 'MergeTree', 'ReplacingMergeTree', 'SummingMergeTree', 'AggregatingMergeTree', 'Null'), pick('CollapsingMergeTree', 'VersionedCollapsingMergeTree', 'Log', 'Join', 'mergetree', 'ReplacingMergeTree(ts)', 'MergeTre', 'ReplicatedMergeTree'), 10)); // prettier-ignore

const engineOptions: Text = fc.oneof(
  setting('ENGINE_PARTITION_KEY', key),
  setting('ENGINE_PRIMARY_KEY', key),
  setting('ENGINE_SAMPLING_KEY', key),
  setting('ENGINE_TTL', quotedSometimes(pick('ts + toIntervalDay(90)', 'toDate(ts) + INTERVAL 1 MONTH', '', 'ts', "ts + 1 WHERE a = 'x'", 'toDateTime(ts) + INTERVAL 1 DAY DELETE'))), // prettier-ignore
  setting('ENGINE_SETTINGS', quotedSometimes(pick('index_granularity = 8192', 'index_granularity=1, ttl_only_drop_parts=1', '', 'allow_nullable_key = 1', "storage_policy = 'x'", 'nonsense'))), // prettier-ignore
  setting('ENGINE_VER', quotedSometimes(mostly(pick('ts', 'b1'), pick('', 'nope', 'id'), 6))),
  setting('ENGINE_IS_DELETED', pick('flag')),
  setting('ENGINE_SIGN', pick('sign')),
  setting('ENGINE_VERSION', pick('b1')),
  mostly(setting('ENGINE_COLUMNS', pick('b1', 'Total, b1', '(Total, b1)')), pick('ENGINE_SUMMING_COLUMNS a', 'ENGINE_KEY_COLUMNS a', 'ENGINE_JOIN_TYPE LEFT'), 8),
  block('ENGINE_SORTING_KEY', fc.array(pick('id', 'ts,', ', ts', 'toDate(ts)', '# note'), { minLength: 1, maxLength: 3 })),
  block('ENGINE_TTL', fc.array(pick('ts', '+ toIntervalDay(1)'), { minLength: 1, maxLength: 2 })),
); // prettier-ignore

const engine: Text = fc
  .tuple(
    fc.oneof({ weight: 8, arbitrary: setting('ENGINE', engineName) }, { weight: 1, arbitrary: block('ENGINE', engineName.map((one) => [one])) }, { weight: 1, arbitrary: fc.constant('') }),
    sometimes(5, setting('ENGINE_SORTING_KEY', key), 4),
    fc.array(engineOptions, { maxLength: 2 }),
  )
  .map(([one, two, more]) => [one, two, ...more].filter((line) => line !== '').join('\n')); // prettier-ignore

const kafka: Text = fc
  .tuple(
    sometimes(40, setting('KAFKA_CONNECTION_NAME', fc.oneof({ weight: 5, arbitrary: pick('shop', "'shop'", '"shop"') }, { weight: 1, arbitrary: anyValue })), 39),
    sometimes(40, setting('KAFKA_TOPIC', anyValue), 39),
    sometimes(40, setting('KAFKA_GROUP_ID', mostly(anyValue, pick('', '""'))), 39),
    fc.array(
      fc.oneof(
        setting('KAFKA_AUTO_OFFSET_RESET', mostly(pick('earliest', 'latest', "'earliest'", '"latest"'), pick('Earliest', 'error', 'none', '{{ tb_secret("R", "latest") }}'), 10)),
        setting('KAFKA_STORE_RAW_VALUE', mostly(pick('True', 'False', 'true', '1', '0', '"True"'), pick('yes', "''"), 10)),
        setting('KAFKA_STORE_HEADERS', mostly(pick('True', 'False', 'TRUE'), pick('no'), 10)),
        setting('KAFKA_KEY_FORMAT', mostly(pick('avro', 'json_with_schema', 'json_without_schema'), pick('protobuf', 'AVRO'), 10)),
        setting('KAFKA_VALUE_FORMAT', mostly(pick('avro', 'json_with_schema', 'json_without_schema'), pick('raw'), 10)),
        setting('KAFKA_TARGET_PARTITIONS', pick('auto', '5', '')),
        mostly(setting('KAFKA_TARGET_PARTITIONS', pick('3')), pick('KAFKA_STORE_BINARY_HEADERS True', 'KAFKA_KEY_AVRO_DESERIALIZATION True', 'KAFKA_BOOTSTRAP_SERVERS b'), 4),
      ),
      { maxLength: 2 },
    ),
  )
  .map(([a, b, c, more]) => [a, b, c, ...more].filter((line) => line !== '').join('\n')); // prettier-ignore

const imports: Text = fc.oneof(
  fc.tuple(
    sometimes(8, setting('IMPORT_CONNECTION_NAME', pick('bucket', "'b'")), 7),
    sometimes(8, setting('IMPORT_BUCKET_URI', pick('s3://b/*.csv', 'gs://x/{a,b}/**.parquet', '"s3://b/a b.csv"')), 7),
    sometimes(8, setting('IMPORT_SCHEDULE', pick('@auto', '@on-demand', '@once', '"@auto"', '* * * * *', '@daily')), 7),
    sometimes(2, fc.oneof(setting('IMPORT_FORMAT', pick('csv', 'NDJSON', 'xml')), setting('IMPORT_FROM_TIMESTAMP', pick('2024-01-01T00:00:00Z')), setting('IMPORT_SERVICE', pick('s3')), setting('IMPORT_STRATEGY', pick('append')))),
  ),
  fc.tuple(sometimes(8, setting('IMPORT_CONNECTION_NAME', pick('dyn')), 7), sometimes(8, setting('IMPORT_TABLE_ARN', anyValue), 7), sometimes(8, setting('IMPORT_EXPORT_BUCKET', pick('b')), 7)),
  fc.tuple(sometimes(8, setting('PG_CONNECTION_NAME', pick('pg')), 7), sometimes(8, setting('PG_TABLE', pick('public.t')), 7)),
).map((lines) => lines.filter((line) => line !== '').join('\n')); // prettier-ignore

const token: Text = setting(
  'TOKEN',
  joined(
    mostly(pick('reader', '"read api"', "'x'", 'a"b', '"a\'b"', 'READ'), pick('{{ tb_secret("T") }}', '')),
    pick(' ', '  ', '\t'),
    mostly(pick('READ', 'APPEND', 'read', 'Append'), pick('"READ"', 'CREATE', '', 'READ x', 'READ READ')),
  ),
); // prettier-ignore

const tags: Text = fc.oneof(
  setting(
    'TAGS',
    pick('a', 'a,b', 'a, b ,c', '"a, b"', "'a'", 'with_staging=true', 'a,,b', 'a, k=v', ',', '"a", "b"', 'a b, c'),
  ),
  block('TAGS', fc.array(pick('a', 'b,', 'c, d'), { minLength: 1, maxLength: 3 })),
);

const sharedWith: Text = fc.oneof(
  setting(
    'SHARED_WITH',
    mostly(pick('w1', 'w1,w2', 'w1, w2', '"w1"', '"w1, w2"', "'w1','w2'"), pick('', ',', 'w 1', '"a", "b"'), 8),
  ),
  block(
    'SHARED_WITH',
    fc.array(mostly(pick('w1', 'w2,', 'w3, w4'), pick('"w5"', ',', "'w6',"), 8), { minLength: 1, maxLength: 3 }),
  ),
);

const forwardQuery: Text = fc.oneof(
  { weight: 5, arbitrary: block('FORWARD_QUERY', fc.array(fc.oneof(pick('SELECT *', 'SELECT a,', 'SELECT a -- note', '* EXCEPT (a)', '# note', "'a # b'", 'FROM x', '  nested', '%', 'SELECT {{ tb_secret("F") }}'), expression), { minLength: 0, maxLength: 4 })) },
  { weight: 1, arbitrary: setting('FORWARD_QUERY', pick('SELECT a', '', '"SELECT a"')) },
); // prettier-ignore

const other: Text = fc.oneof(
  setting('BACKFILL', pick('skip', 'SKIP', '"skip"', 'no', '')),
  setting('VERSION', pick('1', '', 'x')),
  setting('VERSION', pick('2')),
  block('VERSION', fc.constant(['1'])),
  setting('SOURCE', pick('x')),
  setting('INCLUDE', pick('"x.incl"', 'x.incl a=b', '')),
  setting('SETTINGS', pick('a=1')),
  setting('EXPORT_SERVICE', pick('s3')),
  setting('IMPORT_EXTERNAL_DATASOURCE', pick('x')),
  setting('SORTING_KEY', pick('a', '')),
  setting('TTL', pick('ts + 1')),
  setting('TYPE', pick('kafka')),
  setting('KAFKA_TOPPIC', anyValue),
  setting('FOO', anyValue),
  block('FOO', fc.constant(['x'])),
  block('KAFKA_TOPIC', fc.constant(['x'])),
  pick('# note', '  # note', '-- note', '', '   ', '{% if a %}', '{# note #}', '# {{ tb_secret("C") }}', '"a b"', "'", '>', 'SCHEMA>', 'ENGINE'),
  joined(fc.constant('  '), setting('TAGS', pick('indented'))),
); // prettier-ignore

/** The parts in their usual order, some left out. */
export const datasource: Text = fc
  .tuple(
    sometimes(4, description),
    sometimes(4, token),
    sometimes(6, tags),
    sometimes(8, sharedWith),
    sometimes(20, other),
    sometimes(60, schema, 59),
    sometimes(5, engine, 4),
    sometimes(6, indexes),
    sometimes(2, kafka),
    sometimes(14, imports),
    sometimes(7, forwardQuery),
    sometimes(20, other),
    tail.map(() => ''),
    fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\n# note\n'),
    fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
  )
  .map((parts) => {
    const between = parts[13];
    const lines = parts.slice(0, 12).filter((part): part is string => typeof part === 'string' && part !== '');
    const turn = parts[14] % Math.max(1, lines.length);
    return [...lines.slice(turn), ...lines.slice(0, turn)].join(between) + '\n';
  });
