import { shapeOf, storedType, variantMembers, type ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';

/** A column that keeps what was added to it, and is strict about the order of calls. */
export interface Recording {
  readonly writer: ColumnWriter;
  /**
   * Numbers and bigints as added; texts; `Uint8Array` as text or hexadecimal; arrays; maps as lists
   * of pairs; null.
   */
  readonly values: unknown[];
  /** Takes back what was added after the first `count` values, begun ones too. */
  truncate(count: number): void;
}

const NUMBER = /^(?:U?Int(?:8|16|32)|Float32|Float64|BFloat16|Bool|Date|Date32|DateTime|Time|Enum8|Enum16|IPv4)$/;
const WIDE = /^(?:U?Int(?:64|128|256)|Decimal|DateTime64|Time64|Interval\w+)$/;

export function record(type: ClickHouseType): Recording {
  const stored = shapeOf(storedType(type));
  const nullable = stored.kind === 'Nullable' || variantMembers(stored) !== undefined;
  const inner = stored.kind === 'Nullable' ? shapeOf(storedType(stored.inner)) : stored;
  const values: unknown[] = [];
  let open: number | undefined;
  let undoable = false;
  const add = (value: unknown): void => {
    if (open !== undefined) throw new Error('a value was added while another one is open');
    values.push(value);
    undoable = true;
  };
  const parts: Recording[] = [];
  const common = {
    type,
    nullable,
    addNull() {
      if (!nullable) throw new Error(`addNull on ${type.kind}`);
      add(null);
    },
    undo() {
      if (!undoable) throw new Error('nothing to undo');
      undoable = false;
      if (open === undefined) values.pop();
      else for (const part of parts) part.truncate(open);
      open = undefined;
    },
  };
  const truncate = (count: number): void => {
    values.length = count;
    open = undefined;
    for (const part of parts) part.truncate(0);
  };
  const begin = (): void => {
    if (open !== undefined) throw new Error('begun twice');
    // Parts hold only what belongs to the open value: it is taken out at its end.
    open = 0;
    undoable = true;
  };
  const end = (make: (taken: readonly unknown[][]) => unknown): void => {
    if (open === undefined) throw new Error('ended without a begin');
    open = undefined;
    add(make(parts.map((part) => part.values.splice(0))));
  };
  const part = (of: ClickHouseType): ColumnWriter => {
    const recording = record(of);
    parts.push(recording);
    return recording.writer;
  };
  const done = (writer: ColumnWriter): Recording => ({ writer, values, truncate });

  const members = variantMembers(inner);
  if (members) {
    let chosen = -1;
    return done({
      form: 'variant',
      ...common,
      members: members.map(part),
      begin(member) {
        begin();
        chosen = member;
      },
      end: () => end((taken) => ({ [members[chosen]?.kind ?? '']: taken[chosen]?.[0] })),
    });
  }
  if (NUMBER.test(inner.kind)) return done({ form: 'number', ...common, add: (value) => add(value + 0) });
  if (WIDE.test(inner.kind)) {
    return done({
      form: 'wide',
      ...common,
      addNumber(value) {
        if (!Number.isSafeInteger(value)) throw new Error(`addNumber(${value})`);
        add(BigInt(value));
      },
      addBigInt: add,
      addScaled: (value, unit, rest) => add(BigInt(value) * BigInt(unit) + BigInt(rest)),
    });
  }
  switch (inner.kind) {
    case 'String':
    case 'FixedString':
    case 'JSON':
      return done({
        form: 'text',
        ...common,
        addText: (text) => add(Buffer.from(text).toString()),
        addBytes: (bytes, start, end) => add(Buffer.from(bytes.subarray(start, end)).toString()),
      });
    case 'UUID':
    case 'IPv6':
      return done({
        form: 'fixed',
        ...common,
        addBytes: (bytes, start) => add(Buffer.from(bytes.subarray(start, start + 16)).toString('hex')),
      });
    case 'Array': {
      const element = part(inner.element);
      return done({ form: 'array', ...common, element, begin, end: () => end(([elements]) => elements) });
    }
    case 'Tuple': {
      const elements = inner.elements.map((one) => part(one.type));
      return done({ form: 'tuple', ...common, elements, begin, end: () => end((taken) => taken.map(([one]) => one)) });
    }
    case 'Map': {
      const [key, value] = [part(inner.key), part(inner.value)];
      const pairs = ([keys = [], all = []]: readonly unknown[][]): unknown => {
        if (keys.length !== all.length) throw new Error('as many keys as values');
        return keys.map((one, i) => [one, all[i]]);
      };
      return done({ form: 'map', ...common, key, value, begin, end: () => end(pairs) });
    }
    default:
      throw new Error(`no recording for ${inner.kind}`);
  }
}
