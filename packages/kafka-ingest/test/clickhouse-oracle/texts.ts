import fc from 'fast-check';
import { escapedJson, quoted, type OracleCase, type Spelled } from './spelled.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', '\0', 'a\0b', '"', '\\', "it's", '\u2028', '\u{1F600}', 'é'.repeat(70), 'null', '{}', '1'),
);

const asText = (text: string, escapes: boolean): Spelled => ({
  json: escapes ? escapedJson(text) : JSON.stringify(text),
  means: text,
  canonical: text,
});

/** JSON as people write it, which `JSON.stringify` would change. */
const writtenJson = fc.oneof(
  fc.constantFrom('1.50', '1e400', '-0', '0.10', '12345678901234567890.10', '1E+2', 'true', 'false'),
  fc.constantFrom('[ ]', '{ }', '[1 , 2.0]', '{"b":1.0 , "a":[ 12345678901234567890 ]}', '{"a":1,"a":2}', '["\\u0041\\/"]'),
  fc.json({ maxDepth: 3 }).filter((json) => !/^["n]/.test(json)),
).map((json): Spelled => ({ json, means: json, canonical: json })); // prettier-ignore

export const string: OracleCase = {
  type: 'String',
  spellings: {
    text: fc.tuple(anyText, fc.boolean()).map(([text, escapes]) => asText(text, escapes)),
    'JSON text of another value': writtenJson,
    'lone surrogate': fc.constantFrom('"a\\ud800b"', '"a\\udc00b"').map((json) => ({ json, means: 'a\ufffdb' })),
  },
};

export const fixedString = (length: number): OracleCase => ({
  type: `FixedString(${length})`,
  spellings: {
    text: fc.tuple(anyText.filter((text) => Buffer.byteLength(text) <= length), fc.boolean()).map(([text, escapes]) => ({
      ...asText(text, escapes),
      means: text + '\0'.repeat(length - Buffer.byteLength(text)),
    })),
  },
  misses: quoted(fc.constantFrom('a'.repeat(length + 1), 'é'.repeat(length))),
}); // prettier-ignore

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const hex = (of: Uint8Array): string => Buffer.from(of).toString('hex');
const anyCase = (text: string): fc.Arbitrary<string> =>
  fc
    .infiniteStream(fc.boolean())
    .map((upper) => Array.from(text, (c) => (upper.next().value ? c.toUpperCase() : c)).join(''));
const dashed = (digits: string): string => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const uuid: OracleCase = {
  type: 'UUID',
  spellings: {
    'with dashes': bytes.chain((one) => anyCase(dashed(hex(one))).map((text): Spelled => ({ json: `"${text}"`, means: dashed(hex(one)), canonical: text }))),
    'without dashes': bytes.chain((one) => anyCase(hex(one)).map((text): Spelled => ({ json: `"${text}"`, means: dashed(hex(one)), canonical: text }))),
  },
  misses: quoted(fc.constantFrom('{61f0c404-5cb3-11e7-907b-a6006ad3dba0}', '61f0c404-5cb3-11e7-907ba6006ad3dba0', '61f0c404', '00000000-0000-0000-0000-00000000000', '0x61f0c4045cb311e7907ba6006ad3dba0')),
}; // prettier-ignore

export const ipv4: OracleCase = {
  type: 'IPv4',
  spellings: {
    text: fc.tuple(...[0, 1, 2, 3].map(() => fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 255)))).map((parts) => {
      const text = parts.join('.');
      return { json: `"${text}"`, means: text, canonical: text };
    }),
  },
  misses: quoted(fc.constantFrom('256.1.1.1', '1.1.1', '1.1.1.1.1', '01.1.1.1', '1.1.1.001', '1.1.1.1 ', ' 1.1.1.1', '1..1.1', '::1', '1.1.1.1/8', '1.1.1.-1')),
}; // prettier-ignore

/** Groups of four digits, with zeros before or without, `::` or not, the end as IPv4 or not. */
const ipv6Text = fc
  .record({
    groups: fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 0xffff })), { minLength: 8, maxLength: 8 }),
    from: fc.nat({ max: 8 }),
    gap: fc.nat({ max: 8 }),
    padded: fc.boolean(),
    asIpv4: fc.boolean(),
  })
  .map(({ groups, from, gap, padded, asIpv4 }) => {
    const last = asIpv4 ? 6 : 8;
    const end = Math.min(from + gap, last);
    const all = groups.map((one, i) => (gap > 0 && i >= from && i < end ? 0 : one));
    const text = (some: readonly number[]): string => some.map((one) => one.toString(16).padStart(padded ? 4 : 1, '0')).join(':');
    const tail = asIpv4 ? all.slice(6).flatMap((one) => [one >> 8, one & 255]).join('.') : '';
    const join = (...parts: readonly string[]): string => parts.filter((one) => one !== '').join(':');
    const written = gap > 0 && end > from ? `${text(all.slice(0, from))}::${join(text(all.slice(end, last)), tail)}` : join(text(all.slice(0, last)), tail);
    return { written, digits: all.map((one) => one.toString(16).padStart(4, '0')).join('') };
  }); // prettier-ignore

export const ipv6: OracleCase = {
  type: 'IPv6',
  select: 'lower(hex(v))',
  spellings: {
    text: ipv6Text.chain(({ written, digits }) => anyCase(written).map((text): Spelled => ({ json: `"${text}"`, means: digits, canonical: text }))),
    'an IPv4 address': ipv4.spellings['text']!.map(({ json }) => {
      const text = JSON.parse(json) as string;
      const digits = text.split('.').map((one) => Number(one).toString(16).padStart(2, '0')).join('');
      return { json, means: `${'0'.repeat(20)}ffff${digits}`, canonical: text };
    }),
  },
  misses: quoted(fc.constantFrom('2001:db8::1::', '12345::', 'fe80::1%eth0', ':1', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', '1:2:3:4:5:6:7:8::', '::1.2.3', '::1.2.3.256', '::01.2.3.4', '[::1]', '::g', ' ::1')),
}; // prettier-ignore

const NAMES = ['on', '', "it's", 'ü', '1', ' x '];
const enumOf = (bits: 8 | 16, values: readonly number[]): OracleCase => {
  const names = NAMES.map((name, i) => [name, values[i]!] as const);
  return {
    type: `Enum${bits}(${names.map(([name, value]) => `'${name.replace("'", "\\'")}' = ${value}`).join(', ')})`,
    spellings: {
      name: fc.tuple(fc.constantFrom(...NAMES), fc.boolean()).map(([name, escapes]) => asText(name, escapes)),
      number: fc.constantFrom(...names).map(([name, value]) => ({ json: String(value), means: name, canonical: name })),
      'number with zeros behind the point': fc
        .constantFrom(...names)
        .map(([name, value]) => ({ json: `${value}.0`, means: name })),
    },
    misses: fc.constantFrom('"ON"', '"On"', '"on "', '99', '1.5', '"99"', '"-128"', 'true', 'false'),
  };
};
export const enums = [enumOf(8, [1, 0, -128, 127, 5, -1]), enumOf(16, [300, 0, -32768, 32767, 5, -1])];
