import { printType, type ClickHouseType } from '@proj/clickhouse-types';

const NAMES_SHOWN = 5;

/** What would be accepted, where saying so helps: the end of a rejection's text. */
export function expectedOf(type: ClickHouseType): string | undefined {
  const { kind } = type;
  const like = (example: string): string => `${printType(type)}, for example ${example}`;
  switch (kind) {
    case 'Bool':
      return 'true or false';
    case 'Float32':
    case 'Float64':
    case 'BFloat16':
      return 'a number in its range';
    case 'Decimal': {
      const whole = type.precision - type.scale;
      return `a number with at most ${whole} ${whole === 1 ? 'digit' : 'digits'} before its point`;
    }
    case 'FixedString':
      return `a text of at most ${type.length} bytes`;
    case 'UUID':
      return like('61f0c404-5cb3-11e7-907b-a6006ad3dba0');
    case 'IPv4':
      return like('192.0.2.1');
    case 'IPv6':
      return like('2001:db8::1');
    case 'Enum8':
    case 'Enum16': {
      const names = type.values.slice(0, NAMES_SHOWN).map(({ name }) => `'${name}'`);
      return `one of ${names.join(', ')}${type.values.length > NAMES_SHOWN ? ' …' : ''}`;
    }
    case 'Date':
    case 'Date32':
      return like('2026-01-31');
    case 'DateTime':
      return like('2026-01-31 10:00:00');
    case 'DateTime64':
      return like(`2026-01-31 10:00:00${zeros(type.precision)}`);
    case 'Time':
      return like('10:00:00');
    case 'Time64':
      return like(`10:00:00${zeros(type.precision)}`);
    case 'Array':
    case 'Ring':
    case 'LineString':
    case 'MultiLineString':
    case 'Polygon':
    case 'MultiPolygon':
      return 'an array';
    case 'QBit':
      return `an array of ${type.dimension} numbers`;
    case 'Nested':
      return 'an array of objects';
    case 'Map':
      return 'an object';
    case 'JSON':
      return 'an object that ClickHouse can store';
    case 'Tuple':
      return `an array of ${type.elements.length}${type.elements[0]?.name === undefined ? '' : ', or an object'}`;
    case 'Point':
      return 'an array of two numbers';
    case 'Variant':
      return 'a value of one of its types';
    case 'Dynamic':
      return 'a value that ClickHouse can store';
    case 'Geometry':
      return 'a point, or arrays of points';
    default:
      return integerRange(kind);
  }
}

const zeros = (digits: number): string => (digits === 0 ? '' : `.${'0'.repeat(digits)}`);

/** Ranges beyond 64 bits are too long to read, so the number of bits is given instead. */
function integerRange(kind: string): string | undefined {
  const [, unsigned, bits] = /^(U?)Int(\d+)$/.exec(kind) ?? [];
  if (bits === undefined) return undefined;
  const size = BigInt(bits);
  if (size > 64n) return `an integer of ${bits} bits`;
  const [min, max] = unsigned === 'U' ? [0n, (1n << size) - 1n] : [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n];
  return `an integer from ${min} to ${max}`;
}
