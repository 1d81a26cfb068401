import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDatafile, settingsTable, type Datafile, type FileKind } from '../src/index.js';
import { typeOf } from './support/type-of.js';

const COLUMNS = ['customer_id', 'timestamp', 'updated_at', 'is_deleted', 'sign', 'version', 'quantity', 'amount'];
const TYPES: Readonly<Record<string, string>> = { sign: 'Int8', is_deleted: 'UInt8', timestamp: 'DateTime', updated_at: 'DateTime' }; // prettier-ignore
const SCHEMA = `SCHEMA >\n${COLUMNS.map((name) => `    ${name} ${TYPES[name] ?? 'UInt32'},\n`).join('')}`;
const KAFKA = 'KAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n';

/** What an engine's parameter needs beside it. */
const BESIDE: Readonly<Record<string, string>> = {
  ENGINE_VER: 'ENGINE ReplacingMergeTree\n',
  ENGINE_IS_DELETED: 'ENGINE ReplacingMergeTree\nENGINE_VER updated_at\n',
  ENGINE_SIGN: 'ENGINE CollapsingMergeTree\n',
  ENGINE_VERSION: 'ENGINE VersionedCollapsingMergeTree\nENGINE_SIGN sign\n',
  ENGINE_SUMMING_COLUMNS: 'ENGINE SummingMergeTree\n',
  ENGINE_COLUMNS: 'ENGINE SummingMergeTree\n',
};

interface Sample {
  readonly kind: FileKind;
  readonly name: string;
  /** The setting, first thing in it. */
  readonly example: string;
  readonly rest: string;
}

const samples: readonly Sample[] = settingsTable.flatMap(({ name, files, connector, example, retired }) =>
  retired || !example?.startsWith(name)
    ? []
    : files.map((kind): Sample => {
        const lines =
          kind === 'connection'
            ? ['TYPE kafka\n', 'KAFKA_BOOTSTRAP_SERVERS b\n']
            : [name === 'SCHEMA' ? '' : SCHEMA, ...(connector === 'kafka' ? KAFKA.split(/(?<=\n)/) : []), BESIDE[name] ?? '']; // prettier-ignore
        const rest = lines.filter((line) => !line.startsWith(`${name} `)).join('');
        return { kind, name, example, rest };
      }),
);

const errorsOf = (kind: FileKind, text: string) =>
  parseDatafile({ path: `a.${kind}`, text }).diagnostics.filter((one) => one.severity === 'error');

/** One letter dropped, doubled, replaced, or swapped with the next. */
function misspell(name: string, how: number, at: number): string {
  const before = name.slice(0, at);
  const after = name.slice(at + 1);
  const letter = name.charAt(at);
  if (how === 0) return before + after;
  if (how === 1) return before + letter + letter + after;
  if (how === 2) return `${before}${letter === 'Q' ? 'X' : 'Q'}${after}`;
  return before + after.charAt(0) + letter + after.slice(1);
}

const known = new Set(settingsTable.map((one) => one.name));

describe('one wrong letter in the name of a setting', () => {
  it.each(samples)('$name of a $kind is one error, at the name', ({ kind, name, example, rest }) => {
    expect(errorsOf(kind, `${example}\n${rest}`).map((one) => one.message)).toEqual([]);
    for (let at = 0; at < name.length; at++) {
      for (let how = 0; how < 4; how++) {
        const wrong = misspell(name, how, at);
        if (known.has(wrong)) continue;
        const written = `${wrong}${example.slice(name.length)}\n`;
        for (const [text, start] of [
          [written + rest, 0],
          [rest + written, rest.length],
        ] as const) {
          const [error, ...more] = errorsOf(kind, text);
          expect({ text, code: error?.code, more: more.map((one) => one.message) }).toEqual({
            text,
            code: 'datafile/unknown-setting',
            more: [],
          });
          expect(error?.span).toEqual({ start, end: start + wrong.length });
        }
      }
    }
  });
});

/** What a file says of settings and columns, without places. */
function said(file: Datafile | undefined): readonly string[] {
  if (!file) return [];
  const settings = [...file.settings.keys()];
  if (file.kind === 'connection') return [...settings, ...(file.type ? [`type ${file.type.value}`] : [])];
  return [
    ...settings,
    ...file.columns.map((one) => `column ${one.name} ${typeOf(one)?.kind ?? ''} ${one.jsonPath?.value ?? ''}`),
    ...file.indexes.map((one) => `index ${one.name} ${one.type.value}`),
    ...file.engine.settings.keys(),
    ...(file.engine.name ? [`engine ${file.engine.name.value}`] : []),
    ...file.tokens.map((one) => `token ${one.name}`),
    ...file.tags.map((one) => `tag ${one.value}`),
    ...(file.description ? ['description'] : []),
    ...(file.forwardQuery ? ['query'] : []),
  ];
}

