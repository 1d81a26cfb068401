import fc from 'fast-check';
import { quoted, type OracleCase, type Spelled } from './spelled.js';

/** `125` as `1.25e2`, `12.5E+1`, `125e0`, `12500e-2`: the digits and where the point is. */
const withExponent = (value: bigint): fc.Arbitrary<string> => {
  const sign = value < 0n ? '-' : '';
  const digits = String(value).replace('-', '');
  return fc
    .tuple(fc.nat({ max: digits.length - 1 }), fc.constantFrom('e', 'E', 'e+', 'E+'), fc.nat({ max: 3 }))
    .map(([behind, e, zeros]) => {
      const whole = digits.slice(0, digits.length - behind);
      const rest = digits.slice(digits.length - behind) + '0'.repeat(behind === 0 ? 0 : zeros);
      return `${sign}${whole}${rest === '' ? '' : `.${rest}`}${e}${behind}`;
    });
};

const spelled = (json: string, value: bigint): Spelled => ({ json, means: String(value), canonical: String(value) });

export function integer(bits: number, signed: boolean, type = `${signed ? '' : 'U'}Int${bits}`): OracleCase {
  const size = BigInt(bits);
  const min = signed ? -(1n << (size - 1n)) : 0n;
  const max = (1n << (signed ? size - 1n : size)) - 1n;
  const edges = [0n, 1n, -1n, min, max, max - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n, 10n ** 15n, 10n ** 16n];
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.bigInt({ min, max }) },
    fc.constantFrom(...edges.filter((one) => one >= min && one <= max)),
    fc.nat({ max: 127 }).map(BigInt),
  );
  const beyond = fc.oneof(fc.bigInt({ min: max + 1n, max: max * 3n }), fc.bigInt({ min: min * 3n - 9n, max: min - 1n }), fc.constantFrom(max + 1n, min - 1n));
  return {
    type,
    spellings: {
      number: value.map((one) => spelled(String(one), one)),
      'with zeros behind the point': fc.tuple(value, fc.integer({ min: 1, max: 20 })).map(([one, zeros]) => spelled(`${one}.${'0'.repeat(zeros)}`, one)),
      'with an exponent': value.chain((one) => withExponent(one).map((json) => spelled(json, one))),
      text: value.map((one) => spelled(`"${one}"`, one)),
      'text with leading zeros': fc.tuple(value, fc.integer({ min: 1, max: 20 })).map(([one, zeros]) => spelled(`"${String(one).replace(/\d/, `${'0'.repeat(zeros)}$&`)}"`, one)),
      'minus zero': fc.constantFrom('-0', '"-0"', '-0.0', '0e5').map((json) => spelled(json, 0n)),
      'true and false': fc.constantFrom(spelled('true', 1n), spelled('false', 0n)),
    },
    misses: fc.oneof(beyond.map(String), beyond.map((one) => `"${one}"`), value.map((one) => `${one}.5`), value.map((one) => `"+${one}"`), value.map((one) => `"${one}.0"`), value.map((one) => `" ${one}"`), value.map((one) => `${one}.0000000000000000000001`)),
  };
} // prettier-ignore

