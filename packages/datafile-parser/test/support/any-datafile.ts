import fc from 'fast-check';

/*
 * Valid datafiles in all their forms: the settings in any order, names in any case, values with and
 * without quotes, comments, blanks and line breaks wherever they may stand.
 */

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const identifier = fc
  .stringMatching(/^[a-z]{1,6}_?[a-z0-9]{0,4}$/)
  .filter((name) => name !== 'index' && name !== 'json');
const gap = pick(' ', ' ', '  ', '\t', ' \t ');
const commentText = pick('note', 'was: `x` String,', 'KAFKA_TOPIC x', '"', "it's", '{{ x }}', '-- twice', '# more');
const hashComment = commentText.map((text) => `# ${text}`);
const dashComment = commentText.map((text) => `-- ${text}`);
const ownLine = fc.tuple(pick('', '', '  ', '\t'), hashComment).map(([indent, text]) => `${indent}${text}\n`);
const between = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('\n') }, { weight: 2, arbitrary: ownLine }), { maxLength: 3 }).map((lines) => lines.join('')); // prettier-ignore
const lineEnd = fc.oneof(
  { weight: 4, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: hashComment.map((text) => ` ${text}\n`) },
  { weight: 1, arbitrary: pick(' \n', '\t\n') },
);
const anyCase = (name: string): fc.Arbitrary<string> =>
  pick(name, name, name.toLowerCase(), name.slice(0, 1) + name.slice(1).toLowerCase());

