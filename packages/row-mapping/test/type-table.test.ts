import { parseType, type ClickHouseType } from '@proj/clickhouse-types';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { describe, expect, it } from 'vitest';
import { explainMapping, type ColumnExplanation } from '../src/index.js';
import { typeTable } from '../src/reference.js';

/** As the codec decodes it; numbers with many digits only where the message is nothing else. */
function decode(json: string): unknown {
  if (/^-?\d{16,}(?:\.0)?$/.test(json)) return BigInt(json.replace('.0', ''));
  if (/^-?\d+\.\d+$/.test(json) && json.length > 16) return ExactNumber.parse(json);
  if (json.includes('18446744073709551616')) return { a: 18446744073709551616n };
  return JSON.parse(json);
}

function explain(type: string, json: string): ColumnExplanation {
  const parsed = parseType(type).type;
  if (!parsed) throw new Error(type);
  const bytes = Buffer.from(`{"v": ${json}}`);
  const [explanation] = explainMapping([{ name: 'c', type: parsed, path: '$.v' }], { v: decode(json) }, bytes);
  return explanation!;
}

describe('the table of types', () => {
  for (const { types, accepted, refused } of typeTable) {
    it(`the table of types shows what ${types} accept`, () => {
      for (const { type, json, stored } of accepted) {
        const { outcome } = explain(type, json);
        expect([type, json, outcome]).toEqual([type, json, { kind: 'value', text: stored }]);
      }
    });

    it(`the table of types shows what ${types} refuse`, () => {
      for (const { type, json } of refused) {
        const { outcome, found } = explain(type, json);
        const inner = type.startsWith('Nullable') ? type.slice(9, -1) : type.replace(/^SimpleAgg.*, (.*)\)$/, '$1');
        const message = expect.stringContaining(`value '${found}' on column 'c' is not ${inner}`) as string;
        expect([type, json, outcome]).toEqual([
          type,
          json,
          { kind: 'rejected', rejection: { column: 'c', code: 'mapping/wrong-type', message } },
        ]);
      }
    });
  }

  it('the table of types has every type that a message can fill', () => {
    const named = typeTable.flatMap(({ accepted }) => accepted.map(({ type }) => parseType(type).type?.kind));
    const kinds = [
      ...[8, 64, 256].flatMap((bits) => (bits === 256 ? [`UInt${bits}`] : [`Int${bits}`, `UInt${bits}`])),
      ...[
        'Float32',
        'Float64',
        'BFloat16',
        'Decimal',
        'Bool',
        'String',
        'FixedString',
        'UUID',
        'IPv4',
        'IPv6',
        'Enum8',
      ],
      ...['Date', 'Date32', 'DateTime', 'DateTime64', 'Time', 'Time64', 'IntervalDay', 'Array', 'QBit', 'Map', 'Tuple'],
      ...['Nested', 'JSON', 'Variant', 'Dynamic', 'Point', 'Ring', 'Polygon', 'MultiPolygon', 'Geometry', 'Nullable'],
      ...['LowCardinality', 'SimpleAggregateFunction'],
    ];
    expect(new Set(named)).toEqual(new Set(kinds as ClickHouseType['kind'][]));
  });
});