const bits16 = new DataView(new ArrayBuffer(4));
/** The Float32 next to it, its last 16 bits cut. */
const brain = (value: number): number => {
  bits16.setFloat32(0, value);
  bits16.setUint16(2, 0);
  return bits16.getFloat32(0);
};
const plain = (value: number): string => (Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e'));

export function float(bits: 16 | 32 | 64): OracleCase {
  const type = bits === 16 ? 'BFloat16' : `Float${bits}`;
  const nearest = bits === 64 ? Number : bits === 32 ? Math.fround : brain;
  const means = (value: number, json: string): Spelled => ({ json, means: plain(nearest(value)), canonical: plain(value).replace('Infinity', 'inf').replace('NaN', 'nan') });
  const value = fc.oneof(
    bits === 64 ? fc.double({ noNaN: true, noDefaultInfinity: true }) : fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.integer(),
    fc.constantFrom(0, -0, 1, 0.1, 1e21, 1e-7, 123456789, 5e-324, 3.4028234663852886e38),
  );
  const word = fc.tuple(fc.constantFrom('', '+', '-'), fc.constantFrom('nan', 'inf', 'infinity'), fc.infiniteStream(fc.boolean()));
  return {
    type,
    // A Float32 is no text in JSON, and -0 is to be seen.
    select: 'toString(v)',
    same: (leaf) => plain(nearest(Number(leaf.replace('inf', 'Infinity').replace('nan', 'NaN')))),
    spellings: {
      number: value.map((one) => means(one, plain(one))),
      'with an exponent': value.map((one) => means(Number(one.toExponential()), one.toExponential())),
      'long integer': fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((one) => means(Number(one), String(one))),
      'many digits': fc.tuple(fc.integer({ min: -999, max: 999 }), fc.stringMatching(/^\d{18,40}$/)).map(([whole, digits]) => means(Number(`${whole}.${digits}`), `${whole}.${digits}`)),
      text: fc.tuple(value, fc.constantFrom('', '+', '00')).map(([one, before]) => ({ ...means(one, `"${plain(one).replace(/^(-?)/, (sign) => (sign === '-' ? (before === '+' ? '-' : `-${before}`) : before))}"`) })),
      'text without digits on one side': fc.nat({ max: 99_999 }).chain((one) => fc.constantFrom(means(one, `"${one}."`), means(Number(`0.${one}`), `".${one}"`))),
      words: word.map(([sign, name, upper]) => means(name === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity, `"${sign}${Array.from(name, (c) => (upper.next().value ? c.toUpperCase() : c)).join('')}"`)),
      'true and false': fc.constantFrom(means(1, 'true'), means(0, 'false')),
    },
    misses: fc.constantFrom('1e400', '-1e400', '"1e400"', '"1,5"', '"1.5x"', '"0x1"', '"1e"', '"."', '"1 "', '3.5e38', '"infinite"'),
  };
} // prettier-ignore

/** The digits of a number in base ten as ClickHouse shows a Decimal. */
function shown(whole: string, fraction: string, negative: boolean): string {
  const head = whole.replace(/^0+(?=.)/, '');
  const tail = fraction.replace(/0+$/, '');
  const text = tail === '' ? head : `${head}.${tail}`;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

export function decimal(precision: number, scale: number, type = `Decimal(${precision}, ${scale})`): OracleCase {
  const parts = fc.record({
    whole: fc.stringMatching(new RegExp(`^\\d{0,${precision - scale}}$`)).map((digits) => digits.replace(/^0+(?=.)/, '') || '0'),
    fraction: fc.stringMatching(new RegExp(`^\\d{0,${scale}}$`)),
    more: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,12}$/)),
    negative: fc.boolean(),
  });
  type Parts = typeof parts extends fc.Arbitrary<infer P> ? P : never;
  const number = ({ whole, fraction, more, negative }: Parts): string => {
    // Digits beyond the scale stand behind as many as it has.
    const digits = more === '' ? fraction : fraction.padEnd(scale, '0') + more;
    return `${negative ? '-' : ''}${whole}${digits === '' ? '' : `.${digits}`}`;
  };
  const means = (one: Parts, json: string): Spelled => {
    const text = shown(one.whole, one.fraction, one.negative);
    return { json, means: text, canonical: text };
  };
  const shifted = (text: string, by: number): string => {
    const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
    const digits = fraction.padEnd(by, '0');
    const moved = (whole + digits.slice(0, by)).replace(/^0+(?=.)/, '');
    return `${sign}${moved}${digits.length > by ? `.${digits.slice(by)}` : ''}e-${by}`;
  };
  return {
    type,
    spellings: {
      number: parts.map((one) => means(one, number(one))),
      'with an exponent': fc.tuple(parts, fc.integer({ min: 1, max: 12 })).map(([one, by]) => means(one, shifted(number(one), by))),
      text: fc.tuple(parts, fc.constantFrom('', '+', '000')).map(([one, before]) => means(one, `"${one.negative ? '' : before}${number(one)}"`)),
      'text with an exponent': fc.tuple(parts, fc.integer({ min: 1, max: 12 })).map(([one, by]) => means(one, `"${shifted(number(one), by)}"`)),
      'text without digits on one side': parts.map((one) => (one.whole === '0' && one.fraction !== '' ? means(one, `"${one.negative ? '-' : ''}.${one.fraction}"`) : means({ ...one, fraction: '' }, `"${one.negative ? '-' : ''}${one.whole}."`))),
      'too small': fc.constantFrom('1e-300', '-1e-300', '"1e-300"').map((json) => ({ json, means: '0', canonical: '0' })),
    },
    misses: fc.oneof(parts.map(({ whole }) => `1${whole.padStart(precision - scale, '0')}`), parts.map(({ whole }) => `"-1${whole.padStart(precision - scale, '0')}.5"`), fc.constantFrom('1e400', '"1e80"', '"1,5"', '"1.5.5"', '"--1"', 'true')),
  };
} // prettier-ignore

export const bool: OracleCase = {
  type: 'Bool',
  spellings: {
    'true and false': fc.constantFrom('true', 'false').map((json) => ({ json, means: json, canonical: json })),
    number: fc.constantFrom(['1', 'true'], ['0', 'false'], ['1.0', 'true'], ['-0', 'false'], ['1e0', 'true']).map(([json, means]) => ({ json: json, means: means, canonical: means })),
    text: fc.constantFrom(['"true"', 'true'], ['"false"', 'false'], ['"1"', 'true'], ['"0"', 'false']).map(([json, means]) => ({ json: json, means: means, canonical: means })),
  },
  misses: quoted(fc.constantFrom('TRUE', 'True', 'yes', 'no', 'on', 'off', 't', 'f', 'y', 'n', '2', '-1', ' true', 'true ', 'tru')),
}; // prettier-ignore
