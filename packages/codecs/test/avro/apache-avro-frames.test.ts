import { readFileSync } from 'node:fs';
import { DecodedScalar, ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { expect, it } from 'vitest';
import { decodeAvro } from '../support/decode-avro.js';

interface Frame {
  readonly what: string;
  readonly schema: { readonly logicalType?: string };
  readonly references: readonly unknown[];
  /** As Apache's own implementation encoded it; `fixtures/apache-avro-frames.py` says how. */
  readonly bytes: string;
  readonly value: unknown;
}

const frames = JSON.parse(
  readFileSync(new URL('fixtures/apache-avro-frames.json', import.meta.url), 'utf8'),
) as readonly Frame[];

/** As the fixtures write what JSON cannot. */
function spelled(value: unknown, isDecimal: boolean): unknown {
  if (value instanceof ExactNumber || (isDecimal && typeof value === 'number')) return `number ${value.toString()}`;
  if (value instanceof DecodedScalar) return value.toString();
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.map((one) => spelled(one, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spelled(one, false)]));
}

it.each(frames)("decodes what Apache's implementation encoded: $what", ({ schema, references, bytes, value }) => {
  const decoded = decodeAvro(schema, Buffer.from(bytes, 'hex'), references);
  expect(spelled(decoded, schema.logicalType === 'decimal')).toEqual(value);
});