const WHOLE = {
  'orders.datasource': `DESCRIPTION >
    Orders of the shop, as the till writes them.
TOKEN "reader" READ

SCHEMA >
    \`id\` UInt64 \`json:$.id\`,
    -- in cents
    \`price\` Decimal(10, 2) \`json:$.price\` DEFAULT 0,
    \`tags\` Array(Nullable(String)) \`json:$.tags[:]\`,
    at DateTime64(3, 'UTC') \`json:$.at\` CODEC(Delta, ZSTD(1))

ENGINE "ReplacingMergeTree"
ENGINE_SORTING_KEY "id, toDate(at)"
ENGINE_VER at
INDEXES >
    by_price price TYPE minmax GRANULARITY 4
    by_tag tags TYPE bloom_filter(0.01) GRANULARITY 1

KAFKA_CONNECTION_NAME shop
KAFKA_TOPIC orders # the new one
KAFKA_GROUP_ID {{ tb_secret("GROUP", "orders-1") }}
TAGS "shop,till"
FORWARD_QUERY >
    SELECT id, price, tags, at
`,
  'shop.connection': `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS broker:9092,other:9092
KAFKA_SECURITY_PROTOCOL SASL_SSL
KAFKA_SASL_MECHANISM SCRAM-SHA-256
KAFKA_KEY {{ tb_secret("USER") }}
KAFKA_SECRET '{{ tb_secret("PASSWORD") }}'
KAFKA_SSL_CA_PEM >
    -----BEGIN CERTIFICATE-----
    MIIB
    -----END CERTIFICATE-----
`,
};
const files = Object.entries(WHOLE).map(([path, text]) => ({ path, text }));

describe('a file that is being typed', () => {
  it.each(files)('$path loses nothing that was complete, at any character', ({ path, text }) => {
    let complete: readonly string[] = [];
    for (let end = 0; end <= text.length; end++) {
      const { file, tree } = parseDatafile({ path, text: text.slice(0, end) });
      expect(tree.span.end).toBe(end);
      const now = said(file);
      expect(complete.filter((one) => !now.includes(one))).toEqual([]);
      // A line is complete with its line break, and a column with its comma.
      if (text[end - 1] === '\n') complete = said(file);
    }
    expect(complete.length).toBeGreaterThan(6);
  });

  const lines = (text: string): readonly string[] => text.split(/(?<=\n)/);
  /** Lines that may be typed at a place: a setting between settings, a column between columns. */
  const typed = {
    datasource: [
      'KAFKA_STORE_HEADERS True',
      'ENGINE_TTL toDate(at) + INTERVAL 1 DAY',
      'SHARED_WITH >',
      '# why',
      'IMPORT',
    ],
    connection: [
      'KAFKA_SCHEMA_REGISTRY_URL {{ tb_secret("K", "x y") }}',
      "DESCRIPTION 'it is",
      'KAFKA_SSL_CHECK',
      '# why',
    ],
    column: ["    `note` Nullable(FixedString(4)) `json:$.a.b[:]` DEFAULT 'a, b' CODEC(ZSTD(3)),", '    note String,', '    -- why'], // prettier-ignore
  };

  it.each(files)('$path stays what it is around a half-typed line', ({ path, text }) => {
    const all = lines(text);
    const kind = path.endsWith('.connection') ? 'connection' : 'datasource';
    const whole = said(parseDatafile({ path, text }).file);
    for (let at = 0; at <= all.length; at++) {
      const next = all[at] ?? 'END';
      const before = all[at - 1] ?? '';
      // Before a setting a setting is typed, after a column's comma a column; other places are
      // inside of something.
      const form = /^[A-Z]/.test(next) ? kind : /^ {4}`/.test(next) && before.endsWith(',\n') ? 'column' : undefined;
      for (const line of form ? typed[form] : []) {
        for (let end = 1; end <= line.length; end++) {
          const half = line.slice(0, end);
          const { file } = parseDatafile({ path, text: [...all.slice(0, at), `${half}\n`, ...all.slice(at)].join('') });
          const now = said(file);
          expect({ half, at, lost: whole.filter((one) => !now.includes(one)) }).toEqual({ half, at, lost: [] });
        }
      }
    }
  });

  it('a file that is being typed is read whatever one character is taken away or put in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.string({ maxLength: 2 }), ({ path, text }, place, typing) => {
        const at = place % text.length;
        const { tree, diagnostics } = parseDatafile({ path, text: text.slice(0, at) + typing + text.slice(at + 1) });
        for (const { span } of diagnostics) expect(span?.end ?? 0).toBeLessThanOrEqual(tree.span.end);
        // Two are usual: the place, and a key that uses the column. A hole in the recovery shows as
        // a dozen.
        expect(diagnostics.length).toBeLessThan(10);
      }),
    );
  });
});