const secret = fc
  .tuple(pick('"', "'"), fc.stringMatching(/^[A-Z_]{1,8}$/), fc.option(fc.oneof(fc.stringMatching(/^[a-z #.:-]{0,8}$/).map((text) => ({ text })), fc.nat().map((number) => ({ number })))), pick('', ' ', '  '))
  .map(([quote, name, standIn, blank]) => {
    const second = standIn === null ? '' : 'text' in standIn ? `,${blank}${quote}${standIn.text}${quote}` : `, ${standIn.number}`;
    return `{{${blank}tb_secret(${blank}${quote}${name}${quote}${second}${blank})${blank}}}`;
  }); // prettier-ignore

/** A text that may stand bare. */
const bareText = fc.array(fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^[a-zA-Z0-9.:/$_][a-zA-Z0-9.:/$_'"-]{0,8}$/) }, { weight: 1, arbitrary: secret }), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')); // prettier-ignore
/** One that needs quotes, to keep blanks, a comment sign or quotes of the other kind. */
const quotedText = fc.oneof(
  fc.stringMatching(/^[a-z #>'.-]{1,10}$/).map((text) => `"${text}"`),
  fc.stringMatching(/^[a-z #>".-]{1,10}$/).map((text) => `'${text}'`),
  bareText.filter((text) => !text.includes('"')).map((text) => `"${text}"`),
);
const textValue = fc.oneof(bareText, quotedText);

const setting = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(anyCase(name), gap, value, lineEnd).map((parts) => parts.join(''));
const quotedOrNot = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(pick('', '"', "'"), value).map(([quote, text]) => quote + text + quote);

const block = (name: string, lines: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(anyCase(name), gap, pick('>\n', '>  \n', '> # note\n'), lines).map((parts) => parts.join(''));

const proseLine = fc
  .stringMatching(/^[a-z(*-][a-zA-Z0-9 ,.:'"#>`{(-]{0,20}$/)
  .filter((line) => !/\{[{%#]/.test(line) && !line.endsWith('{'));
const textLines = fc
  .tuple(pick('    ', '  ', '\t', ' '), fc.array(fc.tuple(pick('', '', '  ', '\t'), fc.oneof({ weight: 5, arbitrary: proseLine }, { weight: 1, arbitrary: fc.constant('') }, { weight: 1, arbitrary: hashComment }, { weight: 1, arbitrary: secret })), { minLength: 1, maxLength: 5 }), proseLine)
  .map(([indent, lines, first]) => [`${indent}${first}`, ...lines.map(([more, text]) => `${indent}${more}${text}`)].map((line) => `${line}\n`).join('')); // prettier-ignore
const prose = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 ,.:'"-]{0,20}$/).filter((text) => !/\s$|\s["']/.test(text));

const simpleType = pick('String', 'Int32', 'INT UNSIGNED', "DateTime64(3,'UTC')", 'LowCardinality( String )', 'Nullable(Float64)', 'Array(Array(UInt8))', 'Map(String,String)', "Enum8('a'=1,'b' = 2)", 'Tuple(a Int8,\n  b String)', "Tuple( -- first\n a Int8, -- second\n\n  `b c` Array(\n String))", 'JSON(max_dynamic_types=2, max_dynamic_paths = 16)', 'Decimal(10 , 2)', "Enum8('a b,c (' = 1)"); // prettier-ignore
const expression = pick('0', "''", "'it''s -- a # ( string'", 'now()', '[1,2]', '[ ]', "toDate( '2020-01-01' )", '1 + 2', '-1', '- 1', '(1)', 'if(1 > 0,\n\n 1, -- one\n 2)', "concat('a' , 'b')", 'x -> x'); // prettier-ignore
const codec = pick('CODEC(ZSTD(1))', 'codec (Delta, LZ4)', 'CODEC(\n  ZSTD(1))');
const jsonPath = pick('`json:$.a`', "`json:$.a['b-c'][:]`", '`json:$`');
const partGap = fc.oneof({ weight: 6, arbitrary: gap }, { weight: 1, arbitrary: pick('\n', '\n      ') }, { weight: 1, arbitrary: dashComment.map((text) => ` ${text}\n  `) }); // prettier-ignore

const column = fc
  .record({
    quote: pick('', '`', '"'),
    gap: partGap,
    type: simpleType,
    path: fc.option(jsonPath),
    standIn: fc.option(fc.tuple(pick('DEFAULT ', 'default  ', 'DEFAULT\n'), expression).map((parts) => parts.join(''))),
    codec: fc.option(codec),
    pathAt: fc.nat(2),
  })
  .map(({ quote, gap: blank, type, path, standIn, codec: coding, pathAt }) => (name: string) => {
    const parts = [standIn, coding].filter((part) => part !== null);
    if (path !== null) parts.splice(pathAt, 0, path);
    return [`${quote}${name}${quote}`, type, ...parts].join(blank);
  });
const columnEnd = fc.oneof(
  { weight: 4, arbitrary: pick('\n    ', '\n\t', '\n\n\n    ', ' ', '\n') },
  { weight: 1, arbitrary: dashComment.map((text) => ` ${text}\n  `) },
  { weight: 1, arbitrary: fc.tuple(hashComment, dashComment).map(([a, b]) => `\n${a}\n\n  ${b}\n `) },
);
const columns = fc
  .uniqueArray(fc.tuple(identifier, column, columnEnd, columnEnd), { selector: ([name]) => name, minLength: 1, maxLength: 5 })
  .chain((all) => fc.tuple(fc.constant(all), pick('', ','), fc.oneof(columnEnd, fc.constant('\n'))))
  .map(([all, last, end]) => {
    const text = all.map(([name, print, before, after], i) => {
      const closed = i === all.length - 1 ? last + end : `${i % 2 === 0 ? before : ''},${after}`;
      return print(name) + closed;
    });
    return `  ${text.join('')}`.trimEnd() + '\n';
  }); // prettier-ignore

const indexLine = fc.tuple(identifier, pick('a', 'lower(a)', '(a,  b)', 'tokens( a ,\n b )'), gap, pick('minmax', 'set(100)', 'ngrambf_v1(3, 256,2,0)'), pick('', ' GRANULARITY 4', ' granularity  1'), pick('', ','), fc.oneof(pick('\n', '\n\n'), dashComment.map((text) => ` ${text}\n`))).map(([name, over, blank, type, granularity, comma, end]) => `  ${name}${blank}${over}${blank}TYPE${blank}${type}${granularity}${comma}${end}`); // prettier-ignore
const indexes = fc.array(indexLine, { minLength: 1, maxLength: 3 }).map((lines) => lines.join(''));

const key = fc.oneof(quotedOrNot(pick('a', 'a,  b', '(a, toDate(b))', 'tuple()')), pick("'toYear(\"a\")'", '"concat(a, \'x\')"')); // prettier-ignore
const token = fc.tuple(quotedOrNot(identifier), gap, pick('READ', 'append', 'Read')).map((parts) => parts.join(''));
const tags = pick('a', 'a,b', '"a, b"', '"a b", c', "'a b'", '"a", "b  c"', 'a  b');

const datasourceSettings: readonly fc.Arbitrary<string>[] = [
  block('SCHEMA', columns),
  fc.oneof(setting('DESCRIPTION', prose), block('DESCRIPTION', textLines)),
  setting('TOKEN', token),
  setting('TOKEN', token),
  fc.oneof(setting('TAGS', tags), block('TAGS', fc.constant('  a\n    b, c\n'))),
  setting('SHARED_WITH', tags),
  block('INDEXES', indexes),
  setting('ENGINE', quotedOrNot(pick('MergeTree', 'ReplacingMergeTree', 'Null'))),
  fc.oneof(setting('ENGINE_SORTING_KEY', key), block('ENGINE_SORTING_KEY', fc.constant('  a,\n    b\n'))),
  setting('ENGINE_PARTITION_KEY', key),
  setting('ENGINE_TTL', fc.oneof(key, pick("''", '""'))),
  setting('ENGINE_SETTINGS', quotedOrNot(pick('index_granularity = 8192', 'a=1,  b = 2'))),
  setting('KAFKA_CONNECTION_NAME', quotedOrNot(identifier)),
  setting('KAFKA_TOPIC', textValue),
  setting('KAFKA_GROUP_ID', textValue),
  setting('KAFKA_AUTO_OFFSET_RESET', quotedOrNot(pick('latest', 'earliest'))),
  setting('KAFKA_STORE_RAW_VALUE', quotedOrNot(pick('True', 'false', '1'))),
  setting('KAFKA_TARGET_PARTITIONS', pick("'auto'", '3')),
  setting('VERSION', pick('1', '"2"')),
  setting('BACKFILL', pick('skip', 'SKIP')),
  block('FORWARD_QUERY', textLines),
];
const connectionSettings: readonly fc.Arbitrary<string>[] = [
  setting('TYPE', quotedOrNot(pick('kafka', 'Kafka'))),
  setting('KAFKA_BOOTSTRAP_SERVERS', textValue),
  fc.oneof(setting('DESCRIPTION', prose), block('DESCRIPTION', textLines)),
  setting('KAFKA_SECURITY_PROTOCOL', quotedOrNot(pick('SASL_SSL', 'PLAINTEXT'))),
  setting('KAFKA_KEY', textValue),
  setting('KAFKA_SECRET', fc.oneof(secret, textValue)),
  block(
    'KAFKA_SSL_CA_PEM',
    fc.constant('  -----BEGIN CERTIFICATE-----\n    MIIB+a/b==\n  -----END CERTIFICATE-----\n'),
  ),
  block(
    'KAFKA_SSL_CA_PEM',
    secret.map((text) => `\t${text}\n`),
  ),
];

/** The first two are always there. */
function fileOf(settings: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .subarray([...settings.slice(2).keys()])
    .chain((chosen) => fc.shuffledSubarray([0, 1, ...chosen.map((i) => i + 2)], { minLength: chosen.length + 2 }))
    .chain((order) =>
      fc.tuple(
        ...order.map((i) => fc.tuple(between, settings[i] as fc.Arbitrary<string>)),
        fc.tuple(between, fc.constant('')),
      ),
    ) // prettier-ignore
    .map((pieces) => pieces.flat().join(''));
}

/** A datafile without errors as far as its form goes. */
export const anyDatafile: fc.Arbitrary<{ readonly path: string; readonly text: string }> = fc
  .tuple(
    fc.oneof(
      fileOf(datasourceSettings).map((text) => ({ path: 'a.datasource', text })),
      fileOf(connectionSettings).map((text) => ({ path: 'a.connection', text })),
    ),
    pick('\n', '\n', '\r\n', '\r'),
    pick('', '', '\uFEFF'),
    fc.boolean(),
  )
  .map(([{ path, text }, lineBreak, mark, cut]) => ({
    path,
    text: mark + (cut ? text.trimEnd() : text).replaceAll('\n', lineBreak),
  }));
